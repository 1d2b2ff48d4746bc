import { env } from "cloudflare:workers";
import type { FeedFrame, JobFrame } from "@fieldline/domain/frames";
import type { Alert, Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { callsOf, mutate } from "../../../test/call.ts";
import { addPerson, addToken, type Identity } from "../../../test/identities.ts";
import { setLimits } from "../../../test/limits.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { sessionOf } from "../../../test/sign-in.ts";
import { type Watcher, watch } from "../../../test/watcher.ts";
import { bearer, LATER } from "./procedures.ts";

let owner: Identity;
let tech: Identity;
let operator: Identity;
beforeAll(async () => {
  await setLimits({});
  [owner, tech, operator] = [await addPerson("tech"), await addPerson("tech"), await addPerson("operator")];
});

const create = async ({ token }: Identity) =>
  (await callsOf(token).mutate<Job>("jobs.create", probeInput({ runAt: LATER }))).data;
const requestersIn = ({ frames }: Watcher<FeedFrame>) =>
  frames.flatMap((frame) =>
    frame.type === "job"
      ? [frame.job.requesterId]
      : frame.type === "alert"
        ? [frame.alert.jobId]
        : frame.type === "deleted"
          ? [frame.id]
          : [],
  );

function alertOf({ id: jobId, name: jobName, requesterId }: Job): Alert {
  const said = { state: "offline", reason: "Nothing comes back.", raisedAt: Date.now(), clearedAt: null } as const;
  return { id: crypto.randomUUID(), jobId, jobName, requesterId, ...said };
}

describe.each(["?topics=jobs", "?topics=jobs,alerts"])("the feed %s", (topics) => {
  it("tells a technician of their own jobs alone, however they signed in, and an operator of all", async () => {
    const lesser = await addToken(operator.id, { role: "tech" });
    const open = (headers: Record<string, string>) => watch<FeedFrame>(`/live/feed${topics}`, headers);
    const [byToken, bySession, byLesser, ofAll] = [
      await open(bearer(tech.token)),
      await open(await sessionOf(tech)),
      await open({ ...bearer(lesser), "x-fieldline-sees-others": "1", "x-fieldline-watcher": owner.id }),
      await open(bearer(operator.token)),
    ];
    const others = await create(owner);
    await mutate("jobs.cancel", { id: others.id });
    await mutate("jobs.delete", { id: others.id });
    await ofAll.until(() => requestersIn(ofAll).includes(others.id));
    // What comes after it came through the same object: had the other's been sent, it would be here by then.
    const [own, operators] = [await create(tech), await create(operator)];
    for (const watcher of [byToken, bySession]) {
      await watcher.until(() => requestersIn(watcher).includes(tech.id));
      expect(new Set(requestersIn(watcher))).toEqual(new Set([tech.id]));
    }
    await byLesser.until(() => requestersIn(byLesser).includes(operator.id));
    expect(new Set(requestersIn(byLesser))).toEqual(new Set([operator.id]));
    await ofAll.until(() => requestersIn(ofAll).includes(operator.id));
    expect(requestersIn(ofAll)).toEqual(expect.arrayContaining([owner.id, tech.id, operator.id, others.id]));
    expect([own.requesterId, operators.requesterId]).toEqual([tech.id, operator.id]);
  });
});

describe("alerts", () => {
  it("are told and listed to a technician of their own jobs alone", async () => {
    const [own, others] = [await create(tech), await create(owner)];
    const [mine, all] = [
      await watch<FeedFrame>("/live/feed?topics=alerts", bearer(tech.token)),
      await watch<FeedFrame>("/live/feed?topics=alerts", bearer(operator.token)),
    ];
    for (const job of [others, own])
      await env.FEEDS.getByName("alerts").publish([{ type: "alert", alert: alertOf(job) }], job.requesterId);
    await mine.until(() => mine.frames.length > 0);
    await all.until(() => all.frames.length > 1);
    expect([requestersIn(mine), requestersIn(all)]).toEqual([[own.id], [others.id, own.id]]);

    await env.DB.batch(
      [others, own]
        .map(alertOf)
        .map(({ id, jobId, requesterId, state, reason, raisedAt }) =>
          env.DB.prepare(
            "INSERT INTO alerts (id, job_id, job_name, state, reason, raised_at, requester_id, version) VALUES (?, ?, '', ?, ?, ?, ?, 1)",
          ).bind(id, jobId, state, reason, raisedAt, requesterId),
        ),
    );
    const listed = async ({ token }: Identity) =>
      (await callsOf(token).query<{ items: Alert[] }>("alerts.list")).data.items.map(({ jobId }) => jobId);
    expect(await listed(tech)).toEqual([own.id]);
    expect((await listed(operator)).sort()).toEqual([own.id, others.id].sort());
  });
});

describe("figures", () => {
  it("count for a technician their own jobs alone, and for an operator all", async () => {
    const person = await addPerson("tech");
    await create(person);
    const stats = async ({ token }: Identity) =>
      (await callsOf(token).query<{ jobsToday: number; alertsToday: number }>("jobs.stats")).data;
    expect(await stats(person)).toMatchObject({ jobsToday: 1, alertsToday: 0 });
    expect((await stats(operator)).jobsToday).toBeGreaterThan(5);
  });
});

describe("where whose jobs are seen is narrowed", () => {
  it("sockets that were opened before show no more of others' jobs", async () => {
    const access = (techSees: "all" | "own") =>
      mutate("config.set", { key: "access", value: { viewerSees: "all", techSees } });
    await access("all");
    const others = await create(owner);
    const sockets: (Watcher<FeedFrame> | Watcher<JobFrame>)[] = [
      await watch<FeedFrame>("/live/feed", bearer(tech.token)),
      await watch<FeedFrame>("/live/feed?topics=jobs,alerts", bearer(tech.token)),
      await watch<JobFrame>(`/live/jobs/${others.id}`, bearer(tech.token)),
    ];
    await access("own");
    for (const socket of sockets) expect((await socket.end())?.code).toBe(1012);
  });
});
