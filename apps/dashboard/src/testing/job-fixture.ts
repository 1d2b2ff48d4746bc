import type { CommandSpec } from "@fieldline/domain/document";
import type { CommandJob, ProbeJob, ProbeSpec, TaskJob, TaskSpec } from "@fieldline/domain/job";

const SPEC: ProbeSpec = {
  target: { host: "203.0.113.47", port: 443, accountNumber: "ACC-7731", mac: "00:11:22:33:44:55" },
  method: "tcp",
  vantage: { kind: "edge" },
  cadenceMs: 1_000,
  durationMs: 600_000,
  packets: 1,
  timeoutMs: 800,
};

const COMMAND: CommandSpec = {
  deviceId: "00000000-0000-7000-8000-00000000d012",
  deviceName: "gw-12",
  document: {
    version: "1.0",
    steps: [
      { action: { name: "Stop", type: "runCommand", input: { command: "service,modem,stop" } } },
      { action: { name: "Start", type: "runCommand", input: { command: "service,modem,start" } } },
    ],
  },
  handlers: [],
  variables: {},
  template: null,
};
const DEVICE = {
  assigneeId: COMMAND.deviceId,
  assigneeName: COMMAND.deviceName,
  prober: { state: "present" as const, since: 1_000 },
};

let made = 0;

/** A running probe that nothing else knows of. */
export function aJob(part: Partial<ProbeJob> = {}): ProbeJob {
  return { ...bare(), kind: "probe", type: "tcp", name: "TCP 203.0.113.47:443", spec: SPEC, ...part };
}

/** A running probe that the device gw-12 measures. */
export function aDeviceProbe(part: Partial<ProbeJob> = {}): ProbeJob {
  const spec: ProbeSpec = { ...SPEC, vantage: { kind: "device", deviceId: DEVICE.assigneeId } };
  return aJob({ ...DEVICE, spec, ...part });
}

/** A running command on the device gw-12. */
export function aCommand(part: Partial<CommandJob> = {}): CommandJob {
  return { ...bare(), ...DEVICE, kind: "command", type: "command", name: "Restart on gw-12", spec: COMMAND, ...part };
}

const TASK: TaskSpec = {
  description: "Fetch the day's prices and store them.",
  acceptanceCriteria: "Every feed is stored, none older than a day.",
  input: { source: "prices" },
  leaseMs: 30_000,
  concurrencyKey: null,
  concurrencyLimit: 1,
  variables: {},
  template: null,
};

/** A task that waits in the queue standard. */
export function aTask(part: Partial<TaskJob> = {}): TaskJob {
  return {
    ...bare(),
    status: "queued",
    startedAt: null,
    queuedAt: 1_000,
    queue: "standard",
    kind: "task",
    type: "sync.finance",
    name: "Sync the prices",
    spec: TASK,
    ...part,
  };
}

function bare() {
  made += 1;
  return {
    id: `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`,
    status: "running" as const,
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
    assigneeName: null,
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
    timeoutMs: null,
    queueTtlMs: null,
    retry: null,
    dependsOn: [],
    waitsFor: [],
    onDependencyFailure: "fail" as const,
    result: null,
    error: null,
    summary: null,
    verdict: null,
    recent: [],
    pausedTotalMs: 0,
    prober: null,
    steps: [],
    exitCode: null,
  };
}
