import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FeedFrame, JobFrame } from "@fieldline/domain/frames";
import type { LogEntry, ProbeJob, Sample } from "@fieldline/domain/job";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import { jobFixture, logFixture, samplesFixture, summaryFixture } from "./job.test-support.ts";
import type { JobsPort, PageInput } from "./jobs-port.ts";

interface Visit {
  socket: ServerSocket;
  /** Path and query of the upgrade. */
  url: URL;
}

/** A server on loopback with one job whose samples and log a test lets grow, and whose sockets it may mistreat. */
export async function startLiveServer() {
  const http = createServer((_, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true });
  const visits: Visit[] = [];
  const samples: Sample[] = [];
  const log: LogEntry[] = [];
  const reads: string[] = [];
  const refused: string[] = [];

  const server = {
    baseUrl: "",
    visits,
    samples,
    log,
    /** The calls of the port, in order. */
    reads,
    job: jobFixture(),
    refusesSockets: false,
    answersPings: true,
    greets: true,
    /** Makes each call of the port reject. */
    readFailure: undefined as Error | undefined,
    /** The paths of the upgrades that were refused. */
    refused,
    open: () => visits.filter(({ socket }) => socket.readyState === socket.OPEN),
    /** Stores more samples and log entries, without telling anyone. */
    grow({ samples: moreSamples = 0, log: moreLog = 0 }) {
      samples.push(...samplesFixture(samples.length + 1, samples.length + moreSamples));
      log.push(...logFixture(log.length + 1, log.length + moreLog));
      server.change({ summary: summaryFixture(samples.length) });
    },
    change(changes: Partial<ProbeJob>) {
      server.job = { ...server.job, ...changes };
    },
    /** Ends the job as the object does: with a last log entry. */
    end() {
      const last = logFixture(log.length + 1, log.length + 1).map((entry) => ({
        ...entry,
        status: "completed" as const,
      }));
      log.push(...last);
      server.change({ status: "completed", version: server.job.version + 1 });
    },
    send(...frames: (JobFrame | FeedFrame)[]) {
      for (const frame of frames) server.sendText(JSON.stringify(frame));
    },
    sendText(text: string) {
      for (const { socket } of server.open()) socket.send(text);
    },
    sendSamples(firstSeq: number, lastSeq: number) {
      server.send({ type: "samples", samples: samples.slice(firstSeq - 1, lastSeq) });
    },
    /** Cuts every connection off, mid-stream. */
    dropAll() {
      for (const { socket } of server.open()) socket.terminate();
    },
    port: {
      get: (_, options) => read("get", options, () => server.job),
      samples: (input, options) => read("samples", options, () => pageOf(samples, input)),
      log: (input, options) => read("log", options, () => pageOf(log, input)),
    } as JobsPort,
    async stop() {
      for (const { socket } of visits) socket.terminate();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  async function read<Value>(name: string, options: { signal?: AbortSignal } | undefined, value: () => Value) {
    reads.push(name);
    await new Promise(setImmediate);
    options?.signal?.throwIfAborted();
    if (server.readFailure) throw server.readFailure;
    return structuredClone(value());
  }

  function snapshotFor({ searchParams }: URL): JobFrame {
    const afterSample = Number(searchParams.get("afterSample") ?? Math.max(0, samples.length - 1_000));
    const afterLog = Number(searchParams.get("afterLog") ?? Math.max(0, log.length - 200));
    return {
      type: "snapshot",
      job: server.job,
      samples: samples.slice(afterSample),
      log: log.slice(afterLog),
      nextSample: samples.length,
      nextLog: log.length,
    };
  }

  http.on("upgrade", (request, stream, head) => {
    // A client that is closed in the middle of a test resets its connection.
    stream.on("error", () => stream.destroy());
    if (server.refusesSockets) {
      refused.push(request.url ?? "");
      stream.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const url = new URL(request.url ?? "", "http://localhost");
      visits.push({ socket, url });
      socket.on("message", (text) => {
        if (String(text) === "ping" && server.answersPings) socket.send("pong");
      });
      if (server.greets && url.pathname.startsWith("/live/jobs/")) socket.send(JSON.stringify(snapshotFor(url)));
    });
  });

  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}

export type LiveServer = Awaited<ReturnType<typeof startLiveServer>>;

function pageOf<Entry extends { seq: number }>(entries: Entry[], { afterSeq = 0, limit = 1_000 }: PageInput) {
  const items = entries.slice(afterSeq, afterSeq + limit);
  return { items, nextSeq: afterSeq + items.length < entries.length ? afterSeq + items.length : null };
}

/** Waits that a test can sit out. Heartbeats stay slow: only their own tests hurry them. */
export const QUICK = {
  firstRetryMs: 10,
  longestRetryMs: 40,
  pollAfterMs: 200,
  shortestPollMs: 10,
  longestPollMs: 20,
};
