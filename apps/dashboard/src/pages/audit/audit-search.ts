/** What the address of the audit holds; whatever is absent does not narrow it. */
export interface AuditSearch {
  /** Who did it, by id. */
  actor?: string;
  action?: string;
  /** What kind of thing it was done to, and which one. */
  type?: EntityType;
  entity?: string;
  /** The first and the last day, such as 2026-11-22, in the reader's zone. */
  from?: string;
  to?: string;
  q?: string;
}

export const ENTITY_TYPES = [
  "job",
  "config",
  "user",
  "session",
  "token",
  "share",
  "device",
  "enrollment",
  "group",
  "template",
  "handler",
  "rollout",
  "queue",
  "schedule",
  "bulk",
  "view",
  "doctor",
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function textOf(raw: unknown, most: number): string | undefined {
  return (typeof raw === "string" && raw.trim().slice(0, most)) || undefined;
}

function dayOf(raw: unknown): string | undefined {
  return typeof raw === "string" && DAY.test(raw) && !Number.isNaN(Date.parse(raw)) ? raw : undefined;
}

/** Reads an address that anyone may have typed: what is not understood is dropped. */
export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return {
    actor: textOf(raw.actor, 100),
    action: textOf(raw.action, 40),
    type: ENTITY_TYPES.find((type) => type === raw.type),
    entity: textOf(raw.entity, 100),
    from: dayOf(raw.from),
    to: dayOf(raw.to),
    q: textOf(raw.q, 200),
  };
}

/** Whether anything narrows the list. */
export function isNarrowed(search: AuditSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}
