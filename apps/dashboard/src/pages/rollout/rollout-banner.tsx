import type { Rollout } from "@fieldline/domain/rollout";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { Notice } from "../../components/notice.tsx";
import { failuresOf, totalOf } from "./rollout-figures.ts";
import { abortWords } from "./rollout-words.ts";

const END = /[.!?]$/;

/** How it came to an end: by which rule, by whom, or by reaching every device. */
export function RolloutBanner({ rollout }: { rollout: Rollout }) {
  const { status, statusReason, counts, abort, mode } = rollout;
  const reason = statusReason && (END.test(statusReason) ? statusReason : `${statusReason}.`);
  const underWay = counts.running + counts.notified;
  const after = [
    counts.cancelled > 0 &&
      `${formatQuantity(counts.cancelled, "device")} ${counts.cancelled === 1 ? "was" : "were"} left out.`,
    underWay > 0 && `${formatCount(underWay)} under way run to their end.`,
  ].filter(Boolean);
  if (status === "aborted")
    return (
      <Notice tone="bad" role="status">
        <b className="font-semibold text-bad">{reason ?? "Stopped by a rule."}</b> {after.join(" ")}
      </Notice>
    );
  if (status === "cancelled")
    return (
      <Notice tone="idle" role="status">
        <b className="font-semibold">{reason ?? "Cancelled."}</b> {after.join(" ")}
      </Notice>
    );
  if (status === "completed") return <Done rollout={rollout} reason={reason} />;
  return (
    <Notice tone="info">
      <b className="font-semibold text-info">Under way</b>. {abortWords(abort)}
      {mode === "continuous" && " It stays open for devices that join, until it is cancelled."}
    </Notice>
  );
}

function Done({ rollout: { counts }, reason }: { rollout: Rollout; reason: string | null }) {
  const failures = failuresOf(counts);
  const total = totalOf(counts);
  return (
    <Notice tone={failures > 0 ? "warn" : "ok"} role="status">
      <b className={`font-semibold ${failures > 0 ? "text-warn" : "text-ok"}`}>
        {failures > 0 ? `Through, and ${formatCount(failures)} of ${formatQuantity(total, "device")} failed` : "Done"}
      </b>
      {failures > 0
        ? "."
        : total > 0 && (total === 1 ? " on its one device." : ` on all ${formatQuantity(total, "device")}.`)}{" "}
      {reason}
    </Notice>
  );
}
