import { sampleCount } from "@fieldline/domain/create-job";
import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { msOf, numberOf } from "./interval.ts";
import type { ProbeDraft } from "./probe-draft.ts";

/** What a draft costs, in words; nothing while it cannot be told. */
export function costWords(draft: ProbeDraft): string | undefined {
  const probe = {
    durationMs: msOf(draft.duration),
    cadenceMs: msOf(draft.cadence),
    packets: numberOf(draft.packets),
  };
  const count = sampleCount(probe);
  if (!Number.isSafeInteger(count) || count <= 0 || probe.cadenceMs <= 0) return undefined;
  return `${formatQuantity(count, "sample")} over ${formatDuration(probe.durationMs)}`;
}

export function Cost({ draft }: { draft: ProbeDraft }) {
  return (
    <p role="status" className="text-[16px] font-semibold">
      {costWords(draft) ?? "–"}
    </p>
  );
}
