import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, mutate, query, send } from "../../../test/call.ts";
import { addPerson, admin } from "../../../test/identities.ts";
import { setLimits } from "../../../test/limits.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { ask, bearer, LATER } from "./procedures.ts";

const HOSTILE = [
  "'; DROP TABLE jobs; --",
  `" OR 1=1; DELETE FROM users WHERE "a"="a`,
  "<script>alert(document.cookie)</script>",
  `"><img src=x onerror=alert(1)>`,
  `* NEAR("a" "b") AND col:x OR "`,
  "%_[a-z]\\%",
  '=HYPERLINK("http://evil.example.net")',
  "\u202etxt.exe\u202c zero\u200bwidth",
  "🔑 naïve – 密码",
];
const CONTROLS = ["Mia\r\nSet-Cookie: a=b", "Mia\nX-Injected: 1", "Mia\r", "Mia\u0000", "Mia\u001b[31m", "Mia\u0085"];

const tables = async () =>
  (await env.DB.prepare("SELECT name, sql FROM sqlite_master ORDER BY name").all()).results.map((row) =>
    JSON.stringify(row),
  );

let before: string[];
beforeAll(async () => {
  await admin();
  await setLimits({});
  before = await tables();
});
afterAll(async () => expect(await tables()).toEqual(before));

async function reasonsOf(entityId: string): Promise<(string | null)[]> {
  const { data } = await query<{ items: { reason: string | null }[] }>("audit.list", { entityId });
  return data.items.map(({ reason }) => reason);
}

describe.each(HOSTILE)("the text %j", (text) => {
  it("in a job's fields is kept and given back as it is, and found by", async () => {
    const accountNumber = text.slice(0, 64).trim();
    const fields = { name: text, notes: text, queue: text, idempotencyKey: text };
    const input = { ...probeInput({ runAt: LATER, ...fields }), target: { host: "203.0.113.47", accountNumber } };
    const { data: created, status } = await mutate<Job>("jobs.create", input);
    expect(status).toBe(200);
    const { data: job } = await query<Job>("jobs.get", { id: created.id });
    expect(job).toMatchObject({ ...fields, spec: { target: { accountNumber } } });
    const found = await query<{ items: Job[] }>("jobs.list", { search: text });
    expect(found.status).toBe(200);
    expect(found.data.items.map(({ id }) => id)).toEqual(text.length < 3 ? [] : [job.id]);
    const queued = await query<{ items: Job[] }>("jobs.list", { queue: text });
    expect(queued.data.items.map(({ id }) => id)).toEqual([job.id]);

    await mutate("jobs.cancel", { id: job.id, reason: text });
    expect((await reasonsOf(job.id)).sort()).toEqual([text, text]);
    for (const file of ["samples.csv", "log.csv", "log.ndjson"]) {
      const { headers, status: exported } = await send(`/api/v1/jobs/${job.id}/${file}`);
      expect(exported).toBe(200);
      expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[A-Za-z0-9.-]+"$/);
    }
  });

  it("in the name of a person, of a token and in a reason is kept and given back as it is", async () => {
    const email = `${crypto.randomUUID()}@example.net`;
    const invited = await mutate<{ user: { id: string; name: string } }>("users.invite", {
      email,
      name: text,
      role: "tech",
      password: "a long enough password",
    });
    const { user } = invited.data;
    expect(user.name).toBe(text);
    const { data } = await query<{ items: { id: string; name: string }[] }>("users.list", { search: text });
    expect(data.items).toMatchObject([{ id: user.id, name: text }]);
    await mutate("users.disable", { id: user.id, reason: text });
    expect(await reasonsOf(user.id)).toContain(text);

    const owner = bearer((await addPerson("tech", { name: text })).token);
    await ask("users.tokens.create", { name: text }, owner);
    const tokens = await answerOf<{ items: { name: string }[] }>(await ask("users.tokens.list", undefined, owner));
    expect(tokens.data.items.map(({ name }) => name).sort()).toEqual([text, "test"].sort());
    expect((await answerOf<{ name: string }>(await ask("users.me", undefined, owner))).data.name).toBe(text);
  });

  it("in a setting's label is kept and given back as it is", async () => {
    const label = text.slice(0, 40).trim();
    const { status } = await mutate("config.set", { key: "durationPresets", value: [{ label, ms: 60_000 }] });
    expect(status).toBe(200);
    const { data } = await query<{ durationPresets: { label: string }[] }>("config.get");
    expect(data.durationPresets).toEqual([{ label, ms: 60_000 }]);
  });

  it("in a filter, an id, a cursor or a path finds nothing, changes nothing and breaks nothing", async () => {
    const cursors = [text, btoa(encodeURIComponent(text)), btoa(encodeURIComponent(JSON.stringify([text, text])))];
    const asked: [string, object][] = [
      ...["requesterId", "deviceId", "templateId", "rolloutId"].map((field): [string, object] => [
        "jobs.list",
        { [field]: text },
      ]),
      ...["actorId", "action", "entityType", "entityId"].map((field): [string, object] => [
        "audit.list",
        { [field]: text },
      ]),
      ...["jobs.list", "audit.list", "users.list"].flatMap((path) =>
        cursors.map((cursor): [string, object] => [path, { cursor }]),
      ),
      ["jobs.get", { id: text }],
      ["users.sessions.end", { id: text }],
      ["users.tokens.revoke", { id: text }],
      ["users.setRole", { id: text, role: text }],
      ["config.set", { key: text, value: text }],
      ["public.report", { token: text }],
      ["jobs.revokeShare", { id: crypto.randomUUID(), shareId: text }],
    ];
    const headers = bearer((await admin()).token);
    for (const [path, input] of asked) {
      const response = await ask(path, input, headers);
      if (response.status !== 200) {
        expect((await expectRefusal(response)).data.httpStatus, path).toBeLessThan(500);
        continue;
      }
      const { data } = await answerOf<{ items: unknown[] }>(response);
      expect(data.items, `${path} ${JSON.stringify(input)}`).toEqual([]);
    }
    const encoded = encodeURIComponent(text);
    for (const path of [`/live/jobs/${encoded}`, `/api/v1/jobs/${encoded}/log.csv`, `/live/feed?topics=${encoded}`])
      expect((await expectRefusal(await send(path))).data.httpStatus, path).toBeLessThan(500);
    expect((await send(`/api/v1/audit.csv?entityId=${encoded}&search=${encoded}`)).status).toBe(200);
  });
});

describe.each(CONTROLS)("the name %j, which could end a header's line", (name) => {
  it("is refused of a person and of a token, by its field", async () => {
    const headers = bearer((await admin()).token);
    const person = { email: "injected@example.net", name, role: "viewer" };
    for (const [path, input] of [["users.invite", person] as const, ["users.tokens.create", { name }] as const]) {
      const response = await ask(path, input, headers);
      // A line's end at either side is a space like any other, and taken off.
      if (response.ok && name.trim() !== name) continue;
      expect((await expectRefusal(response)).data).toMatchObject({ httpStatus: 400, paths: ["name"] });
    }
    const email = { email: `a@example.net${name}`, name: "Mia", role: "viewer" };
    if (name.slice(3).trim()) expect((await ask("users.invite", email, headers)).status).toBe(400);
  });

  it("of a job reaches no header of its exports", async () => {
    const { data, status } = await mutate<Job>("jobs.create", probeInput({ runAt: LATER, name }));
    if (status === 400) return;
    const response = await send(`/api/v1/jobs/${data.id}/samples.csv`);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get("x-injected")).toBeNull();
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="[A-Za-z0-9.-]+"$/);
  });
});
