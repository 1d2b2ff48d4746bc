import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ROOT, TOOL_ENV } from "./paths.ts";
import { makeToken } from "./sign-in.ts";

const EMAIL = "admin@fieldline.local";

export interface Demonstration {
  /** What the worker is told in addition. */
  variables: Record<string, string>;
  /** Fills the server that answers here, and starts its agents. */
  start(url: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The demonstration of a state: it is filled where the state is empty, and its agents run whenever the server does.
 * Undefined where it is not asked for. Throws where the state holds something else.
 */
export function demonstrationOf(state: string, env: NodeJS.ProcessEnv): Demonstration | undefined {
  if (env.FIELDLINE_DEMO !== "1") return undefined;
  const folder = resolve(state, "demonstration");
  if (existsSync(state) && !existsSync(folder) && existsSync(resolve(state, "auth-secret")))
    throw new Error(
      `FIELDLINE_DEMO fills an empty state, and ${state} is none. Give another folder as FIELDLINE_STATE.`,
    );
  const { FIELDLINE_ADMIN_EMAIL: email = EMAIL, FIELDLINE_ADMIN_PASSWORD } = env;
  const password = FIELDLINE_ADMIN_PASSWORD ?? randomBytes(12).toString("base64url");
  if (!FIELDLINE_ADMIN_PASSWORD && !existsSync(folder))
    console.log(`FIELDLINE_ADMIN_PASSWORD is not set, so one was made: ${password} (it is told only now).`);
  let child: ChildProcess | undefined;
  return {
    variables: { FIELDLINE_ADMIN_EMAIL: email, FIELDLINE_ADMIN_PASSWORD: password },
    async start(url) {
      const token = await tokenOf(resolve(folder, "token"), () => makeToken(url, { email, password }));
      child = fork(resolve(ROOT, "examples/demo/main.ts"), {
        env: { ...TOOL_ENV, FIELDLINE_SERVER: url, FIELDLINE_TOKEN: token, DEMONSTRATION_STATE: folder },
        execArgv: ["--disable-warning=ExperimentalWarning"],
      });
    },
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** Kept from the first start on, since the password is not. */
async function tokenOf(file: string, make: () => Promise<string>): Promise<string> {
  if (existsSync(file)) return await readFile(file, "utf8");
  const token = await make();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, token, { mode: 0o600 });
  return token;
}
