import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CreateJobInput, createJobInput, probeSpecOf } from "../input/create-job.ts";
import type { Job } from "./job.ts";
import { newJob } from "./new-job.ts";

const NOW = 1_790_000_000_000;
const ID = "01998ab0-0000-7000-8000-000000000001";
const tcp: CreateJobInput = {
  kind: "probe",
  target: { host: "modem.example.net", port: 443 },
  method: "tcp",
  vantage: { kind: "edge" },
  cadenceMs: 1_000,
  durationMs: 60_000,
};

function jobOf(fields: Partial<CreateJobInput> = {}): Job {
  const input = createJobInput.parse({ ...tcp, ...fields });
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
  it.each<[string, Partial<CreateJobInput>]>([
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
    const job = newJob(createJobInput.parse(tcp), { id: ID, spec, requester: { id: "u1", name: "Ada" }, now: NOW });
    expect(job).toMatchObject({ name: "Ping 203.0.113.47", type: "icmp" });
  });
});
