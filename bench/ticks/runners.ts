import type { DatabaseSync } from "node:sqlite";
import { startBare } from "../bare/serve-bare.ts";
import { startProbe, startProduct } from "../lib/product.ts";
import type { TickLog } from "./kept-ticks.ts";

/** A server with objects that tick each second. */
export interface Runner {
  runtimePid: number | undefined;
  /** Where its objects are stored. */
  className: string;
  startOne(index: number): Promise<unknown>;
  read(db: DatabaseSync): TickLog;
  stop(): Promise<void>;
}

export async function runProduct(state: string): Promise<Runner> {
  const product = await startProduct(state);
  return {
    runtimePid: product.runtimePid,
    className: "fieldline-JobObject",
    startOne: () => startProbe(product),
    read(db) {
      const head = db.prepare("SELECT value FROM head WHERE key = 'job'").get() as { value: string };
      const ticks = db.prepare("SELECT tick, at FROM samples").all() as TickLog["ticks"];
      return { originMs: JSON.parse(head.value).startedAt, ticks };
    },
    stop: product.stop,
  };
}

export async function runBare(state: string): Promise<Runner> {
  const bare = await startBare(state);
  return {
    runtimePid: bare.runtimePid,
    className: "bare-Ticker",
    startOne: (index) => bare.http.send(`/start?name=${index}&originMs=${Date.now() + 250}`),
    read(db) {
      const { at: originMs } = db.prepare("SELECT at FROM origin").get() as { at: number };
      return { originMs, ticks: db.prepare("SELECT tick, at FROM ticks").all() as TickLog["ticks"] };
    },
    stop: bare.stop,
  };
}
