import { createFieldlineClient, type FieldlineClient } from "@fieldline/client/client";
import type { Hop } from "@fieldline/domain/job";
import type { TestServer } from "./server.ts";

/** A few devices with work behind them and before them, as pages show them. */
export interface Fleet {
  deviceId: string;
  /** A command that failed in its second step, after output with colours. */
  failedId: string;
  /** A command that waits for its device. */
  waitingId: string;
  /** A traceroute whose way has changed. */
  tracedId: string;
  rolloutId: string;
}

const CAPABILITIES = { kinds: ["probe" as const, "command" as const] };

async function enroll({ api, url }: TestServer, name: string): Promise<{ id: string; device: FieldlineClient }> {
  const { token } = await api.devices.createEnrollment.mutate({});
  const asked = { token, name, capabilities: CAPABILITIES, accountNumber: "ACC-7731", attributes: { os: "linux" } };
  const { deviceId, accessToken } = await createFieldlineClient({ baseUrl: url }).device.enroll.mutate(asked);
  const device = createFieldlineClient({ baseUrl: url, headers: { authorization: `Bearer ${accessToken}` } });
  return { id: deviceId, device };
}

export async function makeFleet(server: TestServer): Promise<Fleet> {
  const { api } = server;
  const { id: deviceId, device } = await enroll(server, "gw-12");
  const { id: otherId } = await enroll(server, "gw-13");
  await api.devices.createEnrollment.mutate({ name: "gw-20" });
  await api.devices.groups.create.mutate({ name: "Cabinets west", kind: "static", deviceIds: [deviceId, otherId] });
  await api.devices.groups.create.mutate({
    name: "Linux",
    kind: "dynamic",
    filter: [{ key: "device.os", values: ["linux"] }],
  });
  const failedId = await aFailedCommand(api, { deviceId, device });
  const tracedId = await aTraceroute(api, { deviceId, device });
  const waiting = { kind: "command" as const, deviceId: otherId, templateId: "health-check" };
  const { id: waitingId } = await api.jobs.create.mutate(waiting);
  const { id: rolloutId } = await api.rollouts.create.mutate({
    templateId: "health-check",
    targets: { deviceIds: [deviceId, otherId] },
    abort: { on: "failed", thresholdPercent: 20, minExecuted: 1 },
  });
  return { deviceId, failedId, waitingId, tracedId, rolloutId };
}

interface Worked {
  deviceId: string;
  device: FieldlineClient;
}

async function aFailedCommand(api: FieldlineClient, { deviceId, device }: Worked): Promise<string> {
  const step = (name: string, command: string) => ({ action: { name, type: "runCommand", input: { command } } });
  const document = {
    version: "1.0",
    steps: [step("Fetch", "fetch,config"), step("Restart", "systemctl,restart,line")],
  };
  const { id: jobId } = await api.jobs.create.mutate({ kind: "command", deviceId, document, name: "Update gw-12" });
  await device.device.next.mutate({});
  const now = Date.now();
  const fetched = { name: "Fetch", state: "completed" as const, exitCode: 0, startedAt: now, endedAt: now + 900 };
  const restarted = {
    name: "Restart",
    state: "failed" as const,
    exitCode: 3,
    startedAt: now + 900,
    endedAt: now + 2_000,
  };
  const text = "\u001b[32mfetched\u001b[0m 4 files\nline.conf\n";
  const report = { jobId, attempt: 1 };
  await device.device.report.mutate({
    ...report,
    seq: 1,
    steps: [fetched, { name: "Restart", state: "running", startedAt: now + 900 }],
    output: [
      { stream: "stdout", step: "Fetch", text },
      { stream: "stderr", step: "Restart", text: "Job for line.service failed.\n" },
    ],
  });
  await device.device.report.mutate({
    ...report,
    seq: 2,
    status: "failed",
    exitCode: 3,
    error: { code: "STEP_FAILED", message: "Restart ended with exit code 3" },
    steps: [fetched, restarted],
  });
  return jobId;
}

async function aTraceroute(api: FieldlineClient, { deviceId, device }: Worked): Promise<string> {
  const { id: jobId } = await api.jobs.create.mutate({
    kind: "probe",
    target: { host: "198.51.100.7" },
    method: "traceroute",
    vantage: { kind: "device", deviceId },
    cadenceMs: 5_000,
    durationMs: 600_000,
  });
  const { assignments } = await device.device.next.mutate({ max: 5 });
  const origin = assignments.find((each) => each.jobId === jobId)?.probe?.originMs ?? Date.now();
  const hops = (second: string): Hop[] => [
    { ttl: 1, ip: "192.168.1.1", rttMs: [0.41] },
    { ttl: 2, ip: second, rttMs: [4.2] },
    { ttl: 3, ip: null, rttMs: [null] },
    { ttl: 4, ip: "198.51.100.7", rttMs: [11.6] },
  ];
  const sample = (tick: number, second: string) => ({
    seq: tick + 1,
    tick,
    at: origin + tick,
    rttMs: 11.6,
    hops: hops(second),
  });
  await device.device.samples.mutate({
    jobId,
    attempt: 1,
    samples: [sample(0, "203.0.113.9"), sample(1, "203.0.113.77")],
  });
  return jobId;
}
