import type { Role } from "@fieldline/domain/roles";
import { ROLE_WORDS } from "../../session/role-words.ts";

interface RoleChoiceProps {
  roles: readonly Role[];
  value: Role;
  onChange: (role: Role) => void;
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">Role</legend>
      <div className="overflow-hidden rounded-md border border-line">
        {roles.map((role) => (
          <label
            key={role}
            className="flex cursor-pointer items-start gap-2.5 border-b border-line px-3 py-2 last:border-0 hover:bg-hover has-checked:bg-accent-weak has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="role"
              value={role}
              checked={role === value}
              onChange={() => onChange(role)}
              className="mt-1 accent-accent outline-none"
            />
            <span>
              <span className="block font-medium">{ROLE_WORDS[role].name}</span>
              <span className="block text-[12.5px] text-muted">{ROLE_WORDS[role].may}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
