import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createAgent } from "@fieldline/agent";
import { runUntilStopped } from "../run-until-stopped.ts";
import { syncHandlers } from "./handlers.ts";
import { Store } from "./store.ts";

const { FIELDLINE_SERVER: server = "http://127.0.0.1:8787", FIELDLINE_ENROLLMENT: enrollmentToken } = process.env;
const { SYNC_SOURCE: source = "http://127.0.0.1:9100", SYNC_STATE: folder = ".fieldline-examples/sync-agent" } =
  process.env;
mkdirSync(folder, { recursive: true });
const store = new Store(join(folder, "store.sqlite"));
const handlers = syncHandlers({ source, store });
await runUntilStopped(
  createAgent({ server, enrollmentToken, handlers, state: join(folder, "agent"), name: "sync-agent" }),
);
store.close();
