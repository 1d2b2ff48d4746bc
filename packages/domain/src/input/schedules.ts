import { z } from "zod";
import { canonicalTimeZone } from "../day/time-zone.ts";
import { parseCron } from "../schedule/parse-cron.ts";
import { OVERLAPS } from "../schedule/schedule.ts";
import { priorityInput, timeoutInput, variablesInput } from "./job-terms.ts";
import { takesOnly } from "./known-fields.ts";
import { exactRetryInput, rolloutTargets } from "./rollouts.ts";

const id = z.uuid("A schedule's id is a UUID.").toLowerCase();
const pageWords = "A page has 1 to 100 items.";
const page = {
  limit: z.int(pageWords).min(1, pageWords).max(100, pageWords).default(50),
  cursor: z.string("A cursor is the nextCursor of the page before.").max(400).nullish(),
};

const nameWords = "A schedule's name has 1 to 100 characters, without line breaks or other control characters.";
const name = z
  .string(nameWords)
  .trim()
  .min(1, nameWords)
  .max(100, nameWords)
  .regex(/^\P{Cc}*$/u, nameWords);

const cron = z.string("Give a cron expression, such as 0 3 * * * for 03:00 every day.").transform((text, ctx) => {
  const parsed = parseCron(text);
  if (parsed.ok) return parsed.cron;
  ctx.addIssue({ code: "custom", message: parsed.message });
  return z.NEVER;
});

const timeZone = z.string("Give a time zone by its name, such as Europe/Berlin.").transform((text, ctx) => {
  const canonical = canonicalTimeZone(text);
  if (canonical !== undefined) return canonical;
  const message = `There is no time zone ${text.slice(0, 60)}. Give its name as in Europe/Berlin or UTC; an offset such as +02:00 is none.`;
  ctx.addIssue({ code: "custom", message });
  return z.NEVER;
});

const templateWords = "Give the template to run by its id or slug.";
const queueWords = "A queue's name has 1 to 100 characters.";
const deviceId = z.uuid("A device's id is a UUID.").toLowerCase();
const exactTarget = z.discriminatedUnion(
  "kind",
  [
    targetOf("queue", { queue: z.string(queueWords).trim().min(1, queueWords).max(100, queueWords) }),
    targetOf("agent", { deviceId }),
    targetOf("device", { deviceId }),
    targetOf("rollout", { targets: rolloutTargets }),
  ],
  { error: "The target's kind is queue, agent, device or rollout." },
);
function targetOf<Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) {
  const shape = { kind: z.literal(kind), ...fields };
  return z.strictObject(shape, takesOnly(`A target of kind ${kind}`, shape));
}
const target = z.preprocess(withKind, exactTarget) as z.ZodType<z.output<typeof exactTarget>, TargetInput>;
type TargetInput =
  | z.input<typeof exactTarget>
  | z.input<typeof rolloutTargets>
  | { queue: string }
  | { deviceId: string };

/** What a target names tells its kind where it is left out. */
function withKind(given: unknown): unknown {
  if (typeof given !== "object" || given === null || "kind" in given) return given;
  if ("queue" in given) return { ...given, kind: "queue" };
  if ("deviceId" in given) return { ...given, kind: "device" };
  const named = ["deviceIds", "groupIds", "all"].some((field) => field in given);
  return named ? { kind: "rollout", targets: given } : given;
}

const DAY_MS = 86_400_000;
const concurrencyWords = "1 to 100 runs may be under way at once.";
const catchUpWords = "A late run is caught up within 0 to 7 days: 0 to 604,800,000 ms.";
const jitterWords = "The jitter is 0 to 1 h: 0 to 3,600,000 ms.";
const noteWords = "A note has at most 500 characters.";
const note = z.string(noteWords).trim().max(500, noteWords).nullish();
const isEnabled = z.boolean("Say whether it is enabled: true or false.");

const fields = {
  name,
  cron,
  timeZone,
  templateId: z.string(templateWords).trim().min(1, templateWords).max(100, templateWords),
  variables: variablesInput,
  target,
  overlap: z.enum(OVERLAPS, "An overlapping run is skip, queue or cancel."),
  maxConcurrency: z.int(concurrencyWords).min(1, concurrencyWords).max(100, concurrencyWords),
  catchUpMs: z
    .int(catchUpWords)
    .min(0, catchUpWords)
    .max(7 * DAY_MS, catchUpWords),
  jitterMs: z.int(jitterWords).min(0, jitterWords).max(3_600_000, jitterWords),
  priority: priorityInput.nullable(),
  timeoutMs: timeoutInput.nullable(),
  retry: exactRetryInput.nullable(),
};

const newFields = {
  ...fields,
  variables: fields.variables.default({}),
  /** Where it is absent, the queue of the template's own. */
  target: target.optional(),
  overlap: fields.overlap.default("skip"),
  maxConcurrency: fields.maxConcurrency.default(1),
  catchUpMs: fields.catchUpMs.default(3_600_000),
  jitterMs: fields.jitterMs.default(0),
  priority: fields.priority.default(null),
  timeoutMs: fields.timeoutMs.default(null),
  retry: fields.retry.default(null),
  enabled: isEnabled.default(true),
  note,
};

/** Input of `schedules.create`. */
export const createScheduleInput = z.strictObject(newFields, takesOnly("A schedule", newFields));
export type CreateSchedule = z.output<typeof createScheduleInput>;

const versionWords = "A version is a whole number from 1.";
const changedFields = {
  id,
  ...z.object(fields).partial().shape,
  enabled: isEnabled.optional(),
  note,
  expectedVersion: z.int(versionWords).min(1, versionWords).optional(),
};

/** Input of `schedules.update`: what is absent stays as it is. */
export const updateScheduleInput = z.strictObject(changedFields, takesOnly("A change of a schedule", changedFields));
export type UpdateSchedule = z.output<typeof updateScheduleInput>;

export const scheduleIdInput = z.object({ id });
export const setEnabledInput = z.object({ id, isEnabled, note });
export const skipNextInput = z.object({ id, isSkipped: z.boolean("isSkipped is true or false.").default(true) });

const searchWords = "A search has at most 200 characters.";
/** Input of `schedules.list`; `search` is part of a name, or of its template's. */
export const listSchedulesInput = z
  .object({ ...page, search: z.string(searchWords).trim().max(200, searchWords).optional() })
  .default({ limit: 50 });
export const scheduleRunsInput = z.object({ id, ...page });

const momentWords = "A time is in ms since 1970, a whole number up to 8,640,000,000,000.";
const moment = z.int(momentWords).min(0, momentWords).max(8_640_000_000_000, momentWords);
const spanWords = "Give a time after `from`, at most 35 days later.";
/** Input of `schedules.upcoming`. */
export const upcomingInput = z
  .object({ from: moment, to: moment })
  .refine(({ from, to }) => to > from && to - from <= 35 * DAY_MS, { path: ["to"], message: spanWords });

const countWords = "1 to 100 runs can be looked at.";
/** Input of `schedules.preview`. */
export const previewScheduleInput = z.object({
  cron,
  timeZone,
  from: moment.optional(),
  count: z.int(countWords).min(1, countWords).max(100, countWords).default(10),
});
