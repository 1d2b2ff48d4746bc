import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";

/** The secret of a state folder that signs its sessions and links: made once, readable by its owner alone. */
export async function readOrMakeSecret(state: string): Promise<string> {
  const file = resolve(state, "auth-secret");
  try {
    return (await readFile(file, "utf8")).trim();
  } catch {
    const secret = randomBytes(48).toString("base64url");
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
    return secret;
  }
}

/** What the environment says to the worker, as its variables. */
export function variablesOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ["FIELDLINE_ORIGIN", "FIELDLINE_ADMIN_EMAIL", "FIELDLINE_ADMIN_PASSWORD", "FIELDLINE_AUTH_SECRET"];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
