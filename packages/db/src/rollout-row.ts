import type { Rollout } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { and, asc, desc, eq, lt } from "drizzle-orm";
import { type AuditEntry, insertAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import { decodeCursor, type Page, pageOf } from "./page.ts";
import { rollouts } from "./rollout-tables.ts";

/** Inserts a rollout that is still to be started, and its audit entry. */
export async function createRollout(db: Database, { rollout, ...work }: RolloutPlan, entry: AuditEntry): Promise<void> {
  const { id, name, templateId, status, requesterId, requesterName, createdAt } = rollout;
  const row = { id, name, templateId, status, requesterId, requesterName, createdAt, body: rollout, work, version: 0 };
  await db.batch([db.insert(rollouts).values(row), insertAudit(db, entry)]);
}

export async function findRolloutPlan(db: Database, id: string): Promise<RolloutPlan | undefined> {
  const [row] = await db.select().from(rollouts).where(eq(rollouts.id, id));
  return row && planOf(row);
}

interface RolloutsAsked {
  limit: number;
  cursor?: string | null | undefined;
  status?: Rollout["status"] | undefined;
  requesterId?: string | undefined;
}

/** A page of rollouts, the newest first. */
export async function listRollouts(db: Database, asked: RolloutsAsked): Promise<Page<Rollout>> {
  const { limit, cursor, status, requesterId } = asked;
  const [before] = cursor ? decodeCursor(cursor, ["number"]) : [undefined];
  const rows = await db
    .select({ rowId: rollouts.rowId, body: rollouts.body })
    .from(rollouts)
    .where(
      and(
        status === undefined ? undefined : eq(rollouts.status, status),
        requesterId === undefined ? undefined : eq(rollouts.requesterId, requesterId),
        before === undefined ? undefined : lt(rollouts.rowId, before),
      ),
    )
    .orderBy(desc(rollouts.rowId))
    .limit(limit + 1);
  return pageOf(rows, { limit, keyOf: ({ rowId }) => [rowId], itemOf: ({ body }) => body });
}

/** Rollouts whose row was inserted before `createdBefore` and whose object was never started, the oldest first. */
export async function listRolloutsNeverStarted(db: Database, createdBefore: number): Promise<RolloutPlan[]> {
  const rows = await db
    .select()
    .from(rollouts)
    .where(and(eq(rollouts.version, 0), lt(rollouts.createdAt, createdBefore)))
    .orderBy(asc(rollouts.createdAt))
    .limit(50);
  return rows.map(planOf);
}

/** What a rollout's object owes to D1; written any number of times with the same outcome. */
export interface RolloutProjection {
  rollout: Rollout;
  audit: AuditEntry[];
}

/** Writes how a rollout stands, unless its row is newer already, and what was done with it. */
export async function projectRollout(db: Database, { rollout, audit }: RolloutProjection): Promise<void> {
  const { id, status, version, endedAt } = rollout;
  await db.batch([
    db
      .update(rollouts)
      .set({ status, version, endedAt, body: rollout })
      .where(and(eq(rollouts.id, id), lt(rollouts.version, version))),
    ...audit.map((entry) => insertAudit(db, entry)),
  ]);
}

function planOf({ body, work }: typeof rollouts.$inferSelect): RolloutPlan {
  return { rollout: body, ...work };
}
