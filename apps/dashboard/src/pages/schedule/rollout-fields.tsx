import { formatQuantity } from "@fieldline/ui/format";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { DevicesPick } from "../new-rollout/devices-pick.tsx";
import { GroupsPick } from "../new-rollout/groups-pick.tsx";
import { useReach } from "../new-rollout/use-reach.ts";
import type { ScheduleDraft } from "./schedule-draft.ts";

const WHERE = [
  { value: "groups", label: "Groups" },
  { value: "devices", label: "Chosen devices" },
  { value: "all", label: "Every device" },
] as const;

interface RolloutFieldsProps {
  draft: ScheduleDraft;
  onChange: (part: Partial<ScheduleDraft>) => void;
}

/** Which devices each run is rolled out to; groups are looked up anew at every run. */
export function RolloutFields({ draft, onChange }: RolloutFieldsProps) {
  const { where, groupIds, deviceIds } = draft;
  const { data: reach } = useReach(draft);
  return (
    <>
      <ChoiceChips
        legend="Devices"
        name="where"
        value={where}
        options={WHERE}
        onChange={(value) => onChange({ where: value })}
      />
      {where === "groups" && <GroupsPick chosen={groupIds} onChange={(chosen) => onChange({ groupIds: chosen })} />}
      {where === "devices" && <DevicesPick chosen={deviceIds} onChange={(chosen) => onChange({ deviceIds: chosen })} />}
      {where !== "devices" && (
        <p role="status" className="-mt-1 min-h-5 text-muted">
          {reach && (
            <>
              {reach.isMore && "More than "}
              {formatQuantity(reach.count, "device")} now; each run takes those that are there then.
            </>
          )}
        </p>
      )}
    </>
  );
}
