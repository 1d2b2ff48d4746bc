import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { CommandSpec } from "../command/document.ts";
import { createProbeInput, probeSpecOf } from "../input/create-job.ts";
import type { ProbeJob } from "./job.ts";
import { isDeviceWork, newCommandJob, newJob } from "./new-job.ts";

const NOW = 1_790_000_000_000;
const ID = "01998ab0-0000-7000-8000-000000000001";
type ProbeInput = z.input<typeof createProbeInput>;
const tcp: ProbeInput = {
  kind: "probe",
  target: { host: "modem.example.net", port: 443 },
  method: "tcp",
  vantage: { kind: "edge" },
  cadenceMs: 1_000,
  durationMs: 60_000,
};

function jobOf(fields: Partial<ProbeInput> = {}): ProbeJob {
  const input = createProbeInput.parse({ ...tcp, ...fields });
  return newJob(input, { id: ID, spec: probeSpecOf(input, 7), requester: { id: "u1", name: "Ada" }, now: NOW });
}

describe("a new job", () => {
  it("is untouched: version 0, nothing measured, nothing ended", () => {
    expect(jobOf()).toMatchObject({
      id: ID,
      kind: "probe",
      type: "tcp",
      version: 0,
      attempt: 1,
      priority: 5,
      requesterId: "u1",
      requesterName: "Ada",
      createdAt: NOW,
      updatedAt: NOW,
      startedAt: null,
      endedAt: null,
      summary: null,
      verdict: null,
      recent: [],
      pausedTotalMs: 0,
    });
  });

  it("carries what its input says", () => {
    const fields = { priority: 1, queue: "field", notes: "call back", idempotencyKey: "k-1" };
    expect(jobOf(fields)).toMatchObject(fields);
    expect(jobOf({ notes: "" })).toMatchObject({ notes: null, queue: null, idempotencyKey: null });
  });

  it("waits exactly when its start lies ahead", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), (aheadMs) => {
        const { status, runAt } = jobOf({ runAt: NOW + aheadMs });
        expect([status, runAt]).toEqual(aheadMs > 0 ? ["scheduled", NOW + aheadMs] : ["running", null]);
      }),
    );
    expect(jobOf()).toMatchObject({ status: "running", runAt: null });
  });
});

describe("a job without a name", () => {
  const simulator = { kind: "simulator", scenario: "offline" } as const;
  it.each<[string, Partial<ProbeInput>]>([
    ["TCP modem.example.net:443", {}],
    ["TCP [2001:db8::1]:22", { target: { host: "[2001:db8::1]", port: 22 } }],
    ["HTTP modem.example.net/", { method: "http", target: { host: "modem.example.net" } }],
    ["HTTP 203.0.113.47:8080/up", { method: "http", target: { host: "203.0.113.47", port: 8080, path: "/up" } }],
    ["Simulated lab (offline)", { method: "simulated", vantage: simulator, target: { host: "lab" } }],
    ["TCP modem.example.net:443", { name: "  " }],
    ["Line of Mrs Rossi", { name: " Line of Mrs Rossi " }],
  ])("is called %j", (name, fields) => expect(jobOf(fields).name).toBe(name));

  it("is a ping when its method is icmp", () => {
    const spec = { ...jobOf().spec, method: "icmp" as const, target: { host: "203.0.113.47" } };
    const job = newJob(createProbeInput.parse(tcp), { id: ID, spec, requester: { id: "u1", name: "Ada" }, now: NOW });
    expect(job).toMatchObject({ name: "Ping 203.0.113.47", type: "icmp" });
  });
});

describe("device work", () => {
  const device = { id: "01998ab0-0000-7000-8000-00000000000d", name: "gw-12" };
  const requester = { id: "u1", name: "Ada" };
  const made = { id: ID, requester, now: NOW };
  const onDevice: ProbeInput = { ...tcp, vantage: { kind: "device", deviceId: device.id } };
  const spec: CommandSpec = {
    deviceId: device.id,
    deviceName: device.name,
    document: { version: "1.0", steps: [{ action: { name: "restart", type: "runCommand", input: { command: "a" } } }] },
    handlers: [],
    variables: {},
    template: null,
  };
  const probeOn = (fields: Partial<ProbeInput> = {}) => {
    const input = createProbeInput.parse({ ...onDevice, ...fields });
    return newJob(input, { ...made, spec: probeSpecOf(input, 7), device });
  };

  it("waits for its device from the start, a probe no longer than an hour unless told", () => {
    const waiting = {
      status: "assigned",
      assigneeId: device.id,
      assigneeName: "gw-12",
      queuedAt: NOW,
      prober: { state: "waiting", since: NOW },
    };
    expect(probeOn()).toMatchObject({ ...waiting, kind: "probe", queueTtlMs: 3_600_000, timeoutMs: null });
    expect(probeOn({ queueTtlMs: 60_000 })).toMatchObject({ queueTtlMs: 60_000 });
    expect(newCommandJob({ priority: 5 }, { ...made, spec })).toMatchObject({
      ...waiting,
      ...{ kind: "command", type: "command", queueTtlMs: null, timeoutMs: null, retry: null },
    });
  });

  it("waits for its time first", () => {
    const runAt = NOW + 9_000;
    expect(probeOn({ runAt })).toMatchObject({ status: "scheduled", runAt, queuedAt: null });
    expect(newCommandJob({ priority: 5, runAt }, { ...made, spec })).toMatchObject({ status: "scheduled", runAt });
  });

  it.each([
    ["restart on gw-12", spec],
    ["reboot-modem on gw-12", { ...spec, template: { slug: "reboot-modem", version: 3 } }],
  ])("that is a command without a name is called %j", (name, spec) => {
    expect(newCommandJob({ priority: 5 }, { ...made, spec }).name).toBe(name);
  });

  it("is a command, or a probe from a device", () => {
    expect(isDeviceWork(newCommandJob({ priority: 5 }, { ...made, spec }))).toBe(true);
    expect(isDeviceWork(probeOn())).toBe(true);
    expect(isDeviceWork(jobOf())).toBe(false);
  });
});
