import type { RolloutRate } from "@fieldline/domain/rollout";
import { type CreateRolloutInput, createRolloutInput } from "@fieldline/domain/rollouts-input";
import type { RolloutDraft } from "./rollout-draft.ts";

const MINUTE_MS = 60_000;
/** What no number is: the server's words for it are shown at the field. */
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", ".")));

/** The pacing as typed; numbers that are none are NaN. */
export function rateOf(draft: RolloutDraft): RolloutRate | null {
  if (draft.pacing === "none") return null;
  if (draft.pacing === "constant") return { maxPerMinute: numberOf(draft.maxPerMinute) };
  const count = numberOf(draft.growsAfter);
  return {
    baseRatePerMinute: numberOf(draft.baseRatePerMinute),
    incrementFactor: numberOf(draft.incrementFactor),
    after: draft.growsBy === "succeeded" ? { succeeded: count } : { notified: count },
    ...(draft.cappedAt.trim() && { maxPerMinute: numberOf(draft.cappedAt) }),
  };
}

function targetsOf({ where, deviceIds, groupIds }: RolloutDraft): CreateRolloutInput["targets"] {
  if (where === "all") return { all: true };
  return where === "groups" ? { groupIds: [...groupIds] } : { deviceIds: [...deviceIds] };
}

/** The errors by field, as dotted paths of the input. */
export type FieldErrors = Record<string, string>;
export type CheckedDraft =
  | { ok: true; input: CreateRolloutInput; rate: RolloutRate | null }
  | { ok: false; errors: FieldErrors; rate: RolloutRate | null | undefined };

/** What is typed as the server takes it, or what it would say against it. */
export function checkDraft(
  draft: RolloutDraft,
  templateId: string | undefined,
  told: Record<string, string>,
): CheckedDraft {
  const input: CreateRolloutInput = {
    templateId: templateId ?? "",
    targets: targetsOf(draft),
    mode: draft.mode,
    rate: rateOf(draft),
    abort: draft.rules.map(({ on, thresholdPercent, minExecuted }) => ({
      on,
      thresholdPercent: numberOf(thresholdPercent),
      minExecuted: numberOf(minExecuted),
    })),
    ...(Object.keys(told).length > 0 && { variables: told }),
    ...(draft.name.trim() && { name: draft.name.trim() }),
    ...(draft.notes.trim() && { notes: draft.notes.trim() }),
    ...(draft.timeoutMinutes.trim() && { timeoutMs: Math.round(numberOf(draft.timeoutMinutes) * MINUTE_MS) }),
    ...(draft.maxAttempts.trim() && { retry: { maxAttempts: numberOf(draft.maxAttempts) } }),
  };
  const checked = createRolloutInput.safeParse(input);
  if (checked.success) return { ok: true, input, rate: checked.data.rate ?? null };
  const errors = errorsOf(checked.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
  const isRateWrong = Object.keys(errors).some((path) => path.startsWith("rate"));
  return { ok: false, errors, rate: isRateWrong ? undefined : rateOf(draft) };
}

/** The first message at each path; one below the targets is for the targets. */
export function errorsOf(issues: readonly { path: string; message: string }[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path, message } of issues) errors[path.startsWith("targets") ? "targets" : path] ??= message;
  return errors;
}
