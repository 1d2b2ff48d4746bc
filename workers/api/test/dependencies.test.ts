import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import type { Job, LogEntry } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { enrollDevice } from "../../test/device.ts";
import { addPerson } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

const LATER = Date.UTC(2100, 0, 1);
const task = (more: object = {}) => ({ kind: "task", type: "load.prices", ...more });
const createMany = (jobs: unknown[], mutateAs = mutate) => mutateAs<{ items: Job[] }>("jobs.createMany", { jobs });
const jobOf = async (id: string | undefined) => (await query<Job>("jobs.get", { id })).data;
const finish = (id: string) => mutate("jobs.forceComplete", { id, reason: "Done by hand" });
const cancel = (id: string, more: object = {}) => mutate<Job>("jobs.cancel", { id, ...more });
const statusesOf = async (jobs: { id: string }[]) => Promise.all(jobs.map(async ({ id }) => (await jobOf(id)).status));
const counts = () =>
  env.DB.prepare(
    "SELECT (SELECT count(*) FROM jobs) AS jobs, (SELECT count(*) FROM job_dependencies) AS edges, (SELECT count(*) FROM audit) AS audit, (SELECT coalesce(sum(created), 0) FROM job_days) AS days",
  ).first();

/** A chain: each waits for the one before it. */
const chainOf = (length: number, more: (at: number) => object = () => ({})) =>
  Array.from({ length }, (_, at) => task({ ref: `${at}`, ...(at > 0 && { dependsOn: [`${at - 1}`] }), ...more(at) }));

beforeAll(() => setLimits({}));

describe("many jobs in one go", () => {
  it("start as what they wait for allows, of every kind, with one audit entry each", async () => {
    const device = await enrollDevice();
    const { status, data } = await createMany([
      probeInput({ dependsOn: ["load"] as never, ref: "look" } as never),
      task({ ref: "load", name: "Load" }),
      { ...task({ ref: "report", dependsOn: ["look", "load"], runAt: LATER }) },
      {
        kind: "command",
        deviceId: device.deviceId,
        dependsOn: ["load"],
        document: {
          version: "1.0",
          steps: [{ action: { name: "Look", type: "runCommand", input: { command: "id" } } }],
        },
      },
    ]);
    expect(status).toBe(200);
    const [look, load, report, command] = data.items as [Job, Job, Job, Job];
    expect(data.items.map((job) => job.status)).toEqual(["blocked", "queued", "scheduled", "blocked"]);
    expect(look.waitsFor).toEqual([load.id]);
    expect(report.dependsOn).toEqual([look.id, load.id]);
    const { results } = await env.DB.prepare(
      "SELECT entity_id FROM audit WHERE action = 'job.create' AND entity_id IN (?, ?, ?, ?)",
    )
      .bind(look.id, load.id, report.id, command.id)
      .all();
    expect(results).toHaveLength(4);
    await finish(load.id);
    await vi.waitFor(async () =>
      expect(await statusesOf(data.items)).toEqual(["running", "completed", "scheduled", "assigned"]),
    );
    expect((await jobOf(report.id)).waitsFor).toEqual([look.id]);
    await cancel(look.id);
  });

  it.each([
    [
      "a cycle",
      [task({ ref: "x" }), task({ ref: "a", dependsOn: ["b"] }), task({ ref: "b", dependsOn: ["a"] })],
      { status: 400, reason: "DEPENDENCY_CYCLE", paths: ["jobs.1.dependsOn"], details: { path: ["a", "b", "a"] } },
    ],
    [
      "an unknown ref",
      [task(), task({ dependsOn: ["b"] })],
      { status: 400, reason: "INVALID_INPUT", paths: ["jobs.1.dependsOn.0"] },
    ],
    [
      "an unknown id",
      [task(), task({ dependsOn: [crypto.randomUUID()] })],
      { status: 404, reason: "JOB_NOT_FOUND", paths: ["jobs.1.dependsOn.0"] },
    ],
    [
      "a fault of one that a database knows",
      [task(), task({ queue: "nowhere" })],
      { status: 404, reason: "QUEUE_NOT_FOUND", paths: ["jobs.1.queue"] },
    ],
  ])("are none where there is %s", async (_what, jobs, { status, ...told }) => {
    const before = await counts();
    const answer = await createMany(jobs);
    expect(answer).toMatchObject({ status, error: { data: told } });
    expect(await counts()).toEqual(before);
  });

  it("are none where they pass a limit together", async () => {
    const { token } = await addPerson("tech");
    await setLimits({ jobsPerUserPerDay: 2 });
    const calls = callsOf(token);
    const before = await counts();
    const refused = await createMany([task(), task(), task()], calls.mutate);
    expect(refused).toMatchObject({
      status: 429,
      error: { data: { reason: "LIMIT_JOBS_PER_DAY", details: { used: 0, wanted: 3 } } },
    });
    expect(await counts()).toEqual(before);
    expect((await createMany([task(), task()], calls.mutate)).status).toBe(200);
    expect((await createMany([task()], calls.mutate)).status).toBe(429);
    await setLimits({});
  });

  it("are the same again by their idempotency keys, and what is new waits for the old", async () => {
    const key = crypto.randomUUID();
    const first = await createMany([task({ ref: "a", idempotencyKey: key })]);
    const again = await createMany([task({ ref: "a", idempotencyKey: key }), task({ dependsOn: ["a"] })]);
    expect(again.data.items[0]?.id).toBe(first.data.items[0]?.id);
    expect(again.data.items[1]).toMatchObject({ status: "blocked", dependsOn: [first.data.items[0]?.id] });
  });

  it("are one set, however many callers come with the same keys at once", async () => {
    const key = crypto.randomUUID();
    const jobs = [
      task({ ref: "a", idempotencyKey: `${key}/a` }),
      task({ dependsOn: ["a"], idempotencyKey: `${key}/b` }),
    ];
    const answers = await Promise.all(Array.from({ length: 4 }, () => createMany(jobs)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ data }) => data.items.map(({ id }) => id).join())).size).toBe(1);
  });
});

describe("an end", () => {
  it("goes down a chain of fifty by its rule, each link saying why", async () => {
    const { data } = await createMany(chainOf(50));
    await cancel(data.items[0]?.id as string);
    await vi.waitFor(async () => expect((await statusesOf(data.items.slice(-1)))[0]).toBe("failed"), {
      timeout: 20_000,
    });
    const last = await jobOf(data.items[49]?.id);
    expect(last).toMatchObject({ error: { code: "DEPENDENCY_FAILED" }, waitsFor: [] });
    expect(last.statusReason).toBe(`${data.items[48]?.name}, which it waited for, is failed`);
  });

  it("frees ten children at once, and the one that waits for them when the last has ended", async () => {
    const kids = Array.from({ length: 10 }, (_, at) => task({ ref: `kid ${at}`, dependsOn: ["top"] }));
    const { data } = await createMany([
      task({ ref: "top" }),
      ...kids,
      task({ dependsOn: kids.map((_, at) => `kid ${at}`), onDependencyFailure: "run" }),
    ]);
    const [top, ...rest] = data.items as [Job, ...Job[]];
    await finish(top.id);
    await vi.waitFor(async () => expect(await statusesOf(rest)).toEqual([...kids.map(() => "queued"), "blocked"]));
    await Promise.all(rest.slice(0, 10).map(({ id }, at) => (at % 2 ? finish(id) : cancel(id))));
    await vi.waitFor(async () => expect(await statusesOf(rest.slice(10))).toEqual(["queued"]));
  });

  it("that came long ago counts for a job that is created now; of one that is deleted the audit knows how it ended", async () => {
    const { data: parent } = await mutate<Job>("jobs.create", task());
    await finish(parent.id);
    const { data: child } = await mutate<Job>("jobs.create", task({ dependsOn: [parent.id] }));
    expect(child.status).toBe("queued");
    const { data: later } = await mutate<Job>("jobs.create", task({ dependsOn: [parent.id], runAt: LATER }));
    expect((await jobOf(later.id)).waitsFor).toEqual([]);
    const { data: late } = await mutate<Job>("jobs.create", task({ dependsOn: [child.id] }));
    await finish(child.id);
    await mutate("jobs.delete", { id: child.id });
    expect((await jobOf(late.id)).status).toBe("queued");
  });

  it("counts once: its job's next run changes nothing for whom it was told", async () => {
    const { data } = await createMany([task({ ref: "a" }), task({ dependsOn: ["a"] })]);
    const [parent, child] = data.items as [Job, Job];
    await cancel(parent.id);
    await vi.waitFor(async () => expect(await statusesOf([child])).toEqual(["failed"]));
    await mutate("jobs.resubmit", { id: parent.id, reason: "Once more" });
    await finish(parent.id);
    expect(await statusesOf([parent, child])).toEqual(["completed", "failed"]);
    expect((await mutate<Job>("jobs.resubmit", { id: child.id, reason: "Now it can" })).data).toMatchObject({
      status: "queued",
      waitsFor: [],
    });
  });
});

describe("cancelling with what waits", () => {
  const diamond = () =>
    createMany([
      task({ ref: "a", name: "Load prices" }),
      task({ ref: "b", dependsOn: ["a"], onDependencyFailure: "run" }),
      task({ ref: "c", dependsOn: ["a"] }),
      task({ ref: "d", dependsOn: ["b", "c"], onDependencyFailure: "run" }),
    ]);

  it("cancels all of it and nothing starts, each with its entry in the audit", async () => {
    const { data } = await diamond();
    expect((await cancel(data.items[0]?.id as string, { reason: "Wrong day", dependents: "cancel" })).data.status).toBe(
      "cancelled",
    );
    expect(await statusesOf(data.items)).toEqual(["cancelled", "cancelled", "cancelled", "cancelled"]);
    for (const { id } of data.items.slice(1)) {
      const { data: log } = await query<{ items: LogEntry[] }>("jobs.log", { id });
      expect(log.items.map(({ status }) => status)).toEqual(["blocked", "cancelled"]);
      const entry = await env.DB.prepare("SELECT reason FROM audit WHERE entity_id = ? AND action = 'job.cancel'")
        .bind(id)
        .first();
      expect(entry).toEqual({ reason: "with Load prices" });
    }
  });

  it("lets each go by its own rule unless asked", async () => {
    const { data } = await diamond();
    await cancel(data.items[0]?.id as string);
    await vi.waitFor(async () =>
      expect(await statusesOf(data.items)).toEqual(["cancelled", "queued", "failed", "blocked"]),
    );
  });

  it("leaves what others have put after it to its own rule", async () => {
    const mine = await addPerson("tech");
    const theirs = await addPerson("operator");
    const parent = (await callsOf(mine.token).mutate<Job>("jobs.create", task())).data;
    const child = (
      await callsOf(theirs.token).mutate<Job>(
        "jobs.create",
        task({ dependsOn: [parent.id], onDependencyFailure: "run" }),
      )
    ).data;
    expect((await callsOf(mine.token).mutate("jobs.cancel", { id: parent.id, dependents: "cancel" })).status).toBe(200);
    await vi.waitFor(async () => expect(await statusesOf([child])).toEqual(["queued"]));
  });

  it("refuses one that has ended before it touches any other", async () => {
    const { data } = await createMany([task({ ref: "a" }), task({ dependsOn: ["a"], runAt: LATER })]);
    await finish(data.items[0]?.id as string);
    expect(await cancel(data.items[0]?.id as string, { dependents: "cancel" })).toMatchObject({ status: 409 });
    expect(await statusesOf(data.items.slice(1))).toEqual(["scheduled"]);
  });
});

describe("the graph", () => {
  interface Graph {
    nodes: { id: string; name: string; kind: string | null; status: string | null }[];
    edges: { from: string; to: string }[];
    isPartial: boolean;
  }
  const graphOf = async (id: string, queryAs = query) => (await queryAs<Graph>("jobs.dependencies", { id })).data;

  it("tells everything before and after a job", async () => {
    const { data } = await createMany(chainOf(4));
    const [a, b, c, d] = data.items.map(({ id }) => id) as [string, string, string, string];
    const graph = await graphOf(b);
    expect(graph.nodes.map(({ id }) => id).sort()).toEqual([a, b, c, d].sort());
    expect(graph.edges).toHaveLength(3);
    expect(graph.edges).toEqual(
      expect.arrayContaining([
        { from: a, to: b },
        { from: b, to: c },
        { from: c, to: d },
      ]),
    );
    expect(graph.nodes[0]).toMatchObject({ id: b, kind: "task", status: "blocked" });
    expect(graph.isPartial).toBe(false);
  });

  it("is the job alone where nothing waits", async () => {
    const { data } = await createMany([task()]);
    const id = data.items[0]?.id as string;
    expect(await graphOf(id)).toMatchObject({ nodes: [{ id }], edges: [], isPartial: false });
  });

  it("is cut where it has more than two hundred", async () => {
    const { data } = await createMany([task({ runAt: LATER })]);
    const id = data.items[0]?.id as string;
    await env.DB.batch(
      Array.from({ length: 210 }, (_, at) =>
        env.DB.prepare("INSERT INTO job_dependencies (job_id, depends_on) VALUES (?, ?)").bind(`gone-${at}`, id),
      ),
    );
    const graph = await graphOf(id);
    expect(graph).toMatchObject({ isPartial: true });
    expect(graph.nodes).toHaveLength(200);
    expect(graph.nodes.at(-1)).toMatchObject({ name: "A job that was deleted", status: null });
  });

  it("names nothing that its reader may not see", async () => {
    await mutate("config.set", { key: "access", value: { viewerSees: "own", techSees: "own" } });
    const mine = await addPerson("tech");
    const theirs = await addPerson("operator");
    const parent = (await callsOf(mine.token).mutate<Job>("jobs.create", task())).data;
    const hidden = (
      await callsOf(theirs.token).mutate<Job>("jobs.create", task({ name: "Payroll", dependsOn: [parent.id] }))
    ).data;
    await callsOf(theirs.token).mutate<Job>("jobs.create", task({ name: "Beyond", dependsOn: [hidden.id] }));
    const graph = await graphOf(parent.id, callsOf(mine.token).query);
    expect(graph.nodes).toEqual([
      expect.objectContaining({ id: parent.id }),
      { id: hidden.id, name: "A job that you do not see", kind: null, status: null },
    ]);
    expect(graph.edges).toEqual([{ from: parent.id, to: hidden.id }]);
    const waits = await callsOf(mine.token).mutate("jobs.create", task({ dependsOn: [hidden.id] }));
    expect(waits).toMatchObject({ status: 404, error: { data: { paths: ["dependsOn.0"] } } });
  });
});

it("has a row that says what it waits for", async () => {
  const { data } = await createMany(chainOf(2));
  expect(await findJob(openDatabase(env.DB), data.items[1]?.id as string)).toMatchObject({
    waitsFor: [data.items[0]?.id],
  });
});
