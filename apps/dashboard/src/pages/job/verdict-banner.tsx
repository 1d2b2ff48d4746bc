import type { ProbeJob, ProbeSummary } from "@fieldline/domain/job";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { type Tone, verdictLook } from "@fieldline/ui/status";
import { formatSince } from "@fieldline/ui/time";
import { useNow } from "../../components/clock.ts";
import { Notice } from "../../components/notice.tsx";
import { splitReason } from "../../components/reason.ts";

const COLOUR: Record<Tone, string> = {
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
  idle: "text-muted",
};

/** How many of the ticks that were due have been measured, in words. */
export function tickWords(summary: ProbeSummary | null, packets: number): string {
  const measured = Math.ceil((summary?.sent ?? 0) / packets);
  const missed = summary?.missedTicks ?? 0;
  if (missed > 0) return `${formatCount(missed)} of ${formatQuantity(measured + missed, "tick")} not measured`;
  return measured > 0 ? `${formatQuantity(measured, "tick")} measured` : "";
}

function unreadWords({ prober, assigneeName }: ProbeJob): string {
  return prober?.state === "waiting" ? `Waits for ${assigneeName}.` : "Not measured yet.";
}

/** The reading of the probe in a sentence. */
export function VerdictBanner({ job }: { job: ProbeJob }) {
  const { verdict, summary, spec } = job;
  const now = useNow();
  const { tone } = verdictLook(verdict?.state ?? "unknown");
  const { headline, rest } = splitReason(verdict?.reason ?? unreadWords(job));
  const since = verdict?.since == null ? "" : ` ${formatSince(verdict.since, now)}`;
  return (
    <Notice
      tone={tone}
      className="max-sm:min-h-36"
      aside={<small className="text-[12.5px] text-muted">{tickWords(summary, spec.packets)}</small>}
    >
      <b className={`font-semibold ${COLOUR[tone]}`}>{headline}</b>
      {since}. {rest}
    </Notice>
  );
}
