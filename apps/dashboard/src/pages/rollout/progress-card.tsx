import type { RolloutDetail } from "@fieldline/domain/rollout";
import { formatCount, formatPercent, formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { Card } from "../../components/card.tsx";
import { timeLeftMs } from "../new-rollout/estimate.ts";
import { BAR_ORDER, throughOf, totalOf } from "./rollout-figures.ts";
import { targetLook } from "./rollout-looks.ts";
import { StatesBar, stateFill } from "./states-bar.tsx";

/** How the devices stand: one bar, and each state with its number. A state leads to its devices. */
export function ProgressCard({ rollout }: { rollout: RolloutDetail }) {
  const { id, counts, status, ratePerMinute } = rollout;
  const total = totalOf(counts);
  const through = throughOf(counts);
  const leftMs = status === "running" ? timeLeftMs(rollout) : null;
  return (
    <Card
      title="Progress"
      aside={
        <p className="ml-auto flex flex-wrap gap-x-4 text-[13px] text-muted">
          {status === "running" && (
            <span>
              {ratePerMinute === null
                ? "as fast as they come"
                : `${formatQuantity(Math.round(ratePerMinute), "device")} a minute now`}
            </span>
          )}
          {leftMs !== null && leftMs > 0 && <span>about {formatDuration(leftMs)} until the last one is told</span>}
        </p>
      }
    >
      <div className="p-3.5">
        <p className="mb-2 flex items-baseline gap-2">
          <span className="text-[22px] leading-7 font-semibold tracking-[-.01em]">
            {formatPercent(total === 0 ? null : Math.floor((through * 1_000) / total) / 10)}
          </span>
          <span className="text-muted">
            {formatCount(through)} of {formatQuantity(total, "device")} through
          </span>
        </p>
        <StatesBar counts={counts} isLarge />
        <ul className="mt-3 grid grid-cols-8 gap-px overflow-hidden rounded-md border border-line bg-line max-xl:grid-cols-4 max-sm:grid-cols-2">
          {BAR_ORDER.map((state) => (
            <li
              key={state}
              className="relative bg-surface px-3 py-2 hover:bg-hover has-[a:focus-visible]:bg-accent-weak"
            >
              <Link
                to="/rollouts/$rolloutId"
                params={{ rolloutId: id }}
                search={{ state }}
                replace
                resetScroll={false}
                className="flex items-center gap-1.5 text-[12.5px] text-muted no-underline after:absolute after:inset-0 after:content-['']"
              >
                <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-[2px] ${stateFill(state)}`} />
                {targetLook(state).word}
              </Link>
              <span className={`text-[17px] leading-6 font-semibold ${counts[state] === 0 ? "text-faint" : ""}`}>
                {formatCount(counts[state])}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
