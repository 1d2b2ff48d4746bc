import type { CommandSpec } from "../command/document.ts";
import type { CreateProbe } from "../input/create-job.ts";
import type {
  CommandJob,
  DependencyRule,
  Job,
  JobStatus,
  ProbeJob,
  ProbeSpec,
  RetryPolicy,
  TaskJob,
  TaskSpec,
} from "./job.ts";

interface Made {
  id: string;
  requester: { id: string; name: string };
  /** Epoch ms. */
  now: number;
}

interface NewProbe extends Made {
  spec: ProbeSpec;
  /** The device that is to measure; absent where the edge or the simulator does. */
  device?: { id: string; name: string } | undefined;
}

/** What every new job may say of itself, beside what it is to do. */
export interface JobTerms {
  name?: string | undefined;
  priority: number;
  queue?: string | undefined;
  notes?: string | undefined;
  idempotencyKey?: string | undefined;
  runAt?: number | undefined;
  timeoutMs?: number | null | undefined;
  queueTtlMs?: number | null | undefined;
  retry?: RetryPolicy | null | undefined;
  templateId?: string | null | undefined;
  scheduleId?: string | null | undefined;
  rolloutId?: string | null | undefined;
  dependsOn?: string[] | undefined;
  onDependencyFailure?: DependencyRule | undefined;
}

/** Where a task waits unless it is told. */
export const DEFAULT_QUEUE = "standard";
/** A probe waits no longer for its device, in ms, unless told. */
const PROBE_QUEUE_TTL_MS = 3_600_000;

/** The probe that an input makes, before its object has started it: version 0. */
export function newJob(input: CreateProbe, { spec, device, ...made }: NewProbe): ProbeJob {
  const terms = {
    ...input,
    name: input.name || probeName(spec),
    timeoutMs: null,
    queueTtlMs: device ? (input.queueTtlMs ?? PROBE_QUEUE_TTL_MS) : null,
  };
  return { kind: "probe", type: spec.method, spec, ...base(terms, { ...made, device }) };
}

/** The command that `terms` make of a spec, before its object has started it: version 0. */
export function newCommandJob(terms: JobTerms, { spec, ...made }: Made & { spec: CommandSpec }): CommandJob {
  const device = { id: spec.deviceId, name: spec.deviceName };
  const named = { ...terms, name: terms.name || commandName(spec) };
  return { kind: "command", type: "command", spec, ...base(named, { ...made, device }) };
}

interface NewTask extends Made {
  type: string;
  spec: TaskSpec;
  /** The agent that is to do it; absent where it waits in its queue for any. */
  device?: { id: string; name: string } | undefined;
}

/** The task that `terms` make of a spec, before its object has started it: version 0. */
export function newTaskJob(terms: JobTerms, { type, spec, ...made }: NewTask): TaskJob {
  const queue = made.device ? undefined : (terms.queue ?? DEFAULT_QUEUE);
  const named = { ...terms, name: terms.name || (spec.template?.slug ?? type), queue };
  return { kind: "task", type, spec, ...base(named, { ...made, isQueued: queue !== undefined }) };
}

interface Placed extends Made {
  device?: { id: string; name: string } | undefined;
  /** Whether it waits in its queue for whoever takes it. */
  isQueued?: boolean;
}

function base(terms: JobTerms, { id, requester, now, device, isQueued = false }: Placed) {
  const runAt = terms.runAt !== undefined && terms.runAt > now ? terms.runAt : null;
  const dependsOn = [...new Set(terms.dependsOn ?? [])];
  const status = statusAtFirst({ runAt, dependsOn, hasDevice: device !== undefined, isQueued });
  return {
    id,
    name: terms.name ?? "",
    status,
    statusReason: null,
    version: 0,
    progress: null,
    progressMessage: null,
    attempt: 1,
    priority: terms.priority,
    queue: terms.queue ?? null,
    notes: terms.notes || null,
    requesterId: requester.id,
    requesterName: requester.name,
    assigneeId: device?.id ?? null,
    assigneeName: device?.name ?? null,
    templateId: terms.templateId ?? null,
    scheduleId: terms.scheduleId ?? null,
    rolloutId: terms.rolloutId ?? null,
    idempotencyKey: terms.idempotencyKey ?? null,
    runAt,
    createdAt: now,
    queuedAt: status === "assigned" || status === "queued" ? now : null,
    startedAt: null,
    pausedAt: null,
    endedAt: null,
    cancelledAt: null,
    updatedAt: now,
    timeoutMs: terms.timeoutMs ?? null,
    queueTtlMs: terms.queueTtlMs ?? null,
    retry: terms.retry ?? null,
    dependsOn,
    waitsFor: dependsOn,
    onDependencyFailure: terms.onDependencyFailure ?? ("fail" as const),
    result: null,
    error: null,
    summary: null,
    verdict: null,
    recent: [],
    pausedTotalMs: 0,
    prober: device ? { state: "waiting" as const, since: now } : null,
    steps: [],
    exitCode: null,
  };
}

interface Standing {
  runAt: number | null;
  dependsOn: string[];
  hasDevice: boolean;
  isQueued: boolean;
}

function statusAtFirst({ runAt, dependsOn, hasDevice, isQueued }: Standing): JobStatus {
  if (runAt !== null) return "scheduled";
  if (dependsOn.length > 0) return "blocked";
  if (hasDevice) return "assigned";
  return isQueued ? "queued" : "running";
}

/** Whether a device or an agent executes it, rather than the job's own object. */
export function isDeviceWork(job: Job): boolean {
  return job.kind !== "probe" || job.spec.vantage.kind === "device";
}

/** Whether it waits in a queue for whoever takes it, rather than for one device. */
export function isQueueWork(job: Job): boolean {
  return job.kind === "task" && job.queue !== null;
}

function commandName({ template, document, deviceName }: CommandSpec): string {
  const [first] = document.steps;
  return `${template?.slug ?? first?.action.name ?? "Command"} on ${deviceName}`.slice(0, 200);
}

const NAMED_METHOD = { icmp: "Ping", tcp: "TCP", traceroute: "Traceroute" } as const;

function probeName({ method, target: { host, port, path }, vantage }: ProbeSpec): string {
  const address = host.includes(":") ? `[${host}]` : host;
  const place = port === undefined ? address : `${address}:${port}`;
  if (method === "simulated") return `Simulated ${host}${vantage.kind === "simulator" ? ` (${vantage.scenario})` : ""}`;
  if (method === "http") return `HTTP ${place}${path ?? "/"}`;
  return `${NAMED_METHOD[method]} ${place}`;
}
