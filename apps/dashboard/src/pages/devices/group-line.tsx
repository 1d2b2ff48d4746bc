import type { DeviceGroup } from "@fieldline/domain/device";
import { formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { Button } from "../../components/button.tsx";
import { Tag } from "../../components/tag.tsx";
import { useCan } from "../../session/use-me.ts";
import { filterWords } from "./filter-text.ts";

interface GroupLineProps {
  group: DeviceGroup;
  onChange: () => void;
  onDelete: () => void;
}

/** One group: who is in it and why, and how many of them are there. */
export function GroupLine({ group, onChange, onDelete }: GroupLineProps) {
  const can = useCan();
  const { id, name, description, kind, filter, memberCount, onlineCount } = group;
  return (
    <li className="flex min-h-15 flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-3.5 py-2.5 last:border-0">
      <div className="min-w-52 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <Link
            to="/devices"
            search={{ group: id }}
            className="font-[550] text-text underline decoration-line-strong underline-offset-2 wrap-anywhere hover:text-accent"
          >
            {name}
          </Link>
          <Tag>{kind === "dynamic" ? "by attributes" : "picked by hand"}</Tag>
        </p>
        {description && <p className="mt-0.5 max-w-prose text-[13px] text-muted">{description}</p>}
        {filter && <p className="mt-0.5 text-[13px] text-muted wrap-anywhere">Devices whose {filterWords(filter)}</p>}
      </div>
      <p className="text-right whitespace-nowrap">
        {formatQuantity(memberCount, "device")}
        <span className="block text-[12.5px] text-muted">{onlineCount} online</span>
      </p>
      <div className="flex gap-2">
        {can("devices.groups.update") && (
          <Button aria-label={`Change ${name}`} onClick={onChange}>
            Change
          </Button>
        )}
        {can("devices.groups.delete") && (
          <Button tone="danger" aria-label={`Delete ${name}`} onClick={onDelete}>
            Delete
          </Button>
        )}
      </div>
    </li>
  );
}
