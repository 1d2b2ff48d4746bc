import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { driveJob } from "../../jobs/test/driven-job.ts";
import { type Answer, callsOf, mutate, ORIGIN, query, sendAsNobody } from "../../test/call.ts";
import { ADMIN, addPerson, admin, type Identity } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";
import { expireRow, newAddress, readReport, shareReport } from "../../test/report.ts";
import { secretsOf } from "../src/auth/secrets.ts";

interface ListedShare {
  id: string;
  revokedAt: number | null;
}
const MINUTE_MS = 60_000;
const TARGET = { host: "line.example.net", accountNumber: "ACC-4711", mac: "00:11:22:33:44:55", ip: "198.51.100.9" };

/** What a report is made of, and nothing else: a field that is new in a job does not come out by itself. */
const KEYS = [
  ...["cadenceMs", "createdAt", "durationMs", "endedAt", "expiresAt", "generatedAt", "host", "method", "packets"],
  ...["port", "series", "startedAt", "status", "summary", "title", "vantage", "verdict"],
];

const outcomeOf = ({ status, error }: Answer<unknown>) => (status === 200 ? "done" : error.data.reason);
const sharesOf = async (id: string, by?: string) =>
  (await callsOf(by).query<{ items: ListedShare[] }>("jobs.shares", { id })).data.items;
const revoke = (id: string, shareId: string, by?: string) => callsOf(by).mutate("jobs.revokeShare", { id, shareId });

let tech: Identity;
beforeAll(async () => {
  await admin();
  await setLimits({});
  tech = await addPerson("tech", { name: "Tess Tech" });
});

/** A job of the technician's, ended so that no timer of its own goes on. */
async function jobOfTech(changes: Parameters<typeof probeInput>[0] = {}): Promise<Job> {
  const calls = callsOf(tech.token);
  const { data } = await calls.mutate<Job>("jobs.create", probeInput({ target: TARGET, ...changes }));
  return (await calls.mutate<Job>("jobs.cancel", { id: data.id })).data;
}

describe("a shared report", () => {
  it("shows the measurements to whoever has the link", async () => {
    const job = await driveJob({ target: TARGET, notes: "Gate code 9876", name: "Evening drops" });
    await job.tick(40);
    const link = await shareReport(job.id);
    expect(link.url).toBe(`${ORIGIN}/report/${link.token}`);
    const { status, data } = await readReport(link.token);
    expect(status).toBe(200);
    expect(Object.keys(data)).toEqual(["report"]);
    expect(Object.keys(data.report).sort()).toEqual(KEYS);
    const { summary, verdict, startedAt } = (await query<Job>("jobs.get", { id: job.id })).data;
    const series = (await query("jobs.series", { id: job.id })).data;
    expect(summary?.sent).toBe(40);
    expect(data.report).toMatchObject({
      ...{ title: "Evening drops", host: TARGET.host, port: null, method: "simulated", status: "running" },
      ...{ vantage: { kind: "simulator", scenario: "healthy" }, cadenceMs: 1_000, durationMs: 3_600_000, packets: 1 },
      ...{ summary, verdict, startedAt, series, expiresAt: link.expiresAt },
    });
    expect(data.report.vantage).not.toHaveProperty("seed");
  });

  it("tells nothing of account, device, person or notes unless it was chosen", async () => {
    const job = await jobOfTech({ name: "Evening drops", notes: "Gate code 9876" });
    const told = (await readReport((await shareReport(job.id, { by: tech.token })).token)).data.report;
    for (const hidden of [
      /4711/,
      /00:?11:?22/,
      /198\.51\.100\.9/,
      /Tess/,
      /9876/,
      new RegExp(job.id),
      new RegExp(tech.id),
    ])
      expect(JSON.stringify(told)).not.toMatch(hidden);

    const choices = { showsAccount: true, showsRequester: true };
    const chosen = (await readReport((await shareReport(job.id, { by: tech.token, ...choices })).token)).data.report;
    expect(Object.keys(chosen).sort()).toEqual([...KEYS, "accountNumber", "requesterName"].sort());
    expect(chosen).toMatchObject({ accountNumber: "ACC-4711", requesterName: "Tess Tech" });
  });

  it("has a title that tells no more than was chosen", async () => {
    const job = await jobOfTech({ name: "Line acc 47-11" });
    const hidden = await readReport((await shareReport(job.id, { by: tech.token })).token);
    expect(hidden.data.report.title).toBe("Simulated line.example.net");
    const chosen = await readReport((await shareReport(job.id, { by: tech.token, showsAccount: true })).token);
    expect(chosen.data.report.title).toBe("Line acc 47-11");
  });

  it("carries markup as the text that it is", async () => {
    const name = "<script>alert(1)</script>' OR 1=1 --";
    const accountNumber = "\"><img src=x onerror='alert(2)'>";
    const job = await jobOfTech({ name, target: { host: "line.example.net", accountNumber } });
    const { token } = await shareReport(job.id, { by: tech.token, showsAccount: true });
    expect((await readReport(token)).data.report).toMatchObject({ title: name, accountNumber });
    const response = await sendAsNobody(`/trpc/public.report?input=${encodeURIComponent(JSON.stringify({ token }))}`);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("goes on with its job and shows the end", async () => {
    const job = await driveJob();
    const { token } = await shareReport(job.id);
    await job.tick(3);
    await mutate("jobs.cancel", { id: job.id });
    const { report } = (await readReport(token)).data;
    expect(report).toMatchObject({ status: "cancelled", summary: { sent: 3 } });
    expect(report.endedAt).toBe(job.now);
  });
});

describe("a link", () => {
  it("that was altered in any one character is refused", async () => {
    const { token } = await shareReport((await driveJob()).id);
    const altered = Array.from(token, (character, at) => {
      const other = /[0-9]/.test(character) ? String((Number(character) + 1) % 10) : character === "a" ? "b" : "a";
      return `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    });
    const shorter = [
      token.slice(0, -1),
      token.slice(1),
      `${token}A`,
      `${token}=`,
      `${token}\n`,
      token.toUpperCase(),
      "",
    ];
    const answers = await Promise.all([...altered, ...shorter].map((text) => readReport(text)));
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => "SHARE_NOT_FOUND"));
    expect((await readReport(token)).status).toBe(200);
  });

  it("is refused where only the spare bits of its last character differ", async () => {
    const { token } = await shareReport((await driveJob()).id);
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(token.at(-1) ?? "");
    for (const spare of [1, 2, 3])
      expect(outcomeOf(await readReport(`${token.slice(0, -1)}${alphabet[last + spare]}`))).toBe("SHARE_NOT_FOUND");
  });

  it("is refused with the same words, whyever it does not work", async () => {
    const { id } = await driveJob();
    const forge = async (secret: string, shareId: string, expiresAt: number, purpose = "share") => {
      const text = `${shareId.replaceAll("-", "")}${expiresAt.toString(36).padStart(9, "0")}`;
      return `${text}${await secretsOf(secret).sign(purpose, text)}`;
    };
    const secret = String(env.FIELDLINE_AUTH_SECRET);
    const [live, revoked, expired] = [await shareReport(id), await shareReport(id), await shareReport(id)];
    expect(await forge(secret, live.id, live.expiresAt)).toBe(live.token);
    await revoke(id, revoked.id);
    await expireRow(expired.id);
    const gone = await driveJob();
    const deleted = await shareReport(gone.id);
    await mutate("jobs.cancel", { id: gone.id });
    expect((await readReport(deleted.token)).status).toBe(200);
    await mutate("jobs.delete", { id: gone.id });

    const dead = {
      revoked: revoked.token,
      expired: expired.token,
      "deleted with its job": deleted.token,
      "past the end that it was signed for": await forge(secret, live.id, Date.now() - 1),
      "given a longer life": await forge(
        "another secret, of more than thirty-two characters",
        live.id,
        live.expiresAt + 1,
      ),
      "signed for another purpose": await forge(secret, live.id, live.expiresAt, "session"),
      "never made": await forge(secret, uuidv7(), live.expiresAt),
      "no token": "x".repeat(5_000),
    };
    for (const [why, token] of Object.entries(dead)) {
      const { status, error } = await readReport(token);
      expect({ status, error }, why).toEqual({
        status: 404,
        error: {
          code: -32_004,
          message:
            "This link leads to no report. It may have expired, been revoked or been copied in part; ask for a new one.",
          data: { code: "NOT_FOUND", httpStatus: 404, reason: "SHARE_NOT_FOUND", details: {} },
        },
      });
    }
    expect((await readReport(live.token)).status).toBe(200);
  });

  it("ends when who made it is disabled, and stays ended", async () => {
    const maker = await addPerson("operator");
    const { id } = await driveJob();
    const { token } = await shareReport(id, { by: maker.token });
    const other = await shareReport(id);
    expect((await readReport(token)).status).toBe(200);
    await mutate("users.disable", { id: maker.id });
    expect(outcomeOf(await readReport(token))).toBe("SHARE_NOT_FOUND");
    await mutate("users.enable", { id: maker.id });
    expect(outcomeOf(await readReport(token))).toBe("SHARE_NOT_FOUND");
    expect((await readReport(other.token)).status).toBe(200);
  });

  it("lives a minute to 366 days", async () => {
    const { id } = await driveJob();
    const share = (expiresInMs: unknown) => mutate("jobs.share", { id, expiresInMs });
    for (const wrong of [59_999, 366 * 86_400_000 + 1, 60_000.5, -1, "60000", undefined, null])
      expect(await share(wrong), String(wrong)).toMatchObject({
        status: 400,
        error: { data: { paths: ["expiresInMs"] } },
      });
    const before = Date.now();
    for (const life of [MINUTE_MS, 366 * 86_400_000]) {
      const { expiresAt, token } = await shareReport(id, { expiresInMs: life });
      expect(expiresAt - life - before).toBeLessThan(10_000);
      expect(expiresAt - life).toBeGreaterThanOrEqual(before);
      expect((await readReport(token)).data.report.expiresAt).toBe(expiresAt);
    }
  });

  it("looks like no file, so that its page is served", async () => {
    const { id } = await driveJob();
    for (let made = 0; made < 12; made++) expect((await shareReport(id)).token).toMatch(/^[\w-]+$/);
  });

  it("is read 120 times a minute from one address", async () => {
    const { token } = await shareReport((await driveJob()).id);
    const address = newAddress();
    const answers = await Promise.all(Array.from({ length: 125 }, () => readReport(token, address)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120);
    const { error } = await readReport(token, address);
    expect(error.data).toMatchObject({ httpStatus: 429, reason: "RATE_LIMITED" });
    expect(error.data.details?.retryAfterMs).toBeGreaterThan(0);
    expect((await readReport(token)).status).toBe(200);
  });
});

describe("sharing", () => {
  it("is for those who control the job", async () => {
    const job = await jobOfTech();
    const { id: shareId, token } = await shareReport(job.id, { by: tech.token });
    const calls = {
      "jobs.share": { id: job.id, expiresInMs: MINUTE_MS },
      "jobs.revokeShare": { id: job.id, shareId },
    };
    const others = { viewer: await addPerson("viewer"), tech: await addPerson("tech") };
    for (const [role, { token: by }] of Object.entries(others)) {
      for (const [procedure, input] of Object.entries(calls))
        expect(outcomeOf(await callsOf(by).mutate(procedure, input)), `${role} ${procedure}`).toBe("FORBIDDEN");
      expect(outcomeOf(await callsOf(by).query("jobs.shares", { id: job.id })), role).toBe("FORBIDDEN");
    }
    const nobody = callsOf("flp_nothing");
    for (const [procedure, input] of Object.entries(calls))
      expect(outcomeOf(await nobody.mutate(procedure, input)), procedure).toBe("UNAUTHENTICATED");
    expect(outcomeOf(await nobody.query("jobs.shares", { id: job.id }))).toBe("UNAUTHENTICATED");
    expect(await sharesOf(job.id, tech.token)).toHaveLength(1);
    expect((await readReport(token)).status).toBe(200);

    const operator = await addPerson("operator");
    expect(outcomeOf(await revoke(job.id, shareId, operator.token))).toBe("done");
    expect(outcomeOf(await readReport(token))).toBe("SHARE_NOT_FOUND");
  });

  it("lists what was shared, and no token", async () => {
    const job = await jobOfTech();
    const first = await shareReport(job.id, { by: tech.token, showsAccount: true });
    const second = await shareReport(job.id);
    await revoke(job.id, second.id);
    const listed = await sharesOf(job.id, tech.token);
    const share = { createdAt: expect.any(Number), showsRequester: false };
    expect(listed).toEqual([
      ...[
        {
          ...share,
          id: first.id,
          expiresAt: first.expiresAt,
          showsAccount: true,
          revokedAt: null,
          createdBy: { id: tech.id, name: tech.name },
        },
      ],
      ...[
        {
          ...share,
          id: second.id,
          expiresAt: second.expiresAt,
          showsAccount: false,
          revokedAt: expect.any(Number),
          createdBy: ADMIN,
        },
      ],
    ]);
  });

  it("ends a link of the job that was named, once", async () => {
    const job = await jobOfTech();
    const foreign = await driveJob();
    const link = await shareReport(foreign.id);
    expect(outcomeOf(await revoke(job.id, link.id, tech.token))).toBe("SHARE_NOT_FOUND");
    expect((await readReport(link.token)).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 8 }, () => revoke(foreign.id, link.id)));
    expect(answers.map(outcomeOf).sort()).toEqual(
      ["SHARE_NOT_FOUND", "done"].flatMap((it, at) => Array(at ? 1 : 7).fill(it)),
    );
    const { data } = await query<{ items: unknown[] }>("audit.list", { entityType: "share", entityId: link.id });
    expect(data.items).toHaveLength(1);
  });

  it("is in the audit, without the token", async () => {
    const job = await jobOfTech();
    const link = await shareReport(job.id, { by: tech.token, showsRequester: true });
    await revoke(job.id, link.id, tech.token);
    const { data } = await query<{ items: object[] }>("jobs.audit", { id: job.id });
    const { id: shareId, expiresAt } = link;
    const shown = { expiresAt, showsAccount: false, showsRequester: true };
    const actor = { kind: "user", id: tech.id, name: tech.name };
    expect(data.items.slice(0, 2)).toMatchObject([
      {
        action: "share.revoke",
        entityType: "share",
        entityId: shareId,
        actor,
        before: { jobId: job.id, ...shown },
        after: null,
      },
      { action: "job.share", entityType: "job", entityId: job.id, actor, before: null, after: { shareId, ...shown } },
    ]);
    const signature = link.token.slice(-43);
    const held = await env.DB.prepare(
      "SELECT count(*) AS n FROM audit WHERE instr(coalesce(after, '') || coalesce(before, ''), ?) > 0",
    ).bind(signature);
    expect(await held.first("n")).toBe(0);
    const kept = await env.DB.prepare("SELECT * FROM shares WHERE id = ?").bind(shareId).first();
    expect(JSON.stringify(kept)).not.toContain(signature);
  });

  it("keeps the links that work at a number that can be looked through", async () => {
    const { id } = await driveJob();
    const links = await Promise.all(
      Array.from({ length: 104 }, () => mutate<{ id: string }>("jobs.share", { id, expiresInMs: MINUTE_MS })),
    );
    const made = links.filter(({ status }) => status === 200);
    expect(made).toHaveLength(100);
    const [refused] = links.filter(({ status }) => status !== 200);
    expect(refused?.error.message).toContain("100 links to this report work already");
    await revoke(id, made[0]?.data.id ?? "");
    expect((await mutate("jobs.share", { id, expiresInMs: MINUTE_MS })).status).toBe(200);
    expect((await sharesOf(id)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(100);
  });
});
