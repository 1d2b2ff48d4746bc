import { ENTITY_TYPES, type EntityType } from "./audit-search.ts";

export const ENTITY_WORDS: Record<EntityType, { one: string; many: string }> = {
  job: { one: "job", many: "Jobs" },
  config: { one: "setting", many: "Settings" },
  user: { one: "person", many: "People" },
  session: { one: "session", many: "Sessions" },
  token: { one: "token", many: "Access tokens" },
  share: { one: "share link", many: "Share links" },
  device: { one: "device", many: "Devices" },
  enrollment: { one: "enrollment", many: "Enrollments" },
  group: { one: "group", many: "Device groups" },
  template: { one: "template", many: "Templates" },
  handler: { one: "handler", many: "Handlers" },
  rollout: { one: "rollout", many: "Rollouts" },
  queue: { one: "queue", many: "Queues" },
  schedule: { one: "schedule", many: "Schedules" },
  bulk: { one: "bulk action", many: "Bulk actions" },
  view: { one: "saved view", many: "Saved views" },
  doctor: { one: "repair", many: "Repairs" },
};

export const ENTITY_CHOICES = ENTITY_TYPES.map((value) => ({ value, label: ENTITY_WORDS[value].many }));
