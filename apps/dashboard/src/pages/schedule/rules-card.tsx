import type { Schedule } from "@fieldline/domain/schedule";
import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { Card } from "../../components/card.tsx";
import { OVERLAP_WORDS } from "./overlap-words.ts";

/** How its runs get along with each other, and how each is limited. */
export function RulesCard({ schedule }: { schedule: Schedule }) {
  const { overlap, maxConcurrency, catchUpMs, jitterMs, priority, timeoutMs, retry } = schedule;
  const own = "the template's";
  const facts: [string, string][] = [
    ["At once", formatQuantity(maxConcurrency, "run")],
    ["One more then", OVERLAP_WORDS[overlap]],
    ["Catch up", catchUpMs === 0 ? "never" : `within ${formatDuration(catchUpMs)}`],
    ["Jitter", jitterMs === 0 ? "none" : `up to ${formatDuration(jitterMs)}`],
    ["Priority", priority === null ? own : String(priority)],
    ["Timeout", timeoutMs === null ? own : formatDuration(timeoutMs)],
    ["Attempts", retry === null ? own : String(retry.maxAttempts)],
  ];
  return (
    <Card title="Rules">
      <dl className="grid grid-cols-[104px_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-3.5 py-3 text-[13.5px]">
        {facts.map(([name, words]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
