import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { CADENCE_MS, DEVICE_CADENCE_MS, DURATION_MS, TRACEROUTE_CADENCE_MS } from "@fieldline/domain/create-job";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { IntervalField } from "./interval-field.tsx";
import type { ProbeForm } from "./use-probe-form.ts";

const within =
  ({ min, max }: { min: number; max: number }) =>
  ({ ms }: { ms: number }) =>
    ms >= min && ms <= max;

function shortestCadenceMs({ method, measuresFrom }: ProbeForm["draft"]): number {
  if (method === "traceroute") return TRACEROUTE_CADENCE_MS;
  return measuresFrom === "device" ? DEVICE_CADENCE_MS : CADENCE_MS.min;
}

/** How long and how often, by presets from the settings; the built-in ones stand in when those cannot be loaded. */
export function RhythmFields({ form }: { form: ProbeForm }) {
  const api = useTRPC();
  const { data, isError } = useQuery(api.config.get.queryOptions(undefined, { staleTime: 60_000 }));
  const { durationPresets, cadencePresets } = data ?? DEFAULT_CONFIG;
  const cadence = { ...CADENCE_MS, min: shortestCadenceMs(form.draft) };
  return (
    <div className="grid gap-4">
      <IntervalField
        legend="For"
        name="duration"
        value={form.draft.duration}
        presets={durationPresets.filter(within(DURATION_MS))}
        units={["s", "min", "h", "d"]}
        error={form.errors.durationMs}
        onChange={(duration) => form.change({ duration })}
        onLeave={() => form.leave("durationMs")}
      />
      <IntervalField
        legend="Every"
        name="cadence"
        value={form.draft.cadence}
        presets={cadencePresets.filter(within(cadence))}
        units={form.draft.measuresFrom === "device" ? ["ms", "s", "min"] : ["s", "min"]}
        error={form.errors.cadenceMs}
        onChange={(cadence) => form.change({ cadence })}
        onLeave={() => form.leave("cadenceMs")}
      />
      {isError && (
        <p role="status" className="text-[12.5px] text-muted">
          Your presets could not be loaded; these are the built-in ones.
        </p>
      )}
    </div>
  );
}
