import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createFieldlineClient, type FieldlineClient } from "@fieldline/client/client";
import { ROOT, TOOL_ENV } from "../../scripts/server/paths.ts";
import { type Credentials, makeToken } from "../../scripts/server/sign-in.ts";

/** The first administrator of every test server. */
export const ADMIN: Credentials = { email: "ada@example.net", password: "a password of the tests" };

/** The product as its user starts it: a process, a port and a state folder of its own. */
export interface TestServer {
  url: string;
  /** The first administrator. */
  admin: Credentials;
  /** The API in their name. */
  api: FieldlineClient;
  state: string;
  process: ChildProcess;
  /** Everything it printed, of this start. */
  output: string[];
  /** Kills it as a power cut would, with whatever it runs. */
  kill(): Promise<void>;
  /** Starts it again on the same state and port. */
  startAgain(): Promise<void>;
  /** Stops it and removes its state. */
  dispose(): Promise<void>;
}

/** Starts it on a new state. With `printsPassword` the first administrator is made as on a first start without any. */
export async function startServer({ printsPassword = false, isDemonstration = false } = {}): Promise<TestServer> {
  const state = await mkdtemp(join(tmpdir(), "fieldline-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const variables = printsPassword
    ? {}
    : { FIELDLINE_ADMIN_EMAIL: ADMIN.email, FIELDLINE_ADMIN_PASSWORD: ADMIN.password };
  const demo = isDemonstration ? { FIELDLINE_DEMO: "1" } : {};
  const start = () => launch({ ...TOOL_ENV, ...variables, ...demo, PORT: String(port), FIELDLINE_STATE: state });
  let running = await start();
  const admin = printsPassword ? printedIn(running.output) : ADMIN;
  const token = await makeToken(url, admin);
  return {
    url,
    admin,
    state,
    api: createFieldlineClient({ baseUrl: url, headers: { authorization: `Bearer ${token}` } }),
    get process() {
      return running.child;
    },
    get output() {
      return running.output;
    },
    async kill() {
      running.child.kill("SIGKILL");
      await once(running.child, "exit");
      await untilDown(url);
    },
    async startAgain() {
      running = await start();
    },
    async dispose() {
      if (running.child.exitCode === null && running.child.signalCode === null) {
        running.child.kill("SIGTERM");
        await once(running.child, "exit");
      }
      await rm(state, { recursive: true, force: true });
    },
  };
}

function printedIn(output: string[]): Credentials {
  const [, email = "", password = ""] =
    /first administrator is (\S+), the password (\S+) /.exec(output.join("\n")) ?? [];
  return { email, password };
}

async function launch(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; output: string[] }> {
  const child = spawn("node", ["scripts/start.ts"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => {
      output.push(line);
      if (line.startsWith("Fieldline is ready:")) resolve();
    });
  child.once("exit", () => reject(new Error(`The server did not start:\n${output.join("\n")}`)));
  await promise;
  return { child, output };
}

async function untilDown(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${url}/healthz`);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port could be had.");
  return address.port;
}
