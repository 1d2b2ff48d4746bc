import { runInDurableObject } from "cloudflare:test";
import type { AuditEntry } from "@fieldline/db/audit";
import type { Job, LogEntry, Sample } from "@fieldline/domain/job";
import Papa from "papaparse";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { type DrivenJob, driveJob } from "../../jobs/test/driven-job.ts";
import { insertEntries, newestFirst } from "../../test/audit-rows.ts";
import { type Answer, callsOf, mutate, query, send, sendAsNobody } from "../../test/call.ts";
import { addPerson, admin, type Identity } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";
import { expectRefusal } from "../../test/refusal.ts";

const JOB_FILES = ["samples.csv", "samples.ndjson", "log.csv", "log.ndjson"];
const get = (path: string, by?: string) =>
  send(`/api/v1/${path}`, by === undefined ? {} : { headers: { authorization: `Bearer ${by}` } });
// Not by text(): the runtime warns of bodies whose type it does not know as text.
const textOf = async (path: string) => new TextDecoder().decode(await (await get(path)).arrayBuffer());
const linesOf = async <T>(path: string) => {
  const lines = (await textOf(path)).split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) => JSON.parse(line) as T);
};
const rowsOf = async (path: string) => {
  const text = await textOf(path);
  expect(text.endsWith("\r\n")).toBe(true);
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
};
const isoOf = (at: number) => new Date(at).toISOString();

/** Writes samples past the job's timer, more than one page of an export holds. */
function insertSamples({ stub, now }: DrivenJob, count: number): Promise<void> {
  return runInDurableObject(stub, (_object, { storage }) => {
    storage.sql.exec(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO samples (seq, tick, at, rtt_ms, error)
       SELECT i, i - 1, ? + i * 1000, iif(i % 7 = 0, NULL, i / 8.0), iif(i % 7 = 0, '=1+' || i || ', "lost"', NULL) FROM n`,
      count,
      now,
    );
  });
}

async function samplesOf(id: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    const page: Answer<{ items: Sample[]; nextSeq: number | null }> = await query("jobs.samples", { id, afterSeq });
    samples.push(...page.data.items);
    afterSeq = page.data.nextSeq;
  }
  return samples;
}

beforeAll(async () => {
  await admin();
  await setLimits({});
});

describe("an export of samples", () => {
  it("holds over several pages exactly what the API gives", async () => {
    const job = await driveJob();
    await insertSamples(job, 12_500);
    const samples = await samplesOf(job.id);
    expect(samples).toHaveLength(12_500);
    expect(await linesOf<Sample>(`jobs/${job.id}/samples.ndjson`)).toEqual(samples);
    const rows = await rowsOf(`jobs/${job.id}/samples.csv`);
    expect(rows).toEqual(
      samples.map(({ seq, tick, at, rttMs, error }) => ({
        ...{ seq: String(seq), tick: String(tick), at: String(at), time: isoOf(at) },
        ...{ rttMs: rttMs === null ? "" : String(rttMs), error: error === undefined ? "" : `'${error}` },
      })),
    );
  });

  it("ends with the last sample of now while the probe goes on", async () => {
    const job = await driveJob();
    for (const sent of [0, 3, 6]) {
      expect(await linesOf<Sample>(`jobs/${job.id}/samples.ndjson`)).toEqual(await job.samples());
      expect(await rowsOf(`jobs/${job.id}/samples.csv`)).toHaveLength(sent);
      await job.tick(3);
    }
  });

  it("of nothing is a header row, or empty", async () => {
    const { id } = await driveJob({ runAt: Date.UTC(2041, 0, 1) });
    expect(await textOf(`jobs/${id}/samples.csv`)).toBe("seq,tick,at,time,rttMs,error\r\n");
    const empty = await get(`jobs/${id}/samples.ndjson`);
    expect([empty.status, (await empty.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });
});

it("an export of the log holds exactly what the API gives", async () => {
  const job = await driveJob();
  await mutate("jobs.pause", { id: job.id });
  await mutate("jobs.cancel", { id: job.id, reason: 'Two\nlines, "quoted"; and a comma' });
  const log = (await query<{ items: LogEntry[] }>("jobs.log", { id: job.id })).data.items;
  expect(log).toHaveLength(3);
  expect(await linesOf<LogEntry>(`jobs/${job.id}/log.ndjson`)).toEqual(log);
  expect(await rowsOf(`jobs/${job.id}/log.csv`)).toEqual(
    log.map(({ seq, at, attempt, level, kind, status, message, actor }) => ({
      ...{ seq: String(seq), at: String(at), time: isoOf(at), attempt: String(attempt), level, kind },
      ...{ status, message, actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
    })),
  );
});

describe("an export of the audit", () => {
  const entityId = uuidv7();
  let entries: AuditEntry[];
  beforeAll(async () => {
    const before = { jobsPerUserPerDay: 5, "=key": '"' };
    entries = newestFirst(
      await insertEntries(
        Array.from({ length: 2_300 }, (_, at) => {
          const reason = at % 3 === 0 ? `Ticket, ${at}` : null;
          return { at: 1_000 + Math.floor(at / 4), entityId, before, after: at, reason, address: "2001:db8::1" };
        }),
      ),
    );
  });

  it("holds over several pages exactly what the list gives", async () => {
    expect(await linesOf<AuditEntry>(`audit.ndjson?entityId=${entityId}`)).toEqual(entries);
    const rows = await rowsOf(`audit.csv?entityId=${entityId}`);
    expect(rows).toEqual(
      entries.map(({ id, at, actor, action, entityType, before, after, reason, address }) => ({
        ...{ id, at: String(at), time: isoOf(at), action, entityType, entityId, reason: reason ?? "" },
        ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name, address, requestId: "", tokenId: "" },
        ...{ before: JSON.stringify(before), after: JSON.stringify(after) },
      })),
    );
    const everything = await linesOf<AuditEntry>("audit.ndjson");
    expect(everything.length).toBeGreaterThan(entries.length);
    const { data } = await query<{ items: AuditEntry[] }>("audit.list", { limit: 100 });
    expect(everything.slice(0, 100)).toEqual(data.items);
  });

  it("takes the filters of the list", async () => {
    const filter = { entityId, entityType: "config", action: "config.set", actorId: "system", from: 1_100, to: 1_109 };
    const input = { ...filter, search: "Ticket", limit: 100 };
    const { data } = await query<{ items: AuditEntry[] }>("audit.list", input);
    expect(data.items).toHaveLength(13);
    const asked = new URLSearchParams({ ...filter, from: "1100", to: "1109", search: "Ticket" });
    expect(await linesOf<AuditEntry>(`audit.ndjson?${asked}`)).toEqual(data.items);
    expect(await linesOf<AuditEntry>(`audit.ndjson?${asked}&actorId=&limit=1`)).toEqual(data.items);
  });

  it.each(["from=soon", "to=-1", "from=1.5", `search=${"x".repeat(201)}`])("refuses the filter %s", async (asked) => {
    const { data, message } = await expectRefusal(await get(`audit.csv?${asked}`));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
    expect(message).toMatch(new RegExp(`^${asked.split("=")[0]}: `));
  });
});

describe("an export is a file that", () => {
  it.each([
    ["samples.csv", "text/csv; charset=utf-8"],
    ["log.ndjson", "application/x-ndjson"],
  ])("says what it is: %s", async (file, type) => {
    const { id } = await driveJob({ name: "Evening drops, Änne" });
    const { headers } = await get(`jobs/${id}/${file}`);
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toBe(`attachment; filename="fieldline-Evening-drops-Anne-${file}"`);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    'x"\r\nset-cookie: a=b\r\n\r\n<script>',
    "../../etc/passwd",
    "..\\..\\autorun.inf",
    "；filename=evil.exe",
    "\u202Egnp.exe",
    "日本語",
    "...",
    "名\u0000\u0007\u007f",
    "x".repeat(200),
  ])("no name of a job can break: %o", async (name) => {
    const { id } = await driveJob({ name });
    const { headers } = await get(`jobs/${id}/samples.csv`);
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="fieldline-(?!.*\.\.)[A-Za-z0-9.-]{1,60}-samples\.csv"$/,
    );
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("runs nothing in a spreadsheet, and leaves numbers numbers", async () => {
    const entityId = uuidv7();
    const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")\nmore', "＝1+1", "－1"];
    await insertEntries(
      texts.map((text, at) => ({
        at: at + 1,
        entityId,
        reason: text,
        actor: { kind: "user", id: text, name: text },
        after: -at,
      })),
    );
    const rows = (await rowsOf(`audit.csv?entityId=${entityId}`)).toReversed();
    expect(rows.map(({ reason }) => reason)).toEqual(texts.map((text) => `'${text}`));
    for (const { actorId, actorName } of rows) expect([actorId?.[0], actorName?.[0]]).toEqual(["'", "'"]);
    expect(rows.map(({ at }) => at)).toEqual(texts.map((_, at) => String(at + 1)));
  });
});

describe("an export is for whoever may read the same by the API:", () => {
  let owner: Identity;
  let id: string;
  beforeAll(async () => {
    owner = await addPerson("tech");
    const calls = callsOf(owner.token);
    id = (await calls.mutate<Job>("jobs.create", probeInput())).data.id;
    await calls.mutate("jobs.cancel", { id });
  });
  const statusesOf = async (by: string) =>
    Promise.all(JOB_FILES.map(async (file) => (await get(`jobs/${id}/${file}`, by)).status));

  it("a job's for its requester and those who see everybody's", async () => {
    expect(await statusesOf(owner.token)).toEqual([200, 200, 200, 200]);
    for (const role of ["viewer", "operator", "admin"] as const)
      expect(await statusesOf((await addPerson(role)).token), role).toEqual([200, 200, 200, 200]);
    const other = await addPerson("tech");
    expect(await statusesOf(other.token)).toEqual([403, 403, 403, 403]);
    const { message } = await expectRefusal(await get(`jobs/${id}/log.csv`, other.token));
    expect(message).toContain("somebody else's");
  });

  it("nobody's without signing in, whether there is such a job or not", async () => {
    for (const file of JOB_FILES)
      for (const job of [id, uuidv7()]) {
        const { data } = await expectRefusal(await sendAsNobody(`/api/v1/jobs/${job}/${file}`));
        expect(data.reason, file).toBe("UNAUTHENTICATED");
      }
    expect(await statusesOf("flp_nothing")).toEqual([401, 401, 401, 401]);
    for (const file of ["audit.csv", "audit.ndjson"])
      expect((await expectRefusal(await sendAsNobody(`/api/v1/${file}`))).data.reason).toBe("UNAUTHENTICATED");
  });

  it("the audit's for administrators", async () => {
    for (const role of ["viewer", "tech", "operator"] as const) {
      const { token } = await addPerson(role);
      for (const file of ["audit.csv", "audit.ndjson"])
        expect((await expectRefusal(await get(file, token))).data.reason, role).toBe("FORBIDDEN");
    }
    expect((await get("audit.csv", (await addPerson("admin")).token)).status).toBe(200);
  });

  it("no job's that is not there", async () => {
    const job = await driveJob();
    expect((await get(`jobs/${job.id.toUpperCase()}/log.csv`)).status).toBe(200);
    await mutate("jobs.cancel", { id: job.id });
    await mutate("jobs.delete", { id: job.id });
    for (const gone of [job.id, uuidv7(), "x", "' OR 1=1 --", "%2e%2e"])
      for (const file of JOB_FILES)
        expect((await expectRefusal(await get(`jobs/${encodeURIComponent(gone)}/${file}`))).data.reason).toBe(
          "JOB_NOT_FOUND",
        );
  });

  it("no other file, and by no other method", async () => {
    for (const path of ["samples.xml", "samples", "samples.csv.exe", "SAMPLES.CSV", "summary.csv", "samples.csv/more"])
      expect((await expectRefusal(await get(`jobs/${id}/${path}`))).data.httpStatus, path).toBe(404);
    for (const path of ["audit.json", "audit", "", "users.csv", "jobs", `jobs/${id}`])
      expect((await expectRefusal(await get(path))).data.httpStatus, path).toBe(404);
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
      for (const path of [`jobs/${id}/samples.csv`, "audit.csv"])
        expect((await expectRefusal(await send(`/api/v1/${path}`, { method }))).data.httpStatus, method).toBe(404);
  });
});
