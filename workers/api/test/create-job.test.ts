import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import type { ProbeJob } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate, query } from "../../test/call.ts";
import { ADMIN } from "../../test/identities.ts";
import { probeInput } from "../../test/probe-input.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const create = async (changes = {}): Promise<ProbeJob> => {
  const { status, data } = await mutate<ProbeJob>("jobs.create", probeInput(changes));
  expect(status).toBe(200);
  return data;
};

beforeAll(async () => {
  await mutate("config.set", { key: "limits", value: { ...DEFAULT_CONFIG.limits, jobsPerUserPerDay: 1_000 } });
});

describe("a created job", () => {
  it("is a running probe of the contract's shape, with every default filled in", async () => {
    const calledAt = Date.now();
    const job = await create();
    expect(job).toMatchObject({
      kind: "probe",
      type: "simulated",
      name: "Simulated 203.0.113.47 (healthy)",
      status: "running",
      statusReason: null,
      progress: null,
      progressMessage: null,
      attempt: 1,
      priority: 5,
      queue: null,
      notes: null,
      requesterId: ADMIN.id,
      requesterName: ADMIN.name,
      assigneeId: null,
      templateId: null,
      scheduleId: null,
      rolloutId: null,
      idempotencyKey: null,
      runAt: null,
      queuedAt: null,
      pausedAt: null,
      endedAt: null,
      cancelledAt: null,
      error: null,
      recent: [],
      pausedTotalMs: 0,
      spec: { method: "simulated", cadenceMs: 1_000, durationMs: 3_600_000, packets: 1, timeoutMs: 800 },
      summary: { sent: 0, received: 0, lossPercent: null, avgMs: null, missedTicks: 0 },
      verdict: { state: "unknown", since: null },
    });
    expect(job.id).toMatch(UUID_V7);
    expect(job.version).toBeGreaterThan(0);
    expect(job.createdAt).toBeGreaterThanOrEqual(calledAt);
    expect(job.startedAt).toBeGreaterThanOrEqual(job.createdAt);
    expect(job.startedAt).toBeLessThan(job.createdAt + 5_000);
  });

  it("can be read at once, alone and in the list", async () => {
    const { id } = await create({ name: "Read me back" });
    expect((await query<ProbeJob>("jobs.get", { id })).data).toMatchObject({
      id,
      name: "Read me back",
      status: "running",
    });
    const { data } = await query<{ items: ProbeJob[] }>("jobs.list", {});
    expect(data.items[0]).toMatchObject({ id, status: "running" });
    expect(data.items[0]?.version).toBeGreaterThan(0);
  });

  it("keeps what was given", async () => {
    const given = { name: "  Back office ", priority: 2, queue: "west", notes: "Ticket 4711" };
    expect(await create(given)).toMatchObject({ ...given, name: "Back office" });
    const target = {
      host: "probe.example.net",
      port: 8443,
      path: "/up?x=1",
      accountNumber: "AC-9",
      ip: "198.51.100.7",
    };
    const job = await create({
      target,
      packets: 12,
      timeoutMs: 400,
      vantage: { kind: "simulator", scenario: "offline", seed: 3 },
    });
    expect(job.spec).toEqual({
      target,
      method: "simulated",
      vantage: { kind: "simulator", scenario: "offline", seed: 3 },
      cadenceMs: 1_000,
      durationMs: 3_600_000,
      packets: 12,
      timeoutMs: 400,
    });
  });

  it("draws a seed where none was given", async () => {
    const { spec } = await create({ vantage: { kind: "simulator", scenario: "healthy" } });
    expect(spec.vantage).toMatchObject({ seed: expect.any(Number) });
  });

  it("is named after what it measures where no name was given", async () => {
    const edge = { vantage: { kind: "edge" } } as const;
    const later = { runAt: Date.now() + 3_600_000 };
    const nameOf = async (changes: object) => (await create({ ...edge, ...later, ...changes })).name;
    expect(await nameOf({ method: "tcp", target: { host: "203.0.113.47", port: 443 } })).toBe("TCP 203.0.113.47:443");
    expect(await nameOf({ method: "tcp", target: { host: "2001:db8::1", port: 22 } })).toBe("TCP [2001:db8::1]:22");
    expect(await nameOf({ method: "http", target: { host: "www.example.net", path: "/up" } })).toBe(
      "HTTP www.example.net/up",
    );
    expect(await nameOf({ method: "http", name: "   ", target: { host: "www.example.net" } })).toBe(
      "HTTP www.example.net/",
    );
  });

  it.each(["00:11:22:AA:BB:CC", "00-11-22-aa-bb-cc", "0011.22AA.bbcc", "001122aabbcc", " 00 11 22 AA BB CC "])(
    "holds the MAC %j in one form",
    async (mac) => {
      const { spec } = await create({ target: { host: "203.0.113.47", mac } });
      expect(spec.target.mac).toBe("00:11:22:aa:bb:cc");
    },
  );

  it("waits for a runAt that is ahead, and starts at once for one that has passed", async () => {
    const runAt = Date.now() + 3_600_000;
    const ahead = await create({ runAt });
    expect(ahead).toMatchObject({ status: "scheduled", runAt, startedAt: null });
    expect((await query<ProbeJob>("jobs.get", { id: ahead.id })).data).toMatchObject({ status: "scheduled", runAt });
    expect(await create({ runAt: 1_000 })).toMatchObject({ status: "running", runAt: null });
  });
});

describe("an idempotency key", () => {
  it("gives the first job again, whatever else was sent", async () => {
    const idempotencyKey = crypto.randomUUID();
    const first = await create({ idempotencyKey, name: "First" });
    const second = await create({ idempotencyKey, name: "Second" });
    expect(second).toMatchObject({ id: first.id, name: "First", idempotencyKey });
    expect((await create({ idempotencyKey: crypto.randomUUID() })).id).not.toBe(first.id);
  });

  it("makes one job, one audit entry and one used place of twenty requests at once", async () => {
    const idempotencyKey = crypto.randomUUID();
    const used = async () => (await query<{ limits: { usedToday: number } }>("jobs.stats")).data.limits.usedToday;
    const before = await used();
    const jobs = await Promise.all(Array.from({ length: 20 }, () => create({ idempotencyKey })));
    const ids = new Set(jobs.map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(await used()).toBe(before + 1);
    const audit = await query<{ items: unknown[] }>("audit.list", { entityType: "job", entityId: [...ids][0] });
    expect(audit.data.items).toHaveLength(1);
  });
});
