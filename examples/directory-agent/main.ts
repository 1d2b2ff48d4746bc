import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createAgent } from "@fieldline/agent";
import { runUntilStopped } from "../run-until-stopped.ts";
import { Directory } from "./directory.ts";
import { directoryHandlers } from "./handlers.ts";
import { madeUpBusinesses } from "./made-up.ts";

const BUSINESSES = 3_000;

const { FIELDLINE_SERVER: server = "http://127.0.0.1:8787", FIELDLINE_ENROLLMENT: enrollmentToken } = process.env;
const folder = process.env.DIRECTORY_STATE ?? ".fieldline-examples/directory-agent";
mkdirSync(join(folder, "inbox"), { recursive: true });
const directory = new Directory(join(folder, "directory.sqlite"));
if (directory.count() === 0) directory.add(madeUpBusinesses(BUSINESSES));

const handlers = directoryHandlers({ directory, folder });
await runUntilStopped(
  createAgent({ server, enrollmentToken, handlers, state: join(folder, "agent"), name: "directory-agent" }),
);
directory.close();
