import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { Assignment } from "@fieldline/domain/device";
import type { Job } from "@fieldline/domain/job";
import { v7 as uuidv7 } from "uuid";
import { expect, it, vi } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { addEnrollment, type Enrolled, enrollDevice, mutateAsNobody } from "../../test/device.ts";
import { addPerson, addToken } from "../../test/identities.ts";

const steps = [{ action: { name: "Say so", type: "runCommand", input: { command: "echo,so" } } }];
const command = (deviceId: string, more: object = {}) => ({ kind: "command", deviceId, document: { version: "1.0", steps }, ...more });
async function begin(device: Enrolled, input: object = command(device.deviceId)): Promise<Assignment> {
  const { data: job, error } = await mutate<Job>("jobs.create", input);
  if (error) throw new Error(error.message);
  const { data } = await callsOf(device.accessToken).mutate<{ assignments: Assignment[] }>("device.next", { max: 50 });
  return data.assignments.find(({ jobId }) => jobId === job.id) as Assignment;
}
const sizeOf = (id: string) => runInDurableObject(env.JOBS.getByName(id), (_o, s) => s.storage.sql.databaseSize);

it("R1 release loop", async () => {
  const d = await enrollDevice(); const a = await begin(d); const c = callsOf(d.accessToken);
  const before = await sizeOf(a.jobId);
  let n = 0, attempt = 1;
  const t0 = Date.now();
  for (; n < 60; n++) {
    const r = await c.mutate("device.release", { jobId: a.jobId, attempt, reason: "x".repeat(500) });
    if (r.error) { console.log("R1 stop", r.error.data.reason); break; }
    attempt++;
    const x = await vi.waitFor(async () => { const y = await c.mutate<{ assignments: Assignment[] }>("device.next", { max: 1 }); if (!y.data?.assignments.length) throw new Error("none"); return y; }, {timeout: 3000, interval: 60});
    attempt = x.data.assignments[0]!.attempt;
  }
  const j = await query<Job>("jobs.get", { id: a.jobId });
  const at = await query<{ items: unknown[] }>("jobs.attempts", { id: a.jobId });
  console.log("R1 releases", n, "attempt", j.data.attempt, "attempts rows", at.data.items.length, "bytes", before, await sizeOf(a.jobId), Date.now() - t0, "ms");
}, 60000);

it("R2 payload growth", async () => {
  const d = await enrollDevice(); const a = await begin(d); const c = callsOf(d.accessToken);
  const before = await sizeOf(a.jobId); const t0 = Date.now();
  let ok = 0;
  for (let seq = 1; seq <= 150; seq++) {
    const r = await c.mutate("device.report", { jobId: a.jobId, attempt: 1, seq, payload: { request: "x".repeat(190_000) } });
    if (r.error) { console.log("R2 stop", r.error.data.reason); break; } ok++;
  }
  console.log("R2 reports", ok, "bytes", before, await sizeOf(a.jobId), Date.now() - t0, "ms");
  const log = await query<{ items: unknown[] }>("jobs.log", { id: a.jobId, limit: 1000 });
  console.log("R2 jobs.log status", log.status, log.error?.message, JSON.stringify(log.data ?? "").length);
}, 60000);

it("R3 heartbeat names what is not begun", async () => {
  const d = await enrollDevice(); const c = callsOf(d.accessToken);
  const { data: job } = await mutate<Job>("jobs.create", command(d.deviceId));
  const hb = await c.mutate("device.heartbeat", { jobs: [{ id: job.id, attempt: 1 }] });
  const nx = await c.mutate<{ assignments: unknown[] }>("device.next", {});
  console.log("R3", JSON.stringify(hb.data), "next gives", nx.data.assignments.length);
  await mutate("devices.revoke", { id: d.deviceId });
  console.log("R3 after revoke", (await query<Job>("jobs.get", { id: job.id })).data.status);
});

it("R4 tech retries own command with lesser token", async () => {
  const op = await addPerson("operator");
  const weak = callsOf(await addToken(op.id, { role: "tech" }));
  const d = await enrollDevice();
  const made = await callsOf(op.token).mutate<Job>("jobs.create", command(d.deviceId));
  const c = callsOf(d.accessToken);
  await c.mutate("device.next", {});
  await c.mutate("device.report", { jobId: made.data.id, attempt: 1, seq: 1, status: "failed", error: { code: "X", message: "x" } });
  const create = await weak.mutate("jobs.create", command(d.deviceId));
  const retry = await weak.mutate<Job>("jobs.retry", { id: made.data.id });
  console.log("R4 create", create.error?.data.reason, "retry", retry.status, retry.data?.status);
});

it("R5 rollouts to a tech who sees own; revoked; handler", async () => {
  const tech = callsOf((await addPerson("tech")).token);
  const d = await enrollDevice();
  const slug = `t-${uuidv7().slice(-8)}`;
  const t = await mutate("templates.create", { slug, name: slug, kind: "command", spec: { document: { version: "1.0", steps: [{ action: { name: "a", type: "runScript", input: { script: "echo {{PASSWORD}}" } } }] } }, variables: [{ name: "PASSWORD", required: true }], defaults: {} });
  console.log(t.error?.message);
  const r = await mutate<{ id: string }>("rollouts.create", { templateId: slug, variables: { PASSWORD: "hunter2-secret" }, targets: { deviceIds: [d.deviceId] } });
  console.log(r.error?.message);
  const c = callsOf(d.accessToken);
  const a = await vi.waitFor(async () => { const y = await c.mutate<{ assignments: Assignment[] }>("device.next", {}); if (!y.data?.assignments.length) throw new Error("none"); return y.data.assignments[0]!; }, { timeout: 8000, interval: 100 });
  await c.mutate("device.report", { jobId: a.jobId, attempt: 1, seq: 1, status: "failed", error: { code: "X", message: "stderr has /etc/shadow" } });
  await new Promise((f) => setTimeout(f, 1500));
  const got = await tech.query("rollouts.get", { id: r.data.id });
  const ex = await tech.query("rollouts.executions", { id: r.data.id });
  const jobs = await tech.query<{ items: unknown[] }>("jobs.list", {});
  const prev = await tech.query("templates.preview", { id: slug, variables: { PASSWORD: "x" } });
  console.log("R5 tech rollouts.get", JSON.stringify(got.data).includes("hunter2-secret"), JSON.stringify((got.data as {failures: unknown}).failures), "executions", JSON.stringify(ex.data).slice(0, 400), "jobs", jobs.data.items.length, prev.status);
}, 30000);

it("R6 revoked device within its token", async () => {
  const d = await enrollDevice(); const a = await begin(d); const c = callsOf(d.accessToken);
  await c.mutate("device.report", { jobId: a.jobId, attempt: 1, seq: 1, message: "m" });
  await mutate("devices.revoke", { id: d.deviceId });
  const out: string[] = [];
  for (const [p, i] of [["report", { jobId: a.jobId, attempt: 1, seq: 1, message: "m" }], ["report", { jobId: a.jobId, attempt: 1, seq: 2, message: "late" }], ["report", { jobId: uuidv7(), attempt: 1, seq: 2 }], ["samples", { jobId: a.jobId, attempt: 1, samples: [{ seq: 1, tick: 0, at: 0, rttMs: 1 }] }], ["reject", { jobId: a.jobId, attempt: 1, reason: "x" }], ["release", { jobId: a.jobId, attempt: 1 }], ["next", {}], ["heartbeat", {}]] as const) {
    const r = await c.mutate(`device.${p}`, i); out.push(`${p}:${r.status}:${r.error?.data.reason ?? JSON.stringify(r.data)}`);
  }
  for (const [p, i] of [["history", {}], ["handler", { name: "install-packages.sh" }]] as const) { const r = await c.query(`device.${p}`, i); out.push(`${p}:${r.status}:${r.error?.data.reason}`); }
  console.log("R6", out.join(" | "));
});

it("R7 unmetered calls about jobs that are not there", async () => {
  const d = await enrollDevice(); const c = callsOf(d.accessToken);
  const rs = await Promise.all(Array.from({ length: 400 }, () => c.mutate("device.reject", { jobId: uuidv7(), attempt: 1, reason: "x" })));
  const count = new Map<string, number>(); for (const r of rs) count.set(r.error.data.reason, (count.get(r.error.data.reason) ?? 0) + 1);
  console.log("R7", JSON.stringify([...count]));
});

it("R8 progress storms", async () => {
  const d = await enrollDevice(); const a = await begin(d); const c = callsOf(d.accessToken);
  const v0 = (await env.DB.prepare("SELECT version v FROM jobs WHERE id=?").bind(a.jobId).first<{ v: number }>())?.v;
  const steps50 = Array.from({ length: 50 }, (_, i) => ({ name: `s${i}`, state: "running", message: "y".repeat(2000) }));
  const t0 = Date.now();
  for (let seq = 1; seq <= 150; seq++) await c.mutate("device.report", { jobId: a.jobId, attempt: 1, seq, progress: seq % 100, steps: steps50 });
  console.log("R8 150 progress reports ms", Date.now() - t0, "v0", v0);
  await c.mutate("device.report", { jobId: a.jobId, attempt: 1, seq: 151, status: "completed", result: "z".repeat(90_000), steps: steps50 });
  await new Promise((f) => setTimeout(f, 500));
  const l = await query("jobs.list", { limit: 1 });
  console.log("R8 one job in a list bytes", JSON.stringify(l.data).length);
}, 30000);

it("R9 a device claims an account and joins a dynamic group", async () => {
  const g = await mutate<{ id: string }>("devices.groups.create", { name: `g ${uuidv7()}`, kind: "dynamic", filter: [{ key: "accountNumber", values: ["ACME-1"] }] });
  const d = await enrollDevice({ accountNumber: "ACME-1", mac: "00:11:22:33:44:55", name: "core-router" });
  const l = await query<{ items: { id: string }[] }>("devices.list", { groupId: g.data.id });
  console.log("R9 in group:", l.data.items.some((x) => x.id === d.deviceId));
});

it("R10 enrollment of a disabled operator", async () => {
  const op = await addPerson("operator");
  const e = await callsOf(op.token).mutate<{ token: string }>("devices.createEnrollment", { expiresInMs: 2_592_000_000 });
  const dis = await mutate("users.disable", { id: op.id });
  const r = await mutateAsNobody<Enrolled>("device.enroll", { token: e.data.token, name: "rogue", capabilities: { kinds: ["command"] } });
  console.log("R10", dis.status, r.status, r.error?.data.reason);
});

it("R11 hops on a tcp probe; device probe to loopback by a tech", async () => {
  const d = await enrollDevice(); const tech = callsOf((await addPerson("tech")).token);
  const r = await tech.mutate<Job>("jobs.create", { kind: "probe", target: { host: "192.168.1.1", port: 80, path: "/reboot?now=1" }, method: "http", vantage: { kind: "device", deviceId: d.deviceId }, cadenceMs: 200, durationMs: 60_000 });
  console.log("R11 http device probe", r.status, r.error?.message);
  const c = callsOf(d.accessToken);
  const n = await c.mutate<{ assignments: Assignment[] }>("device.next", {});
  const a = n.data.assignments[0]!;
  const hops = Array.from({ length: 64 }, (_, i) => ({ ttl: i + 1, ip: "1".repeat(45), name: "n".repeat(253), rttMs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }));
  const s = await c.mutate("device.samples", { jobId: a.jobId, attempt: 1, samples: [{ seq: 1, tick: 0, at: a.probe!.originMs, rttMs: 1, hops }] });
  console.log("R11 hops on http", s.status, s.error?.message, await sizeOf(a.jobId));
});
