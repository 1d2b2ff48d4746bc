import type { RolloutCounts, TargetState } from "@fieldline/domain/rollout";
import { formatCount } from "@fieldline/ui/format";
import { BAR_ORDER, totalOf } from "./rollout-figures.ts";
import { targetLook } from "./rollout-looks.ts";
import "./states-bar.css";

/** What a state looks like in a bar, also in the bar's key. */
export const stateFill = (state: TargetState): string => `rollout-fill rollout-${state}`;

interface StatesBarProps {
  counts: RolloutCounts;
  isLarge?: boolean;
}

/** How the devices stand, as one bar; whatever there is of a state is wide enough to be seen. */
export function StatesBar({ counts, isLarge = false }: StatesBarProps) {
  const total = totalOf(counts);
  const shown = BAR_ORDER.filter((state) => counts[state] > 0);
  const words = shown.map((state) => `${formatCount(counts[state])} ${targetLook(state).word.toLowerCase()}`);
  return (
    <div
      role="img"
      aria-label={total === 0 ? "No devices yet" : `${words.join(", ")} of ${formatCount(total)}`}
      className={`flex w-full gap-px overflow-hidden rounded-sm bg-line ${isLarge ? "h-5" : "h-2.5"}`}
    >
      {shown.map((state) => (
        <span key={state} className={`min-w-1 ${stateFill(state)}`} style={{ flexGrow: counts[state], flexBasis: 0 }} />
      ))}
    </div>
  );
}
