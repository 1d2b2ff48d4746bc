import type { DeviceGroup } from "@fieldline/domain/device";
import { MenuChip, ToggleChip } from "../jobs/filter-chip.tsx";
import { type DevicesSearch, readDevicesSearch } from "./devices-search.ts";

const PRESENCE = [
  { value: "yes", label: "Online" },
  { value: "no", label: "Offline" },
];
const KINDS = [
  { value: "device", label: "Devices" },
  { value: "agent", label: "Agents" },
];

interface DevicesFiltersProps {
  search: DevicesSearch;
  groups: readonly DeviceGroup[];
  onChange: (search: DevicesSearch) => void;
}

/** What narrows the list; all of it lives in the address. */
export function DevicesFilters({ search, groups, onChange }: DevicesFiltersProps) {
  const { group, online, kind, revoked, account } = search;
  const change = (part: Record<string, unknown>) => onChange(readDevicesSearch({ ...search, ...part }));
  return (
    <fieldset aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
      <MenuChip
        name="Presence"
        choices={PRESENCE}
        chosen={online ? [online] : []}
        onChange={([value]) => change({ online: value })}
      />
      <MenuChip
        name="Group"
        hasNames
        choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={group ? [group] : []}
        onChange={([value]) => change({ group: value })}
      />
      <MenuChip
        name="Kind"
        choices={KINDS}
        chosen={kind ? [kind] : []}
        onChange={([value]) => change({ kind: value })}
      />
      <ToggleChip isOn={revoked === "yes"} onToggle={() => change({ revoked: revoked ? undefined : "yes" })}>
        Revoked
      </ToggleChip>
      {account && (
        <ToggleChip isOn onToggle={() => change({ account: undefined })}>
          {`Account: ${account}`}
        </ToggleChip>
      )}
    </fieldset>
  );
}
