import type { Alert, Job, LogEntry, ProbeJob, Sample } from "@fieldline/domain/job";

/** A running probe; `changes` are laid over it. */
export function jobFixture(changes: Partial<ProbeJob> = {}): ProbeJob {
  return {
    id: "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5",
    kind: "probe",
    type: "tcp",
    name: "Modem at the kerb",
    status: "running",
    statusReason: null,
    version: 2,
    progress: null,
    progressMessage: null,
    attempt: 1,
    priority: 5,
    queue: null,
    notes: null,
    requesterId: "local-admin",
    requesterName: "Administrator",
    assigneeId: null,
    assigneeName: null,
    templateId: null,
    scheduleId: null,
    rolloutId: null,
    idempotencyKey: null,
    runAt: null,
    createdAt: 1_000,
    queuedAt: null,
    startedAt: 1_010,
    pausedAt: null,
    endedAt: null,
    cancelledAt: null,
    updatedAt: 1_010,
    spec: {
      target: { host: "203.0.113.47", port: 80 },
      method: "tcp",
      vantage: { kind: "edge" },
      cadenceMs: 1_000,
      durationMs: 60_000,
      packets: 1,
      timeoutMs: 800,
    },
    result: null,
    error: null,
    summary: null,
    verdict: { state: "healthy", reason: "No loss, 12 ms.", since: 1_010 },
    recent: [12, null, 13.5],
    pausedTotalMs: 0,
    timeoutMs: null,
    queueTtlMs: null,
    retry: null,
    dependsOn: [],
    waitsFor: [],
    onDependencyFailure: "fail",
    prober: null,
    steps: [],
    exitCode: null,
    ...changes,
  };
}

export function summaryFixture(sent: number): NonNullable<Job["summary"]> {
  return {
    sent,
    received: sent,
    lossPercent: 0,
    minMs: 11,
    avgMs: 12,
    medianMs: 12,
    p95Ms: 13,
    p99Ms: 13,
    maxMs: 14,
    stddevMs: 1,
    jitterMs: 1,
    mos: null,
    missedTicks: 0,
  };
}

export function samplesFixture(firstSeq: number, lastSeq: number): Sample[] {
  return seqs(firstSeq, lastSeq).map((seq) => ({ seq, tick: seq - 1, at: 1_000 * seq, rttMs: seq % 7 ? 12 : null }));
}

export function logFixture(firstSeq: number, lastSeq: number): LogEntry[] {
  return seqs(firstSeq, lastSeq).map((seq) => ({
    seq,
    at: 1_000 * seq,
    attempt: 1,
    level: "info",
    kind: "message",
    message: `Entry ${seq}`,
    actor: { kind: "system", id: "job", name: "Fieldline" },
  }));
}

export function alertFixture(): Alert {
  return {
    id: "0192f0c1-0000-7000-8000-000000000001",
    jobId: jobFixture().id,
    requesterId: "user-1",
    jobName: jobFixture().name,
    state: "offline",
    reason: "No reply to the last 3 packets.",
    raisedAt: 5_000,
    clearedAt: null,
  };
}

export function seqs(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
