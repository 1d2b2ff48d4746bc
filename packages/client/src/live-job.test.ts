import type { Sample } from "@fieldline/domain/job";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { alertFixture, seqs } from "./job.test-support.ts";
import { type JobChange, type JobConnection, type JobWatch, type WatchJobOptions, watchJob } from "./live-job.ts";
import { type LiveServer, QUICK, startLiveServer } from "./live-server.test-support.ts";

let server: LiveServer;
const watches: JobWatch[] = [];

beforeEach(async () => {
  server = await startLiveServer();
});
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.close();
  await server.stop();
  vi.unstubAllGlobals();
});

function watch(options: Partial<WatchJobOptions> = {}) {
  const told = {
    samples: [] as number[],
    log: [] as number[],
    alerts: 0,
    connections: [] as JobConnection[],
    changes: 0,
  };
  const watching = watchJob({
    id: server.job.id,
    baseUrl: server.baseUrl,
    port: server.port,
    onChange: ({ live, samples, log, alerts }: JobChange) => {
      told.changes++;
      told.samples.push(...samples.map(({ seq }) => seq));
      told.log.push(...log.map(({ seq }) => seq));
      told.alerts += alerts.length;
      if (told.connections.at(-1) !== live.connection) told.connections.push(live.connection);
    },
    ...options,
    timing: { ...QUICK, ...options.timing },
  });
  watches.push(watching);
  return { told, ...watching };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 });
const untilConnection = (watching: JobWatch, connection: JobConnection) =>
  until(() => expect(watching.current().connection).toBe(connection));
const refusal = (reason: string) => Object.assign(new Error("No such job."), { data: { reason } });

/** One sample after the other, each delivered before the next is taken: longer than several polls. */
async function streamTo(watching: ReturnType<typeof watch>, lastSeq: number) {
  for (let seq = server.samples.length + 1; seq <= lastSeq; seq++) {
    server.grow({ samples: 1 });
    server.sendSamples(seq, seq);
    await until(() => expect(watching.told.samples.at(-1)).toBe(seq));
  }
}

describe("with a socket", () => {
  test("delivers the snapshot, then each sample and entry as it comes", async () => {
    server.grow({ samples: 1_500, log: 3 });
    const watching = watch();
    expect(watching.current()).toMatchObject({ job: undefined, connection: "connecting", firstSeq: null });
    await untilConnection(watching, "live");
    expect(watching.current()).toMatchObject({ firstSeq: 501, lastSeq: 1_500, failure: undefined });

    expect(watching.current()).toBe(watching.current());

    server.grow({ samples: 2, log: 1 });
    server.sendSamples(1_501, 1_502);
    server.send({ type: "log", entries: server.log.slice(3) }, { type: "alert", alert: alertFixture() });
    server.send({ type: "job", job: server.job });
    await until(() => expect(watching.current().job?.summary?.sent).toBe(1_502));
    expect(watching.told).toMatchObject({ samples: seqs(501, 1_502), log: seqs(1, 4), alerts: 1 });
    expect(server.reads).toEqual([]);
  });

  test("delivers the whole history after given cursors", async () => {
    server.grow({ samples: 2_500, log: 3 });
    const watching = watch({ after: { sample: 0, log: 1 } });
    await untilConnection(watching, "live");
    expect(watching.told).toMatchObject({ samples: seqs(1, 2_500), log: [2, 3] });
  });

  test("goes on after a drop with exactly what it missed", async () => {
    server.grow({ samples: 10, log: 2 });
    const watching = watch();
    for (let drop = 1; drop <= 4; drop++) {
      await until(() => expect(watching.told.samples).toHaveLength(server.samples.length));
      await until(() => expect(server.open()).toHaveLength(1));
      server.dropAll();
      server.grow({ samples: 5, log: 1 });
    }
    await until(() => expect(watching.told.samples).toEqual(seqs(1, 30)));
    expect(watching.told.log).toEqual(seqs(1, 6));
    const cursors = server.visits.map(({ url }) => [
      url.searchParams.get("afterSample"),
      url.searchParams.get("afterLog"),
    ]);
    expect(cursors.slice(0, 3)).toEqual([
      [null, null],
      ["10", "2"],
      ["15", "3"],
    ]);
    expect(watching.told.connections).toContain("connecting");
    await untilConnection(watching, "live");
  });

  test("tells nothing twice when frames are repeated or overlap", async () => {
    server.grow({ samples: 20 });
    const watching = watch();
    await untilConnection(watching, "live");
    server.grow({ samples: 10 });
    for (const [first, last] of [
      [15, 22],
      [15, 22],
      [1, 24],
      [23, 25],
      [25, 30],
    ] as const)
      server.sendSamples(first, last);
    await until(() => expect(watching.told.samples.at(-1)).toBe(30));
    expect(watching.told.samples).toEqual(seqs(1, 30));
    expect(server.reads).toEqual([]);
  });

  test("reads what a lost frame left out before it goes on", async () => {
    server.grow({ samples: 5, log: 2 });
    const watching = watch();
    await untilConnection(watching, "live");
    server.grow({ samples: 10, log: 5 });
    server.sendSamples(14, 15);
    server.send({ type: "log", entries: server.log.slice(5) });
    await until(() => expect(watching.told).toMatchObject({ samples: seqs(1, 15), log: seqs(1, 7) }));
    await untilConnection(watching, "live");
    expect(watching.told.connections).toEqual(["live", "catching-up", "live"]);
  });

  test("fills a hole as soon as reads work again", async () => {
    server.grow({ samples: 5 });
    const watching = watch();
    await untilConnection(watching, "live");
    server.readFailure = new TypeError("fetch failed");
    server.grow({ samples: 5 });
    server.sendSamples(8, 10);
    await until(() => expect(server.reads.length).toBeGreaterThan(2));
    expect(watching.current()).toMatchObject({ connection: "catching-up", lastSeq: 5 });
    server.readFailure = undefined;
    await until(() => expect(watching.told.samples).toEqual(seqs(1, 10)));
  });

  test("does not wait for ever for samples that are not stored", async () => {
    const watching = watch();
    await untilConnection(watching, "live");
    server.send({ type: "samples", samples: [{ seq: 5, tick: 4, at: 5_000, rttMs: 12 }] });
    await until(() => expect(watching.told.samples).toEqual([5]));
    await untilConnection(watching, "live");
  });

  test("starts from what is stored when its snapshot cannot be read", async () => {
    server.greets = false;
    server.grow({ samples: 12, log: 2 });
    const watching = watch({ timing: { pollAfterMs: 60_000 } });
    await until(() => expect(server.open()).toHaveLength(1));
    server.sendText('{"type":"snapshot"}');
    server.sendText('{"type":"weather"}');
    server.sendSamples(11, 12);
    await until(() => expect(watching.told).toMatchObject({ samples: seqs(1, 12) }));
    expect(watching.current().job).toEqual(server.job);
  });

  test("renews a connection on which nothing is heard", async () => {
    server.answersPings = false;
    server.grow({ samples: 3 });
    const watching = watch({ timing: { heartbeatMs: 20, answerMs: 150 } });
    await untilConnection(watching, "live");
    await until(() => expect(server.visits.length).toBeGreaterThanOrEqual(3));
    expect(watching.told.samples).toEqual(seqs(1, 3));
    server.answersPings = true;
  });

  test("keeps a connection on which pings are answered", async () => {
    let pings = 0;
    const watching = watch({ timing: { heartbeatMs: 5, answerMs: 2_000 } });
    await untilConnection(watching, "live");
    server.open()[0]?.socket.on("message", () => pings++);
    await until(() => expect(pings).toBeGreaterThan(10));
    expect(server.visits).toHaveLength(1);
  });

  test("a listener that throws loses nothing of what follows", async () => {
    const surfaced: unknown[] = [];
    const seen: Sample[] = [];
    vi.stubGlobal("queueMicrotask", (report: () => void) => {
      try {
        report();
      } catch (thrown) {
        surfaced.push(thrown);
      }
    });
    server.grow({ samples: 2 });
    watch({
      onChange({ samples }) {
        seen.push(...samples);
        if (seen.length === 2) throw new Error("a page's mistake");
      },
    });
    await until(() => expect(seen).toHaveLength(2));
    server.grow({ samples: 1 });
    server.sendSamples(3, 3);
    await until(() => expect(seen).toHaveLength(3));
    expect(surfaced).toEqual([new Error("a page's mistake")]);
  });
});

describe("at the end", () => {
  test("ends with the job, closes its socket and stays closed", async () => {
    server.grow({ samples: 4, log: 1 });
    const watching = watch();
    await untilConnection(watching, "live");
    server.end();
    server.send({ type: "log", entries: server.log.slice(1) }, { type: "end", job: server.job });
    await untilConnection(watching, "ended");
    expect(watching.told).toMatchObject({ samples: seqs(1, 4), log: [1, 2] });
    expect(watching.current()).toMatchObject({ job: { status: "completed" }, failure: undefined });
    expect(server.reads).toEqual([]);
    await until(() => expect(server.open()).toEqual([]));
    expect(server.visits).toHaveLength(1);
  });

  test("first reads what the end left out", async () => {
    server.grow({ samples: 4, log: 1 });
    const watching = watch();
    await untilConnection(watching, "live");
    server.grow({ samples: 3 });
    server.end();
    server.readFailure = new TypeError("fetch failed");
    server.send({ type: "end", job: server.job });
    await untilConnection(watching, "catching-up");
    server.readFailure = undefined;
    await untilConnection(watching, "ended");
    expect(watching.told).toMatchObject({ samples: seqs(1, 7), log: [1, 2] });
  });

  test("delivers what waited for samples that are not stored any more", async () => {
    server.grow({ log: 1 });
    const watching = watch();
    await untilConnection(watching, "live");
    server.end();
    server.send({ type: "samples", samples: [{ seq: 3, tick: 2, at: 3_000, rttMs: 12 }] });
    server.send({ type: "end", job: server.job });
    await untilConnection(watching, "ended");
    expect(watching.told).toMatchObject({ samples: [3], log: [1, 2] });
  });

  test("of a job that was over before, delivers its last samples and ends", async () => {
    server.grow({ samples: 1_200, log: 1 });
    server.end();
    const watching = watch();
    await until(() => expect(server.open()).toHaveLength(1));
    server.send({ type: "end", job: server.job });
    await untilConnection(watching, "ended");
    expect(watching.told).toMatchObject({ samples: seqs(201, 1_200), log: [1, 2] });
  });

  test("close ends everything: no change after it, no socket, no read", async () => {
    server.grow({ samples: 4 });
    const watching = watch();
    await untilConnection(watching, "live");
    const { changes } = watching.told;
    watching.close();
    await until(() => expect(server.open()).toEqual([]));
    expect(watching.told.changes).toBe(changes);
    expect(server.reads).toEqual([]);
  });

  test("close while something is being read ends that too", async () => {
    const watching = watch();
    await untilConnection(watching, "live");
    server.readFailure = new TypeError("fetch failed");
    server.grow({ samples: 3 });
    server.sendSamples(3, 3);
    await untilConnection(watching, "catching-up");
    const { changes } = watching.told;
    watching.close();
    server.readFailure = undefined;
    const witness = watch();
    await untilConnection(witness, "live");
    await streamTo(witness, 20);
    expect(watching.told).toMatchObject({ changes, samples: [] });
  });

  test("close before anything was opened leaves nothing behind", async () => {
    const watching = watch();
    watching.close();
    const witness = watch();
    await untilConnection(witness, "live");
    expect(server.visits).toHaveLength(1);
    expect(watching.told.changes).toBe(0);
  });
});

describe("without a socket", () => {
  test("polls with the same cursors and goes back to the socket when it opens", async () => {
    server.refusesSockets = true;
    server.grow({ samples: 1_500, log: 2 });
    const watching = watch();
    await untilConnection(watching, "polling");
    expect(watching.current()).toMatchObject({ firstSeq: 501, job: { id: server.job.id } });
    server.grow({ samples: 40, log: 1 });
    await until(() => expect(watching.told.samples).toEqual(seqs(501, 1_540)));

    server.refusesSockets = false;
    await untilConnection(watching, "live");
    // An attempt that was under way has the cursor of its time.
    expect(["1500", "1540"]).toContain(server.visits[0]?.url.searchParams.get("afterSample"));
    const reads = server.reads.length;
    await streamTo(watching, 1_560);
    expect(watching.told).toMatchObject({ samples: seqs(501, 1_560), log: [1, 2, 3] });
    expect(server.reads.length - reads).toBeLessThanOrEqual(3);
  });

  test("polls when sockets open and nothing comes through them", async () => {
    server.greets = false;
    server.answersPings = false;
    server.grow({ samples: 3 });
    const watching = watch({ timing: { pollAfterMs: 30 } });
    await until(() => expect(watching.told.samples).toEqual(seqs(1, 3)));
    await untilConnection(watching, "polling");
  });

  test("polls when the socket comes back and its snapshot does not", async () => {
    server.grow({ samples: 3 });
    const watching = watch({ timing: { pollAfterMs: 30 } });
    await untilConnection(watching, "live");
    server.greets = false;
    server.dropAll();
    server.grow({ samples: 2 });
    await until(() => expect(watching.told.samples).toEqual(seqs(1, 5)));
    expect(server.refused).toEqual([]);
  });

  test("after a drop waits for some failed attempts, as the last figures are on the screen", async () => {
    server.grow({ samples: 3 });
    const watching = watch({ timing: { pollAfterMs: 60_000 } });
    await untilConnection(watching, "live");
    server.refusesSockets = true;
    server.dropAll();
    await untilConnection(watching, "polling");
    expect(server.refused.length).toBeGreaterThanOrEqual(3);
  });

  test("says that it is offline when nothing gets through, and comes back", async () => {
    server.refusesSockets = true;
    server.readFailure = new TypeError("fetch failed");
    server.grow({ samples: 3 });
    const watching = watch();
    await untilConnection(watching, "offline");
    server.readFailure = undefined;
    await untilConnection(watching, "polling");
    expect(watching.told.samples).toEqual([1, 2, 3]);
  });

  test("ends when a poll finds the job over, with everything up to its end", async () => {
    server.refusesSockets = true;
    server.grow({ samples: 3 });
    const watching = watch();
    await untilConnection(watching, "polling");
    server.grow({ samples: 2_000 });
    server.end();
    await untilConnection(watching, "ended");
    expect(watching.told).toMatchObject({ samples: seqs(1, 2_003), log: [1] });

    const reads = server.reads.length;
    server.refusesSockets = false;
    const witness = watch();
    await untilConnection(witness, "live");
    await streamTo(witness, 2_023);
    expect(server.reads.slice(reads)).toEqual([]);
  });

  test.each(["JOB_NOT_FOUND", "FORBIDDEN", "INVALID_INPUT"])("ends with the failure %s", async (reason) => {
    server.refusesSockets = true;
    server.readFailure = refusal(reason);
    const watching = watch();
    await untilConnection(watching, "ended");
    expect(watching.current()).toMatchObject({ job: undefined, failure: { reason, message: "No such job." } });
    const attempts = server.refused.length;
    server.readFailure = undefined;
    watch({ id: "another" });
    await until(() => expect(server.refused.length).toBeGreaterThan(attempts + 2));
    expect(server.refused.slice(attempts).filter((path) => !path.startsWith("/live/jobs/another"))).toEqual([]);
    expect(watching.told.connections).toEqual(["ended"]);
  });
});

describe("in a page", () => {
  test("tries again at once when the network is back", async () => {
    const page = new EventTarget();
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    server.refusesSockets = true;
    const watching = watch({ timing: { firstRetryMs: 60_000, longestRetryMs: 60_000 } });
    await untilConnection(watching, "polling");
    server.refusesSockets = false;
    page.dispatchEvent(new Event("online"));
    await untilConnection(watching, "live");
  });

  test("does not poll while nobody looks, and does at once when somebody does again", async () => {
    const document = Object.assign(new EventTarget(), { visibilityState: "hidden" });
    vi.stubGlobal("document", document);
    server.refusesSockets = true;
    server.grow({ samples: 3 });
    const watching = watch();
    await untilConnection(watching, "polling");
    server.grow({ samples: 3 });
    const attempts = server.refused.length;
    await until(() => expect(server.refused.length).toBeGreaterThan(attempts + 3));
    expect(watching.told.samples).toEqual([1, 2, 3]);
    document.visibilityState = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    await until(() => expect(watching.told.samples).toEqual(seqs(1, 6)));
  });

  test("asks a connection that may have died while nobody looked", async () => {
    const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    vi.stubGlobal("document", document);
    const watching = watch({ timing: { doubtMs: 50 } });
    await untilConnection(watching, "live");
    await until(() => expect(server.visits).toHaveLength(1));
    server.answersPings = false;
    // The answer to the first ping may still be on its way, so one look may not be enough.
    await until(() => {
      document.dispatchEvent(new Event("visibilitychange"));
      expect(server.visits.length).toBeGreaterThan(1);
    });
    await untilConnection(watching, "live");
  });
});
