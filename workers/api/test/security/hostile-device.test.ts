import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Assignment } from "@fieldline/domain/device";
import type { LogEntry, Sample } from "@fieldline/domain/job";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { generateKeyPair, SignJWT } from "jose";
import { describe, expect, it, vi } from "vitest";
import { callsOf, query, send } from "../../../test/call.ts";
import { addEnrollment, CAPABILITIES, type Enrolled, enrollDevice, mutateAsNobody } from "../../../test/device.ts";
import { watch } from "../../../test/watcher.ts";
import { atWork, begin, command, outcomeOf, probe } from "./device-at-work.ts";

const HOSTILE = [
  ["SQL", "'; DROP TABLE jobs; --"],
  ["HTML", `"><img src=x onerror=alert(1)>`],
  ["a formula", '=HYPERLINK("http://evil.example.net")'],
  ["escapes of a terminal", "\u001b[2J\u001b]0;owned\u0007 \u202etxt.exe\u202c"],
  ["halves of characters", "\ud800 half, \udc00 half"],
  ["NUL", "NUL \u0000 in the middle"],
] as const;
/** Half a character has no UTF-8: a column of text gives a mark for each of its bytes. */
const asStored = (text: string) => text.replace(/\p{Cs}/gu, "\ufffd".repeat(3));

const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("a report", () => {
  it("of another attempt, out of order, or after the end is refused, and says what would be taken", async () => {
    const { tell, job, assignment } = await atWork();
    expect(outcomeOf(await tell({ seq: 1, message: "one" }))).toBe(200);
    const refusals: [object, string, object][] = [
      [{ seq: 1, message: "other" }, "REPORT_OUT_OF_ORDER", { nextSeq: 2 }],
      [{ seq: 3 }, "REPORT_OUT_OF_ORDER", { nextSeq: 2 }],
      [{ seq: Number.MAX_SAFE_INTEGER }, "REPORT_OUT_OF_ORDER", { nextSeq: 2 }],
      [{ seq: 1, attempt: 2 }, "STALE_ATTEMPT", { attempt: 1 }],
      [{ seq: 2, expectedVersion: 1 }, "VERSION_MISMATCH", { job: { id: assignment.jobId } }],
    ];
    for (const [told, reason, details] of refusals) {
      const { status, error } = await tell(told);
      expect([told, status, error.data.reason]).toEqual([told, 409, reason]);
      expect(error.data.details).toMatchObject(details);
    }
    expect(outcomeOf(await tell({ seq: 2, status: "failed", error: { code: "NO", message: "no" } }))).toBe(200);
    for (let late = 0; late < 30; late++)
      expect(outcomeOf(await tell({ seq: 3, status: "completed", exitCode: 0 }))).toBe("JOB_ENDED");
    expect(await job()).toMatchObject({ status: "failed", exitCode: null });
    const { data } = await query<{ items: LogEntry[] }>("jobs.log", { id: assignment.jobId });
    expect(data.items.filter(({ message }) => message.startsWith("Told after the end"))).toHaveLength(20);
  });

  it("is never too large, too deep or too long to be refused in words", async () => {
    const { tell, calls, job, assignment } = await atWork();
    const { jobId, attempt } = assignment;
    const raw = (fields: string) =>
      calls.mutate("device.report", `{"jobId":"${jobId}","attempt":${attempt},"seq":1,${fields}}`);
    const text = "x".repeat(10_000_000);
    expect(outcomeOf(await tell({ seq: 1, output: [{ stream: "stdout", text }] }))).toBe("INPUT_TOO_LARGE");
    const manySteps = Array.from({ length: 20_000 }, () => ({}));
    const refused = {
      "20,000 steps": await tell({ seq: 1, steps: manySteps }),
      "20,000 pieces": await tell({ seq: 1, output: manySteps }),
      "a deep result": await raw(`"result":${deep(100_000)}`),
      "a deep payload": await raw(`"payload":{"request":${deep(100_000)}}`),
      "an endless progress": await raw('"progress":1e999'),
      "no number at all": await raw('"progress":NaN'),
      "a status of its own": await tell({ seq: 1, status: "cancelled" }),
    };
    for (const [what, { status, error }] of Object.entries(refused)) {
      expect([what, status, error.data.reason]).toEqual([
        what,
        400,
        expect.stringMatching(/^INVALID_INPUT|BAD_REQUEST/),
      ]);
      expect(JSON.stringify(error).length).toBeLessThan(10_000);
    }
    const hugeKey = "k".repeat(60_000);
    const strange = `{"__proto__":{"isAdmin":true},"constructor":{"prototype":1},"${hugeKey}":null}`;
    expect(outcomeOf(await raw(`"ignored":${deep(10_000)},"result":${strange},"status":"completed"`))).toBe(200);
    const { result } = await job();
    expect(Object.keys(result as object)).toEqual(["__proto__", "constructor", hugeKey]);
    expect((await calls.mutate("device.heartbeat", `{"metrics":{"m":${deep(50_000)}}}`)).status).toBe(200);
  });

  it("after report keeps 1 MiB of a stream and what comes of it can still be read", async () => {
    const { tell, assignment, job } = await atWork();
    const outcomes: unknown[] = [];
    for (let seq = 1; seq <= 70; seq++) {
      const answer = await tell({
        seq: Math.min(seq, 7),
        output: [{ stream: "stdout", text: `${seq}`.padEnd(160_000) }],
      });
      outcomes.push(outcomeOf(answer));
    }
    expect(outcomes.slice(0, 6)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(outcomes.slice(6))).toEqual(new Set(["OUTPUT_TOO_LARGE"]));
    const { data } = await query<{ items: LogEntry[] }>("jobs.log", { id: assignment.jobId });
    expect(data.items.filter(({ stream }) => stream).reduce((sum, { message }) => sum + message.length, 0)).toBe(
      960_000,
    );
    expect(await job()).toMatchObject({ status: "running" });
  });
});

describe("a device that never stops", () => {
  it("telling brings 1 MiB of messages and payloads, which can still be read, and goes on without them", async () => {
    const { tell, assignment, job } = await atWork();
    const payload = { request: "p".repeat(190_000) };
    const outcomes: unknown[] = [];
    for (let seq = 1; seq <= 6; seq++) outcomes.push(outcomeOf(await tell({ seq, payload })));
    expect(outcomes).toEqual([200, 200, 200, 200, 200, "OUTPUT_TOO_LARGE"]);
    const message = "m".repeat(2_000);
    let seq = 6;
    while (outcomeOf(await tell({ seq, message })) === 200) seq++;
    expect(seq).toBeLessThan(6 + 60);
    expect(outcomeOf(await tell({ seq, progress: 42 }))).toBe(200);
    expect(await job()).toMatchObject({ status: "running", progress: 42 });
    expect((await query<{ items: LogEntry[] }>("jobs.log", { id: assignment.jobId })).data.items).toHaveLength(seq + 1);
  });

  it("reporting its progress takes no more room for it", async () => {
    const { tell, assignment } = await atWork();
    const { jobId, attempt } = assignment;
    const rows = () =>
      runInDurableObject(env.JOBS.getByName(jobId), (_object: JobObject, { storage }) => {
        const count = (table: string) => storage.sql.exec(`SELECT count(*) AS n FROM ${table}`).one().n;
        return { reports: count("reports"), log: count("log") };
      });
    const { log } = await rows();
    for (let seq = 1; seq <= 20; seq++) expect(outcomeOf(await tell({ seq, progress: seq }))).toBe(200);
    expect(await rows()).toEqual({ reports: 20, log });
    // As if it had reported much more in between.
    await runInDurableObject(env.JOBS.getByName(jobId), (_object: JobObject, { storage }) => {
      storage.sql.exec("INSERT INTO reports (attempt, seq, hash) VALUES (?, 9999, 'x')", attempt);
    });
    expect(outcomeOf(await tell({ seq: 10_000, progress: 1 }))).toBe(200);
    expect(await rows()).toEqual({ reports: 2, log });
    expect(outcomeOf(await tell({ seq: 1, progress: 1 }))).toBe("REPORT_OUT_OF_ORDER");
  });

  it("handing its job back is not waited for", async () => {
    const { calls, assignment, job } = await atWork();
    const { jobId } = assignment;
    for (let attempt = 1; attempt <= 21; attempt++) {
      expect(outcomeOf(await calls.mutate("device.release", { jobId, attempt }))).toBe(200);
      if (attempt > 20) break;
      await vi.waitFor(async () => {
        const { data } = await calls.mutate<{ assignments: Assignment[] }>("device.next", {});
        expect(data.assignments).toMatchObject([{ jobId, attempt: attempt + 1 }]);
      });
    }
    expect(await job()).toMatchObject({ status: "failed", attempt: 21, error: { code: "HANDED_BACK" } });
  });
});

describe("a sample", () => {
  it("that nobody can have measured is refused by its path, and nothing of its batch is kept", async () => {
    const { measure, assignment, calls, job } = await atWork(probe);
    const { originMs = 0 } = assignment.probe ?? {};
    const sample = (changes: object = {}) => ({ seq: 1, tick: 0, at: originMs, rttMs: 1, ...changes });
    const second = (changes: object) => [sample(), sample({ seq: 2, ...changes })];
    const refused: [string, unknown[], string][] = [
      ["the future", [sample({ at: Date.now() + 3_600_000 })], "samples.0.at"],
      ["the end of time", [sample({ at: 8_640_000_000_001 })], "samples.0.at"],
      ["before the start", [sample({ at: originMs - 60_000 })], "samples.0.at"],
      ["a tick that is not due", [sample({ tick: 10_000 })], "samples.0.tick"],
      ["a tick beyond the grid", [sample({ tick: 18_000 })], "samples.0.tick"],
      ["a tick between two", [sample({ tick: 0.5 })], "samples.0.tick"],
      ["a tick below the first", [sample({ tick: -1 })], "samples.0.tick"],
      ["no sequence", [sample({ seq: 0 })], "samples.0.seq"],
      ["a third packet", [...second({}), sample({ seq: 3 })], "samples.2.tick"],
      ["an endless time", second({ rttMs: 1e308 }), "samples.1.rttMs"],
      ["a time below none", second({ rttMs: -0.001 }), "samples.1.rttMs"],
      ["a time in words", second({ rttMs: "NaN" }), "samples.1.rttMs"],
      [
        "1,000 hops",
        second({ hops: Array.from({ length: 1_000 }, () => ({ ttl: 1, ip: null, rttMs: [] })) }),
        "samples.1.hops",
      ],
      ["1,001 samples", Array.from({ length: 1_001 }, (_, at) => sample({ seq: at + 1 })), "samples"],
    ];
    for (const [what, samples, path] of refused) {
      const { status, error } = await measure(samples);
      expect([
        what,
        status,
        error.data.reason,
        error.data.paths ?? error.data.details?.issues?.map((issue) => issue.path),
      ]).toEqual([what, 400, "INVALID_INPUT", [path]]);
    }
    const { jobId, attempt } = assignment;
    const raw = (rttMs: string) =>
      calls.mutate(
        "device.samples",
        `{"jobId":"${jobId}","attempt":${attempt},"samples":[{"seq":1,"tick":0,"at":${originMs},"rttMs":${rttMs}}]}`,
      );
    for (const none of ["NaN", "Infinity", "-Infinity", "1e999"]) expect((await raw(none)).status).toBe(400);
    expect((await query<{ items: Sample[] }>("jobs.samples", { id: assignment.jobId })).data.items).toEqual([]);
    expect(await job()).toMatchObject({ status: "running", summary: { sent: 0 } });

    const all = second({});
    expect((await measure(all)).data).toMatchObject({ nextSeq: 3 });
    expect((await measure(all.map((it) => ({ ...it, rttMs: 600_000 })))).data).toMatchObject({ nextSeq: 3 });
    expect((await measure([sample({ seq: 9, tick: 0 })])).data).toMatchObject({ nextSeq: 3 });
    expect(await job()).toMatchObject({ summary: { sent: 2, maxMs: 1 } });
  });

  it("is taken by probes alone", async () => {
    const { measure } = await atWork();
    expect(outcomeOf(await measure([{ seq: 1, tick: 0, at: Date.now(), rttMs: 1 }]))).toBe("INVALID_INPUT");
  });
});

describe.each(HOSTILE)("a text of %s", (_what, text) => {
  it("in what a device says of a job is kept, and breaks no list, page, export or watcher", async () => {
    const { tell, assignment, device, job, calls } = await atWork();
    const told = {
      message: text,
      output: [{ stream: "stderr", step: text, text }],
      steps: [{ name: text, state: "running", message: text }],
      payload: { request: { [text]: text }, response: text },
    };
    const id = assignment.jobId;
    expect(outcomeOf(await tell({ seq: 1, ...told }))).toBe(200);
    expect(await job()).toMatchObject({ progressMessage: text, steps: told.steps });
    const error = { code: "HOSTILE", message: text };
    expect(outcomeOf(await tell({ seq: 2, status: "failed", error, result: { [text]: text } }))).toBe(200);
    expect(await job()).toMatchObject({ error, result: { [text]: text } });

    const { data } = await query<{ items: LogEntry[] }>("jobs.log", { id });
    expect(data.items.filter(({ stream }) => stream)).toMatchObject([{ message: text, step: text }]);
    expect(data.items.filter(({ kind }) => kind === "payload")).toMatchObject([told.payload]);
    const attempts = await query<unknown[]>("jobs.attempts", { id });
    expect(attempts.data).toMatchObject([{ error, steps: told.steps }]);
    for (const [procedure, input] of [
      ["jobs.list", { search: id }],
      ["devices.jobs", { id: device.deviceId }],
    ] as const)
      await vi.waitFor(async () =>
        expect((await query(procedure, input)).data).toMatchObject({
          items: [{ id, status: "failed", statusReason: asStored(text), error, steps: [] }],
        }),
      );
    expect((await calls.query("device.history")).data).toMatchObject({ items: [{ id, error }] });
    const live = await watch(`/live/jobs/${id}`);
    await live.end();
    expect(JSON.stringify(live.frames)).toContain(JSON.stringify({ [text]: text }));
    const csv = await (await send(`/api/v1/jobs/${id}/log.csv`)).text();
    expect(csv).toContain(text.toWellFormed().replaceAll('"', '""'));
    expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
    const lines = (await (await send(`/api/v1/jobs/${id}/log.ndjson`)).text()).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).message)).toContain(text);
  });

  it("in what a device says of itself is refused or kept, and breaks no list", async () => {
    const { token } = await addEnrollment();
    const given = { name: text, accountNumber: text, agentVersion: text, attributes: { site: text } };
    const answer = await mutateAsNobody<Enrolled>("device.enroll", { token, capabilities: CAPABILITIES, ...given });
    if (/\p{Cc}/u.test(text)) {
      expect([answer.status, answer.error.data.paths]).toEqual([
        400,
        expect.arrayContaining(["name", "accountNumber"]),
      ]);
      return;
    }
    const id = answer.data.deviceId;
    const kept = { name: asStored(text), accountNumber: asStored(text), attributes: { "device.site": asStored(text) } };
    expect((await query("devices.get", { id })).data).toMatchObject({ id, ...kept });
    expect((await query("devices.list", { search: text })).data).toMatchObject({ items: [{ id, ...kept }] });
    const begun = await begin(answer.data, command(answer.data));
    expect((await query("jobs.get", { id: begun.jobId })).data).toMatchObject({ assigneeName: asStored(text) });
  });
});

it("what a device says of itself is refused where it is too much", async () => {
  const many = (count: number, text = "x") =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, text]));
  const refused: [object, string][] = [
    [
      { capabilities: { kinds: ["command"], types: Array.from({ length: 10_000 }, (_, at) => `type-${at}`) } },
      "capabilities.types",
    ],
    [{ capabilities: { kinds: ["command"], types: ["t".repeat(10_000)] } }, "capabilities.types.0"],
    [{ capabilities: { kinds: Array.from({ length: 1_000 }, () => "command") } }, "capabilities.kinds"],
    [{ attributes: many(1_000) }, "attributes"],
    [{ attributes: { ["k".repeat(10_000)]: "x" } }, "attributes"],
    [{ attributes: many(1, "x".repeat(100_000)) }, "attributes.a0"],
    [{ name: "n".repeat(101) }, "name"],
    [{ token: "t".repeat(100_000) }, "token"],
  ];
  for (const [given, path] of refused) {
    const answer = await mutateAsNobody("device.enroll", {
      token: "fle_x",
      name: "big",
      capabilities: CAPABILITIES,
      ...given,
    });
    expect([path, answer.status, answer.error.data.reason]).toEqual([path, 400, "INVALID_INPUT"]);
    expect(answer.error.data.paths?.map((each) => each.slice(0, path.length))).toContain(path);
  }
});

it("no key that a token brings along, and no key of another kind, opens anything", async () => {
  const { deviceId } = await enrollDevice();
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = (await crypto.subtle.exportKey("jwk", publicKey)) as { kty: string };
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { aud: "fieldline-device", sub: deviceId, iat: seconds, exp: seconds + 600 };
  const typ = "fieldline-device+jwt";
  const by = (header: { alg: string; [name: string]: unknown }, key: CryptoKey | Uint8Array = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ typ, ...header }).sign(key);
  const pem = new TextEncoder().encode(JSON.stringify(jwk).padEnd(32));
  const forged = {
    RS256: await by({ alg: "RS256" }),
    "its own key in its head": await by({ alg: "RS256", jwk }),
    "a key to be fetched": await by({ alg: "RS256", jku: "http://127.0.0.1:1/keys", kid: "../../etc/passwd" }),
    "the public key as the secret": await by({ alg: "HS256", jwk }, pem),
    "an empty secret's": await by({ alg: "HS256", kid: "" }, new Uint8Array(32)),
  };
  for (const [what, token] of Object.entries(forged)) {
    const answer = await callsOf(token).mutate("device.next", {});
    expect([what, answer.status, outcomeOf(answer)]).toEqual([what, 401, "UNAUTHENTICATED"]);
  }
});

it("a thousand polls at once are refused but for a few, and other devices are answered", async () => {
  const [hostile, other] = [await enrollDevice(), await atWork()];
  const polls = Array.from({ length: 1_000 }, () => callsOf(hostile.accessToken).mutate("device.heartbeat", {}));
  const meanwhile = Array.from({ length: 10 }, () => other.calls.mutate("device.heartbeat", {}));
  const answers = await Promise.all(polls);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(600);
  expect(refused.length).toBeLessThanOrEqual(1_000 - 60);
  for (const { error } of refused) {
    expect(error.data.reason).toBe("RATE_LIMITED");
    expect(error.data.details?.retryAfterMs).toBeGreaterThan(0);
  }
  for (const { status } of await Promise.all(meanwhile)) expect(status).toBe(200);
  expect(outcomeOf(await other.tell({ seq: 1, progress: 1 }))).toBe(200);
});
