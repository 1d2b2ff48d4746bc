import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { insertToken } from "@fieldline/db/tokens";
import { configOf } from "@fieldline/worker-jobs/config";
import { expect, it } from "vitest";
import { callsOf } from "../../test/call.ts";
import { addPerson, addToken, type Identity } from "../../test/identities.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";

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
