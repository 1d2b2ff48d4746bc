import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "../../components/skeleton.tsx";
import { useGroups } from "../devices/use-groups.ts";

interface GroupsPickProps {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Groups of devices, each with how many it has. */
export function GroupsPick({ chosen, onChange }: GroupsPickProps) {
  const { query, groups } = useGroups();
  if (query.isPending) return <Skeleton className="h-40" />;
  if (groups.length === 0)
    return (
      <p className="text-muted">
        There is no group yet.{" "}
        <Link to="/devices/groups" className="text-accent">
          Make one
        </Link>
        , choose devices one by one, or take all.
      </p>
    );
  return (
    <fieldset aria-label="Groups" className="h-40 overflow-y-auto rounded-md border border-line p-1">
      {groups.map(({ id, name, kind, memberCount, onlineCount }) => (
        <label
          key={id}
          className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 rounded-sm px-2 py-1 hover:bg-hover has-checked:bg-accent-weak has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent max-md:min-h-11"
        >
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
            className="size-4 accent-accent outline-none"
          />
          <span className="min-w-40 flex-1 font-medium wrap-anywhere">{name}</span>
          {kind === "dynamic" && <span className="text-[12.5px] text-muted">by attributes</span>}
          <span className="text-muted">
            {formatQuantity(memberCount, "device")}, {formatCount(onlineCount)} online
          </span>
        </label>
      ))}
    </fieldset>
  );
}
