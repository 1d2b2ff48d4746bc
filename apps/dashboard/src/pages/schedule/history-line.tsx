import type { ScheduleRun } from "@fieldline/domain/schedule";
import { formatQuantity } from "@fieldline/ui/format";
import { formatExact } from "@fieldline/ui/time";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { useMe } from "../../session/use-me.ts";
import { RunLink } from "./run-link.tsx";
import { runLook } from "./run-looks.ts";
import { clockOf, dayOf, READERS_ZONE } from "./run-words.ts";

/** What is said of a run beside its outcome: who wanted it, why it was not, how many it stands for. */
function useRunWords({ isManual, by, reason, count }: ScheduleRun): string {
  const me = useMe();
  const who = by && (by.id === me?.id ? "you" : by.name);
  const manual = isManual ? `Run now${who ? ` by ${who}` : ""}` : who ? `By ${who}` : "";
  const many = count > 1 ? `Stands for ${formatQuantity(count, "run")}` : "";
  return [manual, reason?.replace(/\.$/, ""), many].filter(Boolean).join(". ");
}

/** One run: when it was due, what became of it and why. It leads to its job or rollout. */
export function HistoryLine({ run }: { run: ScheduleRun }) {
  const words = useRunWords(run);
  const isStarted = run.jobId !== null || run.rolloutId !== null;
  const due = (
    <time dateTime={new Date(run.dueAt).toISOString()} title={formatExact(run.dueAt)} className="whitespace-nowrap">
      {dayOf(run.dueAt, READERS_ZONE)} <b className="font-medium">{clockOf(run.dueAt, READERS_ZONE)}</b>
    </time>
  );
  return (
    <li
      className={`relative grid min-h-11 grid-cols-[148px_152px_minmax(0,1fr)_68px] max-xl:grid-cols-[148px_152px_minmax(0,1fr)] items-center gap-x-4 gap-y-1 border-b border-line px-3.5 py-1.5 text-[13.5px] last:border-0 max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:py-2.5 ${isStarted ? "hover:bg-hover has-[a:focus-visible]:bg-accent-weak" : ""}`}
    >
      {isStarted ? (
        <RunLink run={run} className="static! text-text after:absolute after:inset-0 after:content-['']">
          {due}
        </RunLink>
      ) : (
        due
      )}
      <span>
        <Chip look={runLook(run)} />
      </span>
      <span className="min-w-0 text-[13px] text-muted wrap-anywhere max-sm:order-1 max-sm:col-span-2 max-sm:empty:hidden">
        {words}
      </span>
      <Moment at={run.dueAt} className="text-right whitespace-nowrap text-muted max-xl:hidden" />
    </li>
  );
}
