import type { Job, ProbeSpec } from "@fieldline/domain/job";

const SPEC: ProbeSpec = {
  target: { host: "203.0.113.47", port: 443, accountNumber: "ACC-7731", mac: "00:11:22:33:44:55" },
  method: "tcp",
  vantage: { kind: "edge" },
  cadenceMs: 1_000,
  durationMs: 600_000,
  packets: 1,
  timeoutMs: 800,
};

let made = 0;

/** A running probe that nothing else knows of. */
export function aJob(part: Partial<Job> = {}): Job {
  made += 1;
  return {
    id: `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`,
    kind: "probe",
    type: "tcp",
    name: "TCP 203.0.113.47:443",
    status: "running",
    statusReason: null,
    version: 1,
    progress: null,
    progressMessage: null,
    attempt: 1,
    priority: 5,
    queue: null,
    notes: null,
    requesterId: "local-admin",
    requesterName: "Local administrator",
    assigneeId: null,
    templateId: null,
    scheduleId: null,
    rolloutId: null,
    idempotencyKey: null,
    runAt: null,
    createdAt: 1_000,
    queuedAt: null,
    startedAt: 1_000,
    pausedAt: null,
    endedAt: null,
    cancelledAt: null,
    updatedAt: 1_000,
    spec: SPEC,
    result: null,
    error: null,
    summary: null,
    verdict: null,
    recent: [],
    pausedTotalMs: 0,
    ...part,
  };
}
