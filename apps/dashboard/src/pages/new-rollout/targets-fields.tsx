import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { DevicesPick } from "./devices-pick.tsx";
import { GroupsPick } from "./groups-pick.tsx";
import type { RolloutDraft } from "./rollout-draft.ts";
import type { Reach } from "./use-reach.ts";

const WHERE = [
  { value: "groups", label: "Groups" },
  { value: "devices", label: "Chosen devices" },
  { value: "all", label: "Every device" },
] as const;
const MODES = [
  { value: "snapshot", label: "Only these" },
  { value: "continuous", label: "Also those that join" },
] as const;
const MODE_WORDS: Record<RolloutDraft["mode"], string> = {
  snapshot: "The devices are fixed as you start. The rollout is done when all of them are through.",
  continuous: "A device that comes among the targets later gets it, too. The rollout stays open until you cancel it.",
};

interface TargetsFieldsProps {
  draft: RolloutDraft;
  reach: Reach | undefined;
  error: string | undefined;
  onChange: (part: Partial<RolloutDraft>) => void;
}

/** Where it goes, how many that is now, and whether later ones are meant, too. */
export function TargetsFields({ draft, reach, error, onChange }: TargetsFieldsProps) {
  const { where, deviceIds, groupIds, mode } = draft;
  return (
    <div className="grid gap-4">
      <ChoiceChips
        legend="Targets"
        name="where"
        value={where}
        options={WHERE}
        onChange={(value) => onChange({ where: value, ...(value === "devices" && { mode: "snapshot" }) })}
      />
      {where === "devices" && <DevicesPick chosen={deviceIds} onChange={(chosen) => onChange({ deviceIds: chosen })} />}
      {where === "groups" && <GroupsPick chosen={groupIds} onChange={(chosen) => onChange({ groupIds: chosen })} />}
      {error && (
        <p data-refused role="alert" tabIndex={-1} className="text-bad">
          {error}
        </p>
      )}
      <p role="status" className="min-h-5 text-muted">
        {where !== "devices" && reach && <ReachWords reach={reach} />}
      </p>
      {where !== "devices" && (
        <div>
          <ChoiceChips
            legend="Devices that come later"
            name="mode"
            value={mode}
            options={MODES}
            onChange={(value) => onChange({ mode: value })}
          />
          <p className="mt-1 text-[12.5px] text-muted">{MODE_WORDS[mode]}</p>
        </div>
      )}
    </div>
  );
}

function ReachWords({ reach: { count, onlineCount, isMore } }: { reach: Reach }) {
  return (
    <>
      This reaches{" "}
      <b className="font-semibold text-text">
        {isMore && "more than "}
        {formatQuantity(count, "device")}
      </b>{" "}
      now
      {!isMore &&
        `, ${onlineCount === count ? "all" : formatCount(onlineCount)} of ${count === 1 ? "which" : "them"} online`}
      .{(isMore || onlineCount < count) && " Those offline get it when they are back."}
    </>
  );
}
