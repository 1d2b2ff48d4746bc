import type { CreateJob } from "../input/create-job.ts";
import type { Job, ProbeSpec } from "./job.ts";

interface NewJob {
  id: string;
  spec: ProbeSpec;
  requester: { id: string; name: string };
  /** Epoch ms. */
  now: number;
}

/** The job that an input makes, before its object has started it: version 0. */
export function newJob(input: CreateJob, { id, spec, requester, now }: NewJob): Job {
  const runAt = input.runAt !== undefined && input.runAt > now ? input.runAt : null;
  return {
    id,
    kind: input.kind,
    type: spec.method,
    name: input.name || defaultName(spec),
    status: runAt === null ? "running" : "scheduled",
    statusReason: null,
    version: 0,
    progress: null,
    progressMessage: null,
    attempt: 1,
    priority: input.priority,
    queue: input.queue ?? null,
    notes: input.notes || null,
    requesterId: requester.id,
    requesterName: requester.name,
    assigneeId: null,
    templateId: null,
    scheduleId: null,
    rolloutId: null,
    idempotencyKey: input.idempotencyKey ?? null,
    runAt,
    createdAt: now,
    queuedAt: null,
    startedAt: null,
    pausedAt: null,
    endedAt: null,
    cancelledAt: null,
    updatedAt: now,
    spec,
    result: null,
    error: null,
    summary: null,
    verdict: null,
    recent: [],
    pausedTotalMs: 0,
  };
}

function defaultName({ method, target: { host, port, path }, vantage }: ProbeSpec): string {
  const address = host.includes(":") ? `[${host}]` : host;
  const place = port === undefined ? address : `${address}:${port}`;
  if (method === "simulated" && vantage.kind === "simulator") return `Simulated ${host} (${vantage.scenario})`;
  if (method === "http") return `HTTP ${place}${path ?? "/"}`;
  return `${method === "tcp" ? "TCP" : "Ping"} ${place}`;
}
