import { env } from "cloudflare:workers";
import type { AuditEntry } from "@fieldline/db/audit";
import { listAudit } from "@fieldline/db/list-audit";
import type { Job } from "@fieldline/domain/job";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { insertEntries, newestFirst } from "../../test/audit-rows.ts";
import { callsOf, mutate, query, send } from "../../test/call.ts";
import { ADMIN, addPerson, admin } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";
import { plansOf } from "../../test/query-plans.ts";

interface Page {
  items: AuditEntry[];
  nextCursor: string | null;
}
const list = async (input?: object) => (await query<Page>("audit.list", input)).data;

async function walk(input: object): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await list({ ...input, cursor });
    entries.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return entries;
}

let jobs: Job[];
beforeAll(async () => {
  await admin();
  await setLimits({});
  const create = () => mutate<Job>("jobs.create", probeInput({ notes: "Ticket 4711" }));
  jobs = (await Promise.all(Array.from({ length: 23 }, create))).map(({ data }) => data);
});

describe("the audit", () => {
  it("tells who made a job, from where, of what, and why", async () => {
    const body = JSON.stringify(probeInput({ notes: "Ticket 4711" }));
    const headers = { "content-type": "application/json", "cf-connecting-ip": "2001:db8::7" };
    const made = await send("/trpc/jobs.create", { method: "POST", headers, body });
    const { data: job } = ((await made.json()) as { result: { data: Job } }).result;
    const { items } = await list({ entityType: "job", entityId: job.id });
    expect(items).toEqual([
      {
        id: expect.any(String),
        at: job.createdAt,
        actor: { kind: "user", id: ADMIN.id, name: ADMIN.name },
        action: "job.create",
        entityType: "job",
        entityId: job.id,
        before: null,
        after: { name: job.name, kind: "probe", spec: job.spec },
        reason: "Ticket 4711",
        address: "2001:db8::7",
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        tokenId: expect.any(String),
      },
    ]);
  });

  it.each([1, 7, 24, 100])("gives by pages of %i what one look gives, the newest first", async (limit) => {
    const walked = await walk({ limit });
    const { results } = await env.DB.prepare("SELECT id FROM audit ORDER BY at DESC, id DESC").all<{ id: string }>();
    expect(walked.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
    expect(walked.length).toBeGreaterThanOrEqual(24);
  });

  it("pages through entries of the same moment", async () => {
    const entityId = uuidv7();
    const ids = ["a", "b", "c", "d", "e"].map((letter) => `${entityId}-${letter}`);
    await insertEntries(ids.map((id) => ({ id, at: 5, entityId })));
    expect((await walk({ entityId, limit: 2 })).map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it("shows each older entry once while new ones come in", async () => {
    const entityId = uuidv7();
    const old = await insertEntries(Array.from({ length: 9 }, (_, at) => ({ at, entityId })));
    const first = await list({ entityId, limit: 4 });
    await insertEntries([{ entityId }, { entityId }]);
    const second = await list({ entityId, limit: 4, cursor: first.nextCursor });
    await insertEntries([{ entityId }]);
    const third = await list({ entityId, limit: 4, cursor: second.nextCursor });
    expect([first, second, third].flatMap(({ items }) => items)).toEqual(newestFirst(old));
    expect(third.nextCursor).toBeNull();
  });
});

describe("a filter of the audit", () => {
  const entityId = uuidv7();
  const [ann, ben] = [uuidv7(), uuidv7()].map((id, at) => ({
    kind: "user" as const,
    id,
    name: `${at ? "Ben" : "Ann"} ${id}`,
  }));
  let entries: AuditEntry[];
  beforeAll(async () => {
    const changes = Array.from({ length: 24 }, (_, at): Partial<AuditEntry> => {
      const actor = at % 2 ? ann : ben;
      return {
        at: 1_000 + at,
        ...(actor && { actor }),
        action: at % 3 ? "token.create" : "token.revoke",
        entityType: at % 4 ? "token" : "user",
        entityId: at % 5 ? entityId : ADMIN.id,
        reason: at % 6 ? null : `Asked for 100% of_it, ${entityId} Ä`,
      };
    });
    entries = await insertEntries(changes);
  });

  const byActor = () => ({ actorId: ann?.id });
  it.each([
    ["actor", byActor, (entry: AuditEntry) => entry.actor.id === ann?.id],
    ["action", () => ({ action: "token.revoke" }), (entry: AuditEntry) => entry.action === "token.revoke"],
    ["entity", () => ({ entityId }), (entry: AuditEntry) => entry.entityId === entityId],
    ["entity type", () => ({ entityType: "token" }), (entry: AuditEntry) => entry.entityType === "token"],
    ["beginning", () => ({ from: 1_007, to: 9_999 }), (entry: AuditEntry) => entry.at >= 1_007],
    ["end", () => ({ from: 1_000, to: 1_007 }), (entry: AuditEntry) => entry.at <= 1_007],
    ["moment", () => ({ from: 1_003, to: 1_003 }), (entry: AuditEntry) => entry.at === 1_003],
    [
      "actor's name",
      () => ({ search: `ann ${ann?.id}`.toUpperCase() }),
      (entry: AuditEntry) => entry.actor.id === ann?.id,
    ],
    ["reason", () => ({ search: `100% of_it, ${entityId}` }), (entry: AuditEntry) => entry.reason !== null],
    ["reason beyond ASCII", () => ({ search: `${entityId} Ä` }), (entry: AuditEntry) => entry.reason !== null],
    [
      "part of an entity's id, and of a reason",
      () => ({ search: entityId.slice(0, 34) }),
      (entry: AuditEntry) => entry.entityId === entityId || entry.reason !== null,
    ],
    [
      "actor and action",
      () => ({ ...byActor(), action: "token.revoke" }),
      (entry: AuditEntry) => entry.actor.id === ann?.id && entry.action === "token.revoke",
    ],
    [
      "everything at once",
      () => ({
        ...byActor(),
        action: "token.create",
        entityType: "token",
        entityId,
        from: 1_004,
        to: 1_020,
        search: "ann",
      }),
      ({ actor, action, entityType, entityId: id, at }: AuditEntry) =>
        actor.id === ann?.id &&
        action === "token.create" &&
        entityType === "token" &&
        id === entityId &&
        at >= 1_004 &&
        at <= 1_020,
    ],
  ] as const)("by %s lets through what matches, by any page", async (_name, filter, matches) => {
    const wanted = newestFirst(entries.filter(matches));
    expect(wanted.length).toBeGreaterThan(0);
    for (const limit of [3, 100]) {
      const found = await walk({ ...filter(), limit });
      expect(found.filter(({ id }) => entries.some((entry) => entry.id === id))).toEqual(wanted);
      expect(found.every((entry) => matches(entry))).toBe(true);
    }
  });

  it("that matches nothing gives an empty page", async () => {
    for (const filter of [
      { entityId: "' OR 1=1 --" },
      { search: "%" },
      { search: "nothing is called so" },
      { action: "job" },
    ])
      expect((await walk({ ...filter, to: 1_900 })).filter(({ reason }) => !reason)).toEqual([]);
  });

  it.each([{ from: -1 }, { to: 1.5 }, { search: "x".repeat(201) }, { limit: 101 }, { cursor: "x" }, { actorId: 5 }])(
    "that is none is refused: %o",
    async (input) => {
      const { status, error } = await query("audit.list", input);
      expect({ status, paths: error.data.paths }).toEqual({ status: 400, paths: Object.keys(input) });
    },
  );

  it.each([
    [{}, "audit_at"],
    [{ entityId: "x" }, "audit_entity"],
    [{ entityId: "x", entityType: "job", actorId: "y", action: "z" }, "audit_entity"],
    [{ actorId: "x", action: "job.create" }, "audit_actor"],
    [{ action: "job.create", entityType: "job" }, "audit_action"],
    [{ entityType: "job", from: 1, to: 2 }, "audit_entity_type"],
    [{ from: 1, to: 2 }, "audit_at"],
  ])("%o is read off an index in the order of the list", async (filter, index) => {
    const [plan] = await plansOf((db) => listAudit(db, { limit: 10, ...filter }));
    expect(plan).toHaveLength(1);
    expect(plan?.[0]).toMatch(new RegExp(`USING INDEX ${index}( |$)`));
  });
});

describe("a job's audit", () => {
  it("is for whoever may read the job, without where each came from", async () => {
    const tech = await addPerson("tech");
    const calls = callsOf(tech.token);
    const { data: job } = await calls.mutate<Job>("jobs.create", probeInput());
    await calls.mutate("jobs.cancel", { id: job.id, reason: "Done" });
    const { data } = await calls.query<Page>("jobs.audit", { id: job.id });
    expect(data.items.map(({ action }) => action)).toEqual(["job.cancel", "job.create"]);
    expect(data.items[0]).toMatchObject({ reason: "Done", actor: { id: tech.id, name: tech.name } });
    for (const { address, requestId, tokenId } of data.items)
      expect([address, requestId, tokenId]).toEqual([null, null, null]);
    expect((await list({ entityId: job.id })).items[0]?.requestId).not.toBeNull();

    const viewer = callsOf((await addPerson("viewer")).token);
    expect((await viewer.query<Page>("jobs.audit", { id: job.id })).data.items).toHaveLength(2);
    const other = callsOf((await addPerson("tech")).token);
    expect((await other.query("jobs.audit", { id: job.id })).error.data.reason).toBe("FORBIDDEN");
    expect((await callsOf("flp_no").query("jobs.audit", { id: job.id })).status).toBe(401);
    for (const { query: ask } of [calls, viewer]) expect((await ask("audit.list")).status).toBe(403);
  });

  it("goes by pages and knows no other job's", async () => {
    const [job] = jobs;
    const id = job?.id ?? "";
    await insertEntries(Array.from({ length: 5 }, (_, at) => ({ at, entityType: "job", entityId: id })));
    await insertEntries([
      { entityType: "share", entityId: uuidv7() },
      { entityType: "config", entityId: id },
    ]);
    const seen: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const { data }: { data: Page } = await query<Page>("jobs.audit", { id, limit: 2, cursor });
      seen.push(...data.items);
      cursor = data.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(6);
    expect(new Set(seen.map(({ entityType, entityId }) => `${entityType} ${entityId}`))).toEqual(
      new Set([`job ${id}`]),
    );
  });
});

describe("what was written", () => {
  it("cannot be changed or shortened", async () => {
    const before = await walk({});
    for (const statement of [
      "UPDATE audit SET actor_id = 'nobody'",
      "UPDATE audit SET reason = NULL WHERE entity_type = 'job'",
      "UPDATE OR REPLACE audit SET id = (SELECT min(id) FROM audit)",
      "DELETE FROM audit",
      "DELETE FROM audit WHERE action = 'job.create'",
    ])
      await expect(env.DB.prepare(statement).run(), statement).rejects.toThrow("append-only");
    await env.DB.prepare(
      `INSERT OR REPLACE INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id)
       SELECT id, 0, 'x', 'x', 'x', 'x', 'x', 'x' FROM audit`,
    ).run();
    expect(await walk({})).toEqual(before);
  });
});
