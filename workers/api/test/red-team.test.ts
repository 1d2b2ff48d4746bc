import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { insertToken } from "@fieldline/db/tokens";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import type { Rollout } from "@fieldline/domain/rollout";
import { configOf } from "@fieldline/worker-jobs/config";
import { expect, it } from "vitest";
import { callsOf, mutate } from "../../test/call.ts";
import { CAPABILITIES, enrollDevice, mutateAsNobody } from "../../test/device.ts";
import { addPerson, addToken, type Identity } from "../../test/identities.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";
import { watch } from "../../test/watcher.ts";

const entryOf = ({ id, name }: Identity) => ({
  ...{
    id: crypto.randomUUID(),
    at: Date.now(),
    actor: { kind: "user" as const, id, name },
    action: "token.create" as const,
  },
  ...{ entityType: "token" as const, entityId: crypto.randomUUID(), before: null, after: null, reason: null },
  ...{ address: null, requestId: null },
});

/** Writes a token as a request does that was let in before something happened. */
function make(owner: Identity, parentId: string | null): Promise<boolean> {
  const createdAt = Date.now();
  const token = { id: crypto.randomUUID(), name: "late", role: owner.role, createdAt, expiresAt: createdAt + 60_000 };
  return insertToken(openDatabase(env.DB), {
    token: { ...token, lastUsedAt: null, revokedAt: null },
    ...{ userId: owner.id, parentId, hash: crypto.randomUUID(), audit: entryOf(owner) },
  });
}

it("a technician's token does not get to see others' jobs by making a viewer's token", async () => {
  const owner = await addPerson("admin");
  const job = jobLike({ status: "completed" });
  await insertRow(job);
  const techs = await addToken(owner.id, { role: "tech" });
  expect((await callsOf(techs).query("jobs.get", { id: job.id })).status).toBe(403);
  let token = techs;
  for (let generation = 0; generation < 2; generation++) {
    token = (await callsOf(token).mutate<{ token: string }>("users.tokens.create", { name: "v", role: "viewer" })).data
      .token;
    expect((await callsOf(token).query("jobs.get", { id: job.id })).status).toBe(403);
    expect((await callsOf(token).query<{ items: unknown[] }>("jobs.list")).data.items).toEqual([]);
  }
  const viewers = await addToken(owner.id, { role: "viewer" });
  expect((await callsOf(viewers).query("jobs.get", { id: job.id })).status).toBe(200);
});

it("a token that is revoked while it makes another leaves none behind", async () => {
  const owner = await addPerson("tech");
  const row = await env.DB.prepare("SELECT id FROM tokens WHERE user_id = ?").bind(owner.id).first<{ id: string }>();
  const id = row?.id ?? "";
  expect(await make(owner, id)).toBe(true);
  await env.DB.prepare("UPDATE tokens SET revoked_at = 1 WHERE id = ?").bind(id).run();
  expect(await make(owner, id)).toBe(false);
});

it("nobody who is shut out while making a token finds it working when let in again", async () => {
  const owner = await addPerson("tech");
  await env.DB.prepare("UPDATE users SET disabled_at = 1 WHERE id = ?").bind(owner.id).run();
  expect(await make(owner, null)).toBe(false);
  const counted = await env.DB.prepare("SELECT count(*) AS n FROM audit WHERE actor_id = ?").bind(owner.id).first("n");
  expect(counted).toBe(0);
});

it.each([
  ["https://fieldline.example.net", true],
  ["http://127.0.0.1.example.net", true],
  ["http://localhost:8787", false],
  [undefined, false],
])("a server on loopback that is reached by %s denies probes of loopback: %s", async (origin, isDenied) => {
  // A binding of its own, so that no remembered setting answers.
  const DB = { prepare: env.DB.prepare.bind(env.DB), batch: env.DB.batch.bind(env.DB) } as unknown as D1Database;
  const { probePolicy } = await configOf({
    DB,
    FIELDLINE_LOCAL: "1",
    ...(origin && { FIELDLINE_ORIGIN: origin }),
  }).read();
  expect(probePolicy.deny.includes("127.0.0.0/8")).toBe(isDenied);
});

const command = (deviceId: string) => ({
  kind: "command",
  deviceId,
  document: { version: "1.0", steps: [{ action: { name: "Look", type: "runCommand", input: { command: "id" } } }] },
});

it("an operator's token of a technician's role does not run a failed command again", async () => {
  const operator = await addPerson("operator");
  const { deviceId, accessToken } = await enrollDevice();
  const { data: job } = await callsOf(operator.token).mutate<Job>("jobs.create", command(deviceId));
  const device = callsOf(accessToken);
  await device.mutate("device.next", {});
  const attempt = { jobId: job.id, attempt: 1 };
  await device.mutate("device.report", { ...attempt, seq: 1, status: "failed", error: { code: "NO", message: "no" } });
  const retried = async (token: string) => (await callsOf(token).mutate("jobs.retry", { id: job.id })).status;
  expect(await retried(await addToken(operator.id, { role: "tech" }))).toBe(403);
  expect(await retried(operator.token)).toBe(200);
});

it("a revoked device is told so by whatever it says of a job, in the life of its token", async () => {
  const { deviceId, accessToken } = await enrollDevice();
  const { data: job } = await mutate<Job>("jobs.create", command(deviceId));
  const device = callsOf(accessToken);
  await device.mutate("device.next", {});
  await mutate("devices.revoke", { id: deviceId });
  for (const jobId of [job.id, crypto.randomUUID()])
    for (const [path, told] of Object.entries({
      report: { seq: 1 },
      samples: { samples: [{ seq: 1, tick: 0, at: 0, rttMs: 1 }] },
      reject: { reason: "no" },
      release: {},
    })) {
      const { status, error } = await device.mutate(`device.${path}`, { jobId, attempt: 1, ...told });
      expect([path, status, error.data.reason]).toEqual([path, 401, "DEVICE_REVOKED"]);
    }
});

it("a device that asks job after job is held up", async () => {
  const { accessToken } = await enrollDevice();
  const ask = () =>
    callsOf(accessToken).mutate("device.reject", { jobId: crypto.randomUUID(), attempt: 1, reason: "no" });
  const answers = await Promise.all(Array.from({ length: 150 }, ask));
  expect(answers.map(({ error }) => error.data.reason)).toContain("RATE_LIMITED");
});

it("an enrollment token of somebody who was shut out enrolls nobody", async () => {
  const operator = await addPerson("operator");
  const { data } = await callsOf(operator.token).mutate<{ token: string }>("devices.createEnrollment", {});
  await mutate("users.disable", { id: operator.id });
  const enroll = () => mutateAsNobody("device.enroll", { token: data.token, name: "gw-9", capabilities: CAPABILITIES });
  expect((await enroll()).error.data.reason).toBe("ENROLLMENT_INVALID");
  await mutate("users.enable", { id: operator.id });
  expect((await enroll()).status).toBe(200);
});

it("a rollout, its variables and what devices say of it are seen by who may see its jobs", async () => {
  const [tech, operator] = [await addPerson("tech"), await addPerson("operator")];
  const { deviceId } = await enrollDevice();
  const slug = `secret-${crypto.randomUUID().slice(0, 8)}`;
  const script = { name: "Log in", type: "runScript", input: { script: "echo {{PASSWORD}}" } };
  await mutate("templates.create", {
    ...{ slug, name: "Log in", kind: "command", variables: [{ name: "PASSWORD" }], defaults: {} },
    spec: { document: { version: "1.0", steps: [{ action: script }] } },
  });
  const feeds = await Promise.all(
    [tech, operator].map(({ token }) =>
      watch<FeedFrame>("/live/feed?topics=rollouts", { authorization: `Bearer ${token}` }),
    ),
  );
  const { data: rollout } = await mutate<Rollout>("rollouts.create", {
    ...{ templateId: slug, variables: { PASSWORD: "hunter2" }, targets: { deviceIds: [deviceId] } },
  });
  await feeds[1]?.until(() => (feeds[1]?.frames.length ?? 0) > 0);
  expect(feeds[0]?.frames).toEqual([]);
  const reads = async ({ token }: Identity) => {
    const { query } = callsOf(token);
    const { data } = await query<{ items: Rollout[] }>("rollouts.list");
    const asked = await Promise.all([
      query("rollouts.get", { id: rollout.id }),
      query("rollouts.executions", { id: rollout.id }),
    ]);
    return [data.items.some(({ id }) => id === rollout.id), ...asked.map(({ status }) => status)];
  };
  expect(await reads(tech)).toEqual([false, 403, 403]);
  expect(await reads(operator)).toEqual([true, 200, 200]);
});
