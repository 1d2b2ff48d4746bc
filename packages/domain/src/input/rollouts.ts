import { z } from "zod";
import { ROLLOUT_STATUSES, TARGET_STATES } from "../rollout/rollout.ts";
import { retryInput, timeoutInput, variablesInput } from "./job-terms.ts";
import { knownFields, takesOnly } from "./known-fields.ts";
import { abortRules } from "./rollout-abort.ts";
import { rolloutRate } from "./rollout-rate.ts";

/** Devices that a rollout names one by one; for more there are groups. */
export const MAX_NAMED_DEVICES = 1_000;
const MAX_GROUPS = 50;

const rolloutId = z.uuid("A rollout's id is a UUID.").toLowerCase();
const pageWords = "A page has 1 to 100 items.";
const page = {
  limit: z.int(pageWords).min(1, pageWords).max(100, pageWords).default(50),
  cursor: z.string("A cursor is the nextCursor of the page before.").max(400).nullish(),
};

const devicesWords = `Name 1 to ${MAX_NAMED_DEVICES.toLocaleString("en-US")} devices by their ids; for more use a group.`;
const groupsWords = `Name 1 to ${MAX_GROUPS} groups by their ids.`;
const targetsWords = "Say which devices: deviceIds, groupIds, or all: true.";
const distinct = (ids: string[]) => [...new Set(ids)];

/** The devices of a rollout: named, of groups, or all. */
export const rolloutTargets = z
  .strictObject(
    {
      deviceIds: z
        .array(z.uuid("A device's id is a UUID.").toLowerCase(), devicesWords)
        .min(1, devicesWords)
        .max(MAX_NAMED_DEVICES, devicesWords)
        .transform(distinct)
        .optional(),
      groupIds: z
        .array(z.uuid("A group's id is a UUID.").toLowerCase(), groupsWords)
        .min(1, groupsWords)
        .max(MAX_GROUPS, groupsWords)
        .transform(distinct)
        .optional(),
      all: z.boolean("all is true or false.").optional(),
    },
    knownFields(targetsWords),
  )
  .refine(({ deviceIds, groupIds, all }) => deviceIds || groupIds || all, targetsWords);

/** Retries, with no other fields. */
export const exactRetryInput = z.strictObject(retryInput.shape, takesOnly("A retry policy", retryInput.shape));

const nameWords = "A rollout's name has at most 200 characters.";
const notesWords = "Notes have at most 4,000 characters.";
const templateWords = "Give the template to roll out by its id or slug.";

const fields = {
  templateId: z.string(templateWords).trim().min(1, templateWords).max(100, templateWords),
  variables: variablesInput.optional(),
  targets: rolloutTargets,
  mode: z.enum(["snapshot", "continuous"], "The mode is snapshot or continuous.").default("snapshot"),
  rate: rolloutRate.nullish(),
  abort: abortRules.optional(),
  timeoutMs: timeoutInput.optional(),
  retry: exactRetryInput.optional(),
  name: z.string(nameWords).trim().max(200, nameWords).optional(),
  notes: z.string(notesWords).max(4_000, notesWords).optional(),
};

/** Input of `rollouts.create`; a field that there is not, a misspelt rate, would pass for none at all. */
export const createRolloutInput = z.strictObject(fields, takesOnly("A rollout", fields));
export type CreateRolloutInput = z.input<typeof createRolloutInput>;
export type CreateRollout = z.output<typeof createRolloutInput>;

/** Input of `rollouts.list`. */
export const listRolloutsInput = z
  .object({
    ...page,
    status: z.enum(ROLLOUT_STATUSES, `The status is ${ROLLOUT_STATUSES.join(", ")}.`).optional(),
  })
  .default({ limit: 50 });

export const rolloutIdInput = z.object({ id: rolloutId });

export const cancelRolloutInput = z.object({
  id: rolloutId,
  force: z.boolean("force is true or false.").default(false),
  reason: z.string("A reason is a text.").trim().max(500, "A reason has at most 500 characters.").optional(),
});

const searchWords = "A search has at most 200 characters.";

/** Input of `rollouts.executions`. */
export const executionsInput = z.object({
  id: rolloutId,
  ...page,
  state: z.enum(TARGET_STATES, `The state is ${TARGET_STATES.join(", ")}.`).optional(),
  /** Part of a device's name. */
  search: z.string(searchWords).trim().max(200, searchWords).optional(),
});
