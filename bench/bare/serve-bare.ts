import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { HttpClient } from "../lib/http.ts";
import { whenInterrupted } from "../lib/interruption.ts";
import { findRuntime } from "../lib/runtime-process.ts";

export interface Bare {
  url: string;
  state: string;
  runtimePid: number | undefined;
  http: HttpClient;
  stop(): Promise<void>;
}

/** The baseline: objects that do one thing, on the runtime and the disk that the product is on. */
export async function startBare(state: string): Promise<Bare> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      log: new Log(LogLevel.NONE),
      resourcePersistencePath: state,
      workers: [
        {
          name: "bare",
          compatibilityDate: "2026-10-01",
          modules: [{ type: "ESModule", path: "worker.js", contents: workerCode() }],
          durableObjects: {
            TICKERS: { className: "Ticker", useSQLite: true },
            BROADCASTERS: { className: "Broadcaster", useSQLite: true },
            POLLED: { className: "Polled", useSQLite: true },
            RECORDERS: { className: "Recorder", useSQLite: true },
          },
          d1Databases: { DB: "bare" },
        },
      ],
    }),
  );
  const forget = whenInterrupted(() => miniflare.dispose());
  const url = (await miniflare.ready).origin;
  const http = new HttpClient(url);
  return {
    url,
    state,
    runtimePid: await findRuntime(),
    http,
    async stop() {
      forget();
      http.close();
      await miniflare.dispose();
    },
  };
}

function workerCode(): string {
  return stripTypeScriptTypes(readFileSync(new URL("worker.ts", import.meta.url), "utf8"));
}
