import type { Device } from "@fieldline/domain/device";
import { Tag } from "../../components/tag.tsx";

interface DeviceTagsProps {
  device: Device;
  groupNames: ReadonlyMap<string, string>;
  most?: number;
}

/** The groups that a device is in and what is known of it, as small labels; what is too much is counted. */
export function DeviceTags({ device: { groupIds, attributes }, groupNames, most = 5 }: DeviceTagsProps) {
  const groups = groupIds.map((id) => groupNames.get(id)).filter((name) => name !== undefined);
  const known = Object.entries(attributes).map(([key, value]) => `${key.replace(/^device\./, "")}: ${value}`);
  const shown = known.slice(0, Math.max(1, most - groups.length));
  const rest = known.slice(shown.length);
  if (groups.length + known.length === 0) return <span className="text-muted">–</span>;
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {groups.map((name) => (
        <Tag key={name} tone="accent" title={`Group ${name}`}>
          {name}
        </Tag>
      ))}
      {shown.map((text) => (
        <Tag key={text} title={text}>
          {text}
        </Tag>
      ))}
      {rest.length > 0 && <Tag title={rest.join("\n")}>{`+${rest.length}`}</Tag>}
    </span>
  );
}
