import type { Schedule, ScheduleRun } from "@fieldline/domain/schedule";

const ID = "00000000-0000-7000-8000-0000000f0001";

/** A schedule that is switched on and runs daily into the queue standard. */
export function aSchedule(part: Partial<Schedule> = {}): Schedule {
  return {
    id: ID,
    name: "Sync the prices",
    cron: "0 3 * * *",
    timeZone: "Europe/Berlin",
    templateId: "00000000-0000-7000-a000-000000000001",
    templateSlug: "sync-finance",
    templateName: "Sync finance",
    variables: {},
    target: { kind: "queue", queue: "standard" },
    overlap: "skip",
    maxConcurrency: 1,
    catchUpMs: 3_600_000,
    jitterMs: 0,
    priority: null,
    timeoutMs: null,
    retry: null,
    isEnabled: true,
    note: null,
    nextAt: Date.UTC(2026, 10, 23, 2),
    skipsNext: false,
    lastRun: null,
    ownerId: "local-admin",
    ownerName: "Local administrator",
    version: 1,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...part,
  };
}

/** A run that has started its job. */
export function aRun(part: Partial<ScheduleRun> = {}): ScheduleRun {
  return {
    scheduleId: ID,
    dueAt: Date.UTC(2026, 10, 22, 2),
    outcome: "started",
    reason: null,
    count: 1,
    jobId: "00000000-0000-7000-8000-000000000001",
    rolloutId: null,
    status: "completed",
    isManual: false,
    by: null,
    at: Date.UTC(2026, 10, 22, 2),
    ...part,
  };
}
