import { z } from "zod";
import { knownFields } from "./known-fields.ts";

const onWords = "An abort rule counts failed, rejected, timed_out or all.";
const thresholdWords = "An abort rule's threshold is above 0\u00a0% and at most 100\u00a0%.";
const executedWords = "An abort rule asks for 1 or more devices that are through before it is judged.";
const ruleWords = "Give an abort rule: { on, thresholdPercent, minExecuted }.";
const rulesWords = "A rollout has at most 10 abort rules.";

const rule = z.strictObject(
  {
    on: z.enum(["failed", "rejected", "timed_out", "all"], onWords),
    thresholdPercent: z.number(thresholdWords).gt(0, thresholdWords).max(100, thresholdWords),
    minExecuted: z.int(executedWords).min(1, executedWords).max(1_000_000_000, executedWords),
  },
  knownFields(ruleWords),
);

/** One rule or several; the first that is met stops the rollout. */
export const abortRules = z
  .unknown()
  .transform((given) => (Array.isArray(given) || given === undefined ? given : [given]))
  .pipe(z.array(rule, ruleWords).max(10, rulesWords));
