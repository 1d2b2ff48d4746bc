import type { Alert, Job } from "@fieldline/domain/job";
import { and, eq, isNotNull, lt, lte, sql } from "drizzle-orm";
import { type AuditEntry, insertAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import { openDependentsOf } from "./dependencies.ts";
import { alerts, jobs } from "./tables.ts";

/** What a job's object owes to D1. Each part may be written any number of times with the same outcome. */
export interface Projection {
  /** The job as it is now; ignored where the row is already newer. */
  job?: Job | undefined;
  /** New figures for a row that must still be at this job's version. */
  refreshed?: Job | undefined;
  audit: AuditEntry[];
  alerts: (Alert & { version: number })[];
  /** The attempts that give their place in the queue back. */
  leftSlots?: number[] | undefined;
  /** The id of a job whose row goes. */
  removedId?: string | undefined;
  /** The id of a job that has ended, where those that wait for it are to be known. */
  endedId?: string | undefined;
}

export interface Projected {
  /** The jobs that wait for the one that has ended. */
  dependents: string[];
}

/** Writes what is owed in one transaction, which also tells who waits for what has ended: it costs no call of its own. */
export async function projectJob(
  db: Database,
  { job, refreshed, audit, alerts, leftSlots = [], removedId, endedId }: Projection,
): Promise<Projected> {
  const statements = [
    // First, so that the place is counted where it was held.
    ...(job && leftSlots.length > 0 ? [leaveSlot(db, { jobId: job.id, attempt: Math.max(...leftSlots) })] : []),
    ...(job ? [updateJob(db, job)] : []),
    ...(refreshed ? [refreshFigures(db, refreshed)] : []),
    ...audit.map((entry) => insertAudit(db, entry)),
    ...alerts.map((alert) => upsertAlert(db, alert)),
    ...(removedId ? [db.delete(jobs).where(eq(jobs.id, removedId))] : []),
  ];
  const asked = endedId ? [openDependentsOf(db, endedId)] : [];
  const [first, ...rest] = [...statements, ...asked];
  if (!first) return { dependents: [] };
  const results = await db.batch([first, ...rest]);
  return { dependents: endedId ? (results.at(-1) as { id: string }[]).map(({ id }) => id) : [] };
}

/** Gives back the place in its queue that a job's attempts up to this one hold; a later one keeps its own. */
export function leaveSlot(db: Database, { jobId, attempt }: { jobId: string; attempt: number }) {
  return db
    .update(jobs)
    .set({ holderId: null, heldAttempt: null, heldAt: null })
    .where(and(eq(jobs.id, jobId), isNotNull(jobs.holderId), lte(jobs.heldAttempt, attempt)));
}

function updateJob(db: Database, job: Job) {
  return db
    .update(jobs)
    .set({
      version: job.version,
      status: job.status,
      statusReason: job.statusReason,
      progress: job.progress,
      progressMessage: job.progressMessage,
      queuedAt: job.queuedAt,
      startedAt: job.startedAt,
      pausedAt: job.pausedAt,
      endedAt: job.endedAt,
      cancelledAt: job.cancelledAt,
      pausedTotalMs: job.pausedTotalMs,
      result: job.result,
      error: job.error,
      attempt: job.attempt,
      runAt: job.runAt,
      prober: job.prober,
      steps: job.steps.length > 0 ? job.steps : null,
      exitCode: job.exitCode,
      priority: job.priority,
      queue: job.queue,
      assigneeId: job.assigneeId,
      assigneeName: job.assigneeName,
      ...(job.assigneeId !== null && { deviceId: job.assigneeId }),
      waitsFor: job.waitsFor.length > 0 ? job.waitsFor : null,
      ...figuresOf(job),
    })
    .where(and(eq(jobs.id, job.id), lt(jobs.version, job.version)));
}

function refreshFigures(db: Database, job: Job) {
  return db
    .update(jobs)
    .set(figuresOf(job))
    .where(and(eq(jobs.id, job.id), eq(jobs.version, job.version)));
}

function figuresOf({ updatedAt, summary, verdict, recent }: Job) {
  return { updatedAt, summary, verdict, recent, lossPercent: summary?.lossPercent ?? null };
}

function upsertAlert(db: Database, alert: Projection["alerts"][number]) {
  const { state, reason, clearedAt, version } = alert;
  return db
    .insert(alerts)
    .values(alert)
    .onConflictDoUpdate({
      target: alerts.id,
      set: { state, reason, clearedAt, version },
      setWhere: sql`${alerts.version} < ${version}`,
    });
}
