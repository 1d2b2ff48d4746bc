import { type Look, statusLook } from "@fieldline/ui/status";
import { Chip } from "../../../components/status-chip.tsx";
import type { ShownState } from "./steps-of.ts";

const pending: Look = {
  word: "Waiting",
  tone: "idle",
  icon: "M6 2.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7",
  isFilled: false,
};
const LOOKS: Record<ShownState, Look> = {
  pending,
  running: statusLook("running"),
  completed: { ...statusLook("completed"), word: "Done" },
  failed: statusLook("failed"),
  timed_out: statusLook("timed_out"),
  ignored: { word: "Failed, ignored", tone: "warn", icon: "M6 1.5L11 10.5H1zM6 5v2.5", isFilled: false },
  unknown: { word: "Not known", tone: "warn", icon: "M6 1.5L11 10.5H1zM6 5v2.5", isFilled: false },
  skipped: { word: "Skipped", tone: "idle", icon: "M2.5 6h7", isFilled: false },
};
const COLOUR = { ok: "text-ok", info: "text-info", warn: "text-warn", bad: "text-bad", idle: "text-muted" } as const;

export const stepLook = (state: ShownState): Look => LOOKS[state] ?? pending;

export function StepChip({ state }: { state: ShownState }) {
  return <Chip look={stepLook(state)} />;
}

/** A step's state as a shape alone, where the word is near; the word is told to who does not see it. */
export function StepMark({ state }: { state: ShownState }) {
  const { word, tone, icon, isFilled } = stepLook(state);
  return (
    <svg
      role="img"
      aria-label={word}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      fill={isFilled ? "currentColor" : "none"}
      stroke={isFilled ? "none" : "currentColor"}
      strokeWidth="1.8"
      className={`shrink-0 ${COLOUR[tone]}`}
    >
      <path d={icon} />
    </svg>
  );
}
