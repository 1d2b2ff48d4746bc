import { DeviceChoice } from "../../commands/device-choice.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import type { ProbeDraft } from "./probe-draft.ts";
import type { ProbeForm } from "./use-probe-form.ts";

const PLACES = [
  { value: "edge", label: "The edge" },
  { value: "device", label: "A device" },
] as const;

const BOTH_MEASURE: readonly ProbeDraft["method"][] = ["tcp", "http"];

/** Where packets are sent from; a device pings, and follows the way to the target. */
export function MeasuresFrom({ form }: { form: ProbeForm }) {
  const { measuresFrom, device, method } = form.draft;
  const choose = (place: ProbeDraft["measuresFrom"]) => {
    const usual = place === "device" ? "icmp" : "tcp";
    form.change({ measuresFrom: place, method: BOTH_MEASURE.includes(method) && place === "edge" ? method : usual });
  };
  const error = form.errors["vantage.deviceId"];
  return (
    <div className="grid gap-3">
      <ChoiceChips legend="Measured from" name="measuresFrom" value={measuresFrom} options={PLACES} onChange={choose} />
      {measuresFrom === "device" && (
        <div>
          <DeviceChoice chosenId={device?.id} onChoose={({ id, name }) => form.change({ device: { id, name } })} />
          {error && (
            <p role="alert" className="mt-1 text-[12.5px] text-bad">
              {device ? error : "Choose the device that is to measure."}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
