import { env } from "cloudflare:workers";
import type { Action } from "@fieldline/domain/permissions";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { answerOf, ORIGIN, sendAsNobody } from "../../../test/call.ts";
import { addPerson, addToken, type Identity, PASSWORD } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { setLimits } from "../../../test/limits.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { cookieOf, sessionOf, signIn } from "../../../test/sign-in.ts";
import { BULK_CASES } from "./bulk-cases.ts";
import { FLEET_CASES } from "./fleet-cases.ts";
import { ask, bearer, LATER, PROCEDURES } from "./procedures.ts";
import { QUEUE_CASES } from "./queue-cases.ts";
import { SCHEDULE_CASES } from "./schedule-cases.ts";
import { TASK_CASES } from "./task-cases.ts";

const ADDRESS = "203.0.113.99";
const SECRET = "a password of nobody's";

interface Row {
  id: string;
  action: string;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  entity_type: string;
  entity_id: string;
  before: string | null;
  after: string | null;
  reason: string | null;
  address: string | null;
  request_id: string | null;
}

interface Case {
  action: string;
  entityType: string;
  /** What is done, and to what; some things have to be there first. */
  prepare(): Promise<{ input: unknown; entityId?: string }>;
  before?: unknown;
  after?: unknown;
  reason?: string;
}

let by: Identity;
let session: Record<string, string>;
beforeAll(async () => {
  by = await addPerson("admin");
  session = await sessionOf(by);
  await setLimits({});
});

const call = async <T>(path: string, input: unknown, headers: Record<string, string> = {}) =>
  answerOf<T>(await ask(path, input, { ...session, "cf-connecting-ip": ADDRESS, ...headers }));

async function aJob(): Promise<{ input: { id: string }; entityId: string }> {
  const { id } = (await call<{ id: string }>("jobs.create", probeInput({ runAt: LATER }))).data;
  return { input: { id }, entityId: id };
}

async function aPerson(changes: object = {}): Promise<{ input: object; entityId: string }> {
  const { id } = await addPerson("viewer");
  return { input: { id, ...changes }, entityId: id };
}

async function aShare(): Promise<{ jobId: string; shareId: string }> {
  const { entityId: jobId } = await aJob();
  const { data } = await call<{ id: string }>("jobs.share", { id: jobId, expiresInMs: 86_400_000 });
  return { jobId, shareId: data.id };
}

async function changed(path: string): Promise<{ input: { id: string }; entityId: string }> {
  const prepared = await aPerson();
  await call(path, prepared.input);
  return { input: { id: prepared.entityId }, entityId: prepared.entityId };
}

async function running(): Promise<{ input: { id: string }; entityId: string }> {
  const job = jobLike({ requesterId: by.id, requesterName: by.name });
  await insertRow(job);
  return { input: { id: job.id }, entityId: job.id };
}

async function paused(): Promise<{ input: { id: string }; entityId: string }> {
  const prepared = await running();
  await written(() => call("jobs.pause", prepared.input));
  return prepared;
}

const CASES: Partial<Record<Action, Case>> = {
  "jobs.create": {
    action: "job.create",
    entityType: "job",
    prepare: async () => ({ input: probeInput({ runAt: LATER, notes: "Ticket 4711" }) }),
    after: expect.objectContaining({ kind: "probe" }),
    reason: "Ticket 4711",
  },
  "jobs.createMany": {
    action: "job.create",
    entityType: "job",
    prepare: async () => ({ input: { jobs: [probeInput({ runAt: LATER, notes: "Ticket 4712" })] } }),
    after: expect.objectContaining({ kind: "probe" }),
    reason: "Ticket 4712",
  },
  "doctor.repair": {
    action: "doctor.repair",
    entityType: "doctor",
    prepare: async () => ({ input: undefined, entityId: "doctor" }),
    after: expect.objectContaining({ found: expect.any(Object) }),
  },
  "jobs.pause": {
    action: "job.pause",
    entityType: "job",
    prepare: running,
    before: expect.objectContaining({ status: "running" }),
    after: expect.objectContaining({ status: "paused" }),
  },
  "jobs.resume": {
    action: "job.resume",
    entityType: "job",
    prepare: paused,
    before: expect.objectContaining({ status: "paused" }),
    after: expect.objectContaining({ status: "running" }),
  },
  "jobs.cancel": {
    action: "job.cancel",
    entityType: "job",
    prepare: async () => {
      const { entityId } = await aJob();
      return { input: { id: entityId, reason: "Not needed" }, entityId };
    },
    before: expect.objectContaining({ status: "scheduled" }),
    after: expect.objectContaining({ status: "cancelled" }),
    reason: "Not needed",
  },
  "jobs.delete": {
    action: "job.delete",
    entityType: "job",
    prepare: async () => {
      const prepared = await aJob();
      await written(() => call("jobs.cancel", prepared.input));
      return prepared;
    },
    before: expect.anything(),
  },
  "jobs.share": {
    action: "job.share",
    entityType: "job",
    prepare: async () => {
      const { entityId } = await aJob();
      return { input: { id: entityId, expiresInMs: 86_400_000 }, entityId };
    },
    after: expect.objectContaining({ showsAccount: false, showsRequester: false }),
  },
  "jobs.revokeShare": {
    action: "share.revoke",
    entityType: "share",
    prepare: async () => {
      const { jobId, shareId } = await aShare();
      return { input: { id: jobId, shareId }, entityId: shareId };
    },
    before: expect.anything(),
  },
  "config.set": {
    action: "config.set",
    entityType: "config",
    prepare: async () => ({ input: { key: "retention", value: { endedJobsMs: 7_654_321 } }, entityId: "retention" }),
    before: { endedJobsMs: 90 * 86_400_000 },
    after: { endedJobsMs: 7_654_321 },
  },
  "users.invite": {
    action: "user.invite",
    entityType: "user",
    prepare: async () => ({ input: { email: "ines@example.net", name: "Ines", role: "tech", password: SECRET } }),
    after: { email: "ines@example.net", name: "Ines", role: "tech" },
  },
  "users.setRole": {
    action: "user.setRole",
    entityType: "user",
    prepare: () => aPerson({ role: "operator" }),
    before: { role: "viewer" },
    after: { role: "operator" },
  },
  "users.disable": {
    action: "user.disable",
    entityType: "user",
    prepare: () => aPerson({ reason: "Has left" }),
    before: { disabled: false },
    after: { disabled: true },
    reason: "Has left",
  },
  "users.enable": {
    action: "user.enable",
    entityType: "user",
    prepare: () => changed("users.disable"),
    before: { disabled: true },
    after: { disabled: false },
  },
  "users.resetPassword": { action: "user.resetPassword", entityType: "user", prepare: () => aPerson() },
  "users.changePassword": {
    action: "user.changePassword",
    entityType: "user",
    prepare: async () => ({ input: { current: PASSWORD, next: SECRET }, entityId: by.id }),
  },
  "users.tokens.create": {
    action: "token.create",
    entityType: "token",
    prepare: async () => ({ input: { name: "Script", role: "tech" } }),
    after: expect.objectContaining({ name: "Script", role: "tech" }),
  },
  "users.tokens.revoke": {
    action: "token.revoke",
    entityType: "token",
    prepare: async () => {
      await addToken(by.id, { role: "viewer" });
      const { data } = await call<{ items: { id: string; role: string }[] }>("users.tokens.list", undefined);
      const id = data.items.find(({ role }) => role === "viewer")?.id ?? "";
      return { input: { id }, entityId: id };
    },
  },
  "users.sessions.end": {
    action: "session.end",
    entityType: "session",
    prepare: async () => {
      await sessionOf(by);
      const { data } = await call<{ items: { id: string; isCurrent: boolean }[] }>("users.sessions.list", undefined);
      const id = data.items.find(({ isCurrent }) => !isCurrent)?.id ?? "";
      return { input: { id }, entityId: id };
    },
  },
  "users.sessions.endOthers": {
    action: "session.end",
    entityType: "session",
    prepare: async () => {
      await sessionOf(by);
      return { input: {} };
    },
  },
};

/** Whatever it may be. */
const WHATEVER = { asymmetricMatch: () => true };
for (const [path, fleet] of Object.entries({
  ...FLEET_CASES,
  ...TASK_CASES,
  ...BULK_CASES,
  ...SCHEDULE_CASES,
  ...QUEUE_CASES,
}))
  CASES[path as Action] = {
    ...fleet,
    before: WHATEVER,
    after: WHATEVER,
    prepare: () => fleet.prepare(call),
  };

async function entries(): Promise<Row[]> {
  return (await env.DB.prepare("SELECT * FROM audit ORDER BY at, id").all<Row>()).results;
}

/** The entries that come to be while `act` runs; what an object still owes is waited for. */
async function written(act: () => Promise<unknown>): Promise<Row[]> {
  const before = new Set((await entries()).map(({ id }) => id));
  await act();
  return vi.waitUntil(async () => {
    const made = (await entries()).filter(({ id }) => !before.has(id));
    return made.length > 0 && made;
  });
}

const parsed = (text: string | null) => (text === null ? null : JSON.parse(text));

describe("the audit of", () => {
  it("every mutation is looked at here", () => {
    // What devices do is the log of their jobs; their enrollment is audited in the name of the device.
    const mutations = Object.entries(PROCEDURES).filter(
      ([path, { _def }]) => _def.type === "mutation" && !path.startsWith("device."),
    );
    expect(Object.keys(CASES).sort()).toEqual(mutations.map(([path]) => path).sort());
  });

  it.each(Object.entries(CASES))(
    "%s is one entry that says who, what, from where and by which request",
    async (path, told) => {
      const { input, entityId } = await told.prepare();
      const rows = await written(async () => {
        const { status, error } = await call(path, input);
        expect([status, error?.message]).toEqual([200, undefined]);
      });
      expect(rows).toHaveLength(1);
      const [row] = rows;
      expect(row).toMatchObject({
        action: told.action,
        entity_type: told.entityType,
        entity_id: entityId ?? expect.any(String),
        actor_kind: "user",
        actor_id: by.id,
        actor_name: by.name,
        reason: told.reason ?? null,
      });
      expect(parsed(row?.before ?? null)).toEqual(told.before ?? null);
      expect(parsed(row?.after ?? null)).toEqual(told.after ?? null);
      expect(JSON.stringify(row)).not.toContain(SECRET);
      if (told.entityType === "session") return;
      expect(row?.address).toBe(ADDRESS);
      expect(row?.request_id).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it("a sign-in and a sign-out are an entry each, with the address", async () => {
    const person = await addPerson("tech");
    let cookie = "";
    const [start] = await written(async () => {
      cookie = cookieOf(await signIn(person, { "cf-connecting-ip": ADDRESS }));
    });
    expect(start).toMatchObject({
      action: "session.start",
      actor_id: person.id,
      entity_type: "session",
      address: ADDRESS,
    });
    const ends = await written(() =>
      sendAsNobody("/auth/sign-out", { method: "POST", headers: { cookie, origin: ORIGIN } }),
    );
    expect(ends).toMatchObject([{ action: "session.end", actor_id: person.id, entity_id: start?.entity_id }]);
    expect(JSON.stringify([start, ends])).not.toContain(decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0]);
  });

  it("what was refused, or changed nothing, is no entry", async () => {
    const person = await addPerson("viewer");
    const before = await entries();
    for (const path of Object.keys(CASES)) await ask(path, { id: person.id, key: "limits" }, bearer("flp_none"));
    await ask("users.setRole", { id: person.id, role: "admin" }, bearer(person.token));
    await call("users.setRole", { id: person.id, role: "viewer" });
    await call("users.enable", { id: person.id });
    await call("users.invite", { email: person.email, name: "Again", role: "tech", password: SECRET });
    await call("users.changePassword", { current: "not this one", next: "something else" });
    await call("config.set", { key: "limits", value: { jobsPerUserPerDay: -1, runningJobs: 0 } });
    await signIn({ email: person.email, password: "not the password" });
    expect(await entries()).toEqual(before);
  });
});
