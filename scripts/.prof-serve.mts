import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from "wrangler";
import WebSocket from "ws";
import { HttpClient } from "../bench/lib/http.ts";
import { cpuPercent, findRuntime, usageOf } from "../bench/lib/runtime-process.ts";
import { atPace, sleep } from "../bench/lib/waiting.ts";
import { migrate } from "./server/migrate.ts";

const [script, n, out, ...waits] = process.argv.slice(2);
const state = "/dev/shm/fl-prof";
rmSync(state, { recursive: true, force: true });
const { workerOptions } = readWorkerOptions("/work/main/wrangler.toml");
const mf = new Miniflare(
  convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    inspectorPort: 9377,
    cf: false,
    log: new Log(LogLevel.NONE),
    resourcePersistencePath: state,
    workers: [
      {
        ...workerOptions,
        name: "fieldline",
        modules: [{ type: "ESModule", path: "worker.js", contents: readFileSync(script!, "utf8") }],
      },
    ],
  } as any),
);
const url = (await mf.ready).origin;
const pid = await findRuntime();
await migrate((await mf.getD1Database("DB")) as any);
const http = new HttpClient(url);
await http.send("/healthz");
await http.send("/trpc/config.set", { key: "limits", value: { jobsPerUserPerDay: 1e6, runningJobs: 1e6 } });
const body = {
  kind: "probe",
  target: { host: "cpe.example.net", accountNumber: "100200300", mac: "00:00:5e:00:53:01", ip: "203.0.113.47" },
  method: "simulated",
  vantage: { kind: "simulator", scenario: "healthy" },
  cadenceMs: 1000,
  durationMs: 3600000,
};
const t0 = Date.now();
await atPace({ count: +n!, aSecond: 200, atOnce: 16 }, () => http.send("/trpc/jobs.create", body));
console.log("created", Date.now() - t0, "ms; pid", pid);
const list = (await (await fetch("http://127.0.0.1:9377/json")).json()) as any[];
const target = list.find((t) => /fieldline/.test(t.title + t.url + t.id)) ?? list[0];
console.log(list.map((t) => t.id + " " + t.title));
let id = 0;
const pend = new Map<number, (v: any) => void>();
const ws = new WebSocket(target.webSocketDebuggerUrl);
await new Promise((r) => ws.on("open", r));
ws.on("message", (m) => {
  const d = JSON.parse(String(m));
  pend.get(d.id)?.(d.result ?? d);
});
const call = (method: string, params = {}) =>
  new Promise<any>((r) => {
    id++;
    pend.set(id, r);
    ws.send(JSON.stringify({ id, method, params }));
  });
for (const [i, w] of waits.entries()) {
  await sleep(+w * 1000);
  const u = await usageOf(pid);
  await sleep(8000);
  const v = await usageOf(pid);
  console.log(`age ${((Date.now() - t0) / 1000).toFixed(0)} s: cpu ${cpuPercent(u, v).toFixed(0)} %`);
  if (out !== "-") {
    await call("Profiler.enable");
    await call("Profiler.setSamplingInterval", { interval: 200 });
    await call("Profiler.start");
    await sleep(8000);
    const r = await call("Profiler.stop");
    writeFileSync(`${out}${i}.cpuprofile`, JSON.stringify(r.profile));
  }
}
ws.close();
await mf.dispose();
http.close();
rmSync(state, { recursive: true, force: true });
process.exit(0);
