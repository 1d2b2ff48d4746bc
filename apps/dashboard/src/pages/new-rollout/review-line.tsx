import type { CommandTemplate } from "@fieldline/domain/template";
import { formatQuantity } from "@fieldline/ui/format";
import { rateWords } from "../rollout/rollout-words.ts";
import type { CheckedDraft } from "./draft-input.ts";
import type { RolloutDraft } from "./rollout-draft.ts";
import type { Reach } from "./use-reach.ts";

interface ReviewLineProps {
  draft: RolloutDraft;
  template: CommandTemplate | undefined;
  checked: CheckedDraft;
  reach: Reach | undefined;
}

/** How many devices, in words; "the devices" while that is not known. */
export function reachWords(reach: Reach | undefined): string {
  if (!reach) return "the devices";
  return `${reach.isMore ? "more than " : ""}${formatQuantity(reach.count, "device")}`;
}

/** The whole rollout in one line. */
export function ReviewLine({ draft, template, checked, reach }: ReviewLineProps) {
  if (!template) return <p className="text-muted">Choose what to roll out.</p>;
  if (reach?.count === 0 && draft.mode === "snapshot")
    return <p className="text-muted">Choose where {template.name} goes.</p>;
  const stops =
    draft.rules.length === 0
      ? "nothing stops it by itself"
      : `stopped by ${formatQuantity(draft.rules.length, "rule")}`;
  return (
    <p>
      <b className="font-semibold">{template.name}</b> on <b className="font-semibold">{reachWords(reach)}</b>
      {draft.mode === "continuous" && " and those that join"}
      {checked.rate !== undefined && `, ${rateWords(checked.rate)}`}, {stops}.
    </p>
  );
}
