import { useGroups } from "./use-groups.ts";

interface GroupChoiceProps {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Which groups a device is in, among those whose members are picked by hand; nothing where there are none. */
export function GroupChoice({ chosen, onChange }: GroupChoiceProps) {
  const { groups } = useGroups();
  const fixed = groups.filter(({ kind }) => kind === "static");
  if (fixed.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">Groups</legend>
      <div className="flex max-h-44 flex-wrap gap-2 overflow-y-auto p-0.5">
        {fixed.map(({ id, name }) => (
          <label
            key={id}
            className="inline-flex h-8 max-w-full cursor-pointer items-center gap-2 rounded-md border border-control px-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-weak has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent max-md:h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
              className="size-4 accent-accent outline-none"
            />
            <span className="truncate">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
