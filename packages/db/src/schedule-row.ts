import type { Actor } from "@fieldline/domain/job";
import type { Schedule } from "@fieldline/domain/schedule";
import { sql } from "drizzle-orm";

/** A schedule as it is stored: with what its next run needs, without what its runs tell of it. */
export interface StoredSchedule extends Omit<Schedule, "lastRun"> {
  /** When it is due next by its pattern, before its jitter. */
  nextDueAt: number | null;
  /** Who has its next occurrence passed over. */
  skippedBy: Actor | null;
}

export interface ScheduleRow {
  id: string;
  name: string;
  cron: string;
  timeZone: string;
  templateId: string;
  templateSlug: string | null;
  templateName: string | null;
  variables: string;
  target: string;
  overlap: Schedule["overlap"];
  maxConcurrency: number;
  catchUpMs: number;
  jitterMs: number;
  priority: number | null;
  timeoutMs: number | null;
  retry: string | null;
  isEnabled: number;
  note: string | null;
  nextDueAt: number | null;
  nextAt: number | null;
  skippedBy: string | null;
  ownerId: string;
  ownerName: string;
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** What is read of `schedules`, with the template's words where it is still there or was. */
export const selectSchedules = sql`
  SELECT s.id, s.name, s.cron, s.time_zone AS timeZone, s.template_id AS templateId, t.slug AS templateSlug,
    t.name AS templateName, s.variables, s.target, s.overlap, s.max_concurrency AS maxConcurrency,
    s.catch_up_ms AS catchUpMs, s.jitter_ms AS jitterMs, s.priority, s.timeout_ms AS timeoutMs, s.retry,
    s.is_enabled AS isEnabled, s.note, s.next_due_at AS nextDueAt, s.next_at AS nextAt, s.skipped_by AS skippedBy,
    s.owner_id AS ownerId, s.owner_name AS ownerName, s.version, s.created_at AS createdAt, s.updated_at AS updatedAt
  FROM schedules AS s LEFT JOIN templates AS t ON t.id = s.template_id`;

export function scheduleOf(row: ScheduleRow): StoredSchedule {
  const skippedBy = row.skippedBy === null ? null : JSON.parse(row.skippedBy);
  return {
    ...row,
    templateSlug: row.templateSlug ?? "",
    templateName: row.templateName ?? "",
    variables: JSON.parse(row.variables),
    target: JSON.parse(row.target),
    retry: row.retry === null ? null : JSON.parse(row.retry),
    isEnabled: row.isEnabled === 1,
    skippedBy,
    skipsNext: skippedBy !== null,
  };
}
