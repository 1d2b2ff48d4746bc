import { z } from "zod";
import { listJobsInput } from "./list-jobs.ts";

const DAY_MS = 86_400_000;
export const MAX_ATTRIBUTES = 50;
/** A change of members names so many devices at most. */
const MAX_MEMBERS_AT_ONCE = 1_000;

export const deviceId = z.uuid("A device's id is a UUID.").toLowerCase();
const groupId = z.uuid("A group's id is a UUID.").toLowerCase();

const line = (words: string, length: number) =>
  z
    .string(words)
    .trim()
    .min(1, words)
    .max(length, words)
    .regex(/^\P{Cc}*$/u, words);
const name = line("A device's name has 1 to 100 characters, without line breaks or other control characters.", 100);
const groupName = line("A group's name has 1 to 100 characters, without line breaks or other control characters.", 100);
const accountNumber = line("An account number has 1 to 64 characters.", 64);
const notesWords = "Notes have at most 4,000 characters.";
const descriptionWords = "A description has at most 1,000 characters.";
const description = z.string(descriptionWords).trim().max(1_000, descriptionWords);
const reason = z.string().trim().max(500, "A reason has at most 500 characters.").optional();
const kind = z.enum(["device", "agent"], "The kind is device or agent.");
const isTrue = (what: string) => z.boolean(`${what} is true or false.`);

const pageWords = "A page has 1 to 100 items.";
const limit = z.int(pageWords).min(1, pageWords).max(100, pageWords).default(50);
const cursor = z.string().max(600).nullish();

const searchWords = "A search has at most 200 characters.";
/** Input of `devices.list`; every filter that is given must match. */
export const listDevicesInput = z
  .object({
    limit,
    cursor,
    /** Part of a name, MAC (any separator), IP, account number or id; three characters or more. */
    search: z
      .string(searchWords)
      .trim()
      .max(200, searchWords)
      .transform((text) => text.replace(/\p{Cc}+/gu, " "))
      .optional(),
    groupId: groupId.optional(),
    kind: kind.optional(),
    isOnline: isTrue("isOnline").optional(),
    isRevoked: isTrue("isRevoked").default(false),
    accountNumber: accountNumber.optional(),
  })
  .default({ limit: 50, isRevoked: false });
export type ListDevices = z.output<typeof listDevicesInput>;

export const deviceIdInput = z.object({ id: deviceId });
export const deviceJobsInput = listJobsInput.unwrap().pick({ limit: true, cursor: true }).extend({ id: deviceId });

/** What the device says of itself; people do not set it. */
export const OWN_PREFIX = "device.";
/** Fields of the device that a group's filter names like attributes, so that no attribute has such a name. */
export const FILTER_FIELDS = ["kind", "accountNumber"] as const;
const keyWords =
  "An attribute's name has 1 to 63 characters: a lower-case letter, then lower-case letters, digits, _, . or -.";
const attributeKey = z
  .string(keyWords)
  .regex(/^[a-z][a-z0-9_.-]{0,62}$/, keyWords)
  .refine((key) => key !== "kind", "kind is the device's own field. Choose another name.");
const valueWords = "An attribute's value is a text of at most 200 characters.";

/** Attributes by name, as a device or a person gives them. */
export const attributes = z
  .record(attributeKey, z.string(valueWords).max(200, valueWords), "Attributes are an object of texts by name.")
  .refine((all) => Object.keys(all).length <= MAX_ATTRIBUTES, `A device has at most ${MAX_ATTRIBUTES} attributes.`);

const peoplesAttributes = attributes.superRefine((all, ctx) => {
  for (const key of Object.keys(all).filter((each) => each.startsWith(OWN_PREFIX)))
    ctx.addIssue({
      code: "custom",
      path: [key],
      message: `What begins with ${OWN_PREFIX} the device says of itself. Choose another name.`,
    });
});

const groupIds = z
  .array(groupId, "groupIds is a list of groups' ids.")
  .max(50, "A device is put into at most 50 groups.");

/** Input of `devices.update`. `attributes` and `groupIds` replace all that people have set; null empties a field. */
export const updateDeviceInput = z.object({
  id: deviceId,
  name: name.optional(),
  attributes: peoplesAttributes.optional(),
  notes: z.string(notesWords).trim().max(4_000, notesWords).nullish(),
  accountNumber: accountNumber.nullish(),
  groupIds: groupIds.optional(),
});
export type UpdateDevice = z.output<typeof updateDeviceInput>;
export const revokeDeviceInput = z.object({ id: deviceId, reason });

const lifeWords = "An enrollment token lives 1 minute to 30 days: 60,000 to 2,592,000,000 ms.";
export const createEnrollmentInput = z
  .object({
    name: name.optional(),
    groupIds: groupIds.default([]),
    /** Whose account the device is at: it can claim no other. Without it the device is believed what it says. */
    accountNumber: accountNumber.optional(),
    kind: kind.default("device"),
    expiresInMs: z
      .int(lifeWords)
      .min(60_000, lifeWords)
      .max(30 * DAY_MS, lifeWords)
      .default(DAY_MS),
  })
  .prefault({});
export type CreateEnrollment = z.output<typeof createEnrollmentInput>;
export const enrollmentIdInput = z.object({ id: z.uuid("An enrollment's id is a UUID.").toLowerCase() });

const entryWords = "A filter is a list of 1 to 10 entries, each with a key and its values.";
const filterKey = z.union([z.enum(FILTER_FIELDS), attributeKey], {
  error: `A filter's key is kind, accountNumber or an attribute's name. ${keyWords}`,
});
const valuesWords =
  "An entry of a filter has 1 to 50 values of at most 200 characters; one of them must be the device's.";
const filter = z
  .array(
    z.object(
      {
        key: filterKey,
        values: z
          .array(z.string(valuesWords).max(200, valuesWords), valuesWords)
          .min(1, valuesWords)
          .max(50, valuesWords),
      },
      entryWords,
    ),
    entryWords,
  )
  .min(1, entryWords)
  .max(10, entryWords);

const memberWords = `At most ${MAX_MEMBERS_AT_ONCE.toLocaleString("en-US")} devices are taken at a time.`;
const memberIds = z.array(deviceId, "This is a list of devices' ids.").max(MAX_MEMBERS_AT_ONCE, memberWords);

/** Input of `devices.groups.create`: a static group has members, a dynamic one a filter. */
export const createGroupInput = z
  .object({
    name: groupName,
    description: description.optional(),
    kind: z.enum(["static", "dynamic"], "A group is static or dynamic.").default("static"),
    filter: filter.optional(),
    deviceIds: memberIds.optional(),
  })
  .superRefine((group, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (group.kind === "dynamic" && !group.filter) refuse("filter", `A dynamic group needs a filter. ${entryWords}`);
    if (group.kind === "dynamic" && group.deviceIds)
      refuse("deviceIds", "A dynamic group finds its devices by its filter. Leave deviceIds out.");
    if (group.kind === "static" && group.filter)
      refuse("filter", "A static group holds the devices that it is given. Leave the filter out.");
  });
export type CreateGroup = z.output<typeof createGroupInput>;
export const updateGroupInput = z.object({
  id: groupId,
  name: groupName.optional(),
  description: description.nullish(),
  filter: filter.optional(),
});
export type UpdateGroup = z.output<typeof updateGroupInput>;
export const groupIdInput = z.object({ id: groupId });
export const listGroupsInput = z.object({}).default({});
export const setMembersInput = z
  .object({ id: groupId, add: memberIds.default([]), remove: memberIds.default([]) })
  .superRefine(({ add, remove }, ctx) => {
    if (add.length + remove.length === 0)
      ctx.addIssue({ code: "custom", path: ["add"], message: "Give the devices to add or to remove." });
    if (add.length + remove.length > MAX_MEMBERS_AT_ONCE)
      ctx.addIssue({ code: "custom", path: ["add"], message: memberWords });
    const both = add.findIndex((id) => remove.includes(id));
    if (both >= 0)
      ctx.addIssue({ code: "custom", path: ["add", both], message: "This device is also to be removed. Choose one." });
  });
export type SetMembers = z.output<typeof setMembersInput>;
