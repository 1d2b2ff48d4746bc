import { isAtLeast, ROLES, type Role } from "@fieldline/domain/roles";
import { DropdownMenu } from "radix-ui";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuRadioItem } from "../../components/menu.tsx";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { useMe } from "../../session/use-me.ts";
import type { Person, Question } from "./person.ts";
import { useSetRole } from "./use-person-actions.ts";

interface RolePanelProps {
  person: Person;
  onAsk: (question: Question) => void;
  trigger: MenuTrigger;
}

/** The roles, each with what it may do. Taking rights from an administrator, or changing oneself, is asked about. */
export function RolePanel({ person, onAsk, trigger }: RolePanelProps) {
  const me = useMe();
  const setRole = useSetRole();
  const choose = (role: Role) => {
    if (role === person.role) return;
    const isGrave = person.id === me?.id || (!isAtLeast(role, person.role) && person.role === "admin");
    if (isGrave) onAsk({ about: "role", person, role });
    else setRole.mutate({ id: person.id, role });
  };
  return (
    <Menu trigger={trigger}>
      <DropdownMenu.RadioGroup value={person.role} onValueChange={(role) => choose(role as Role)}>
        {ROLES.map((role) => (
          <MenuRadioItem key={role} value={role}>
            <span className="max-w-64 py-1">
              <span className="block font-medium">{ROLE_WORDS[role].name}</span>
              <span className="block text-[12.5px] text-muted">{ROLE_WORDS[role].may}</span>
            </span>
          </MenuRadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
