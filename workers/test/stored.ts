import { env } from "cloudflare:workers";

const TABLES = {
  jobs: "SELECT id, status, version FROM jobs",
  users: "SELECT id, name, role, disabled_at FROM users",
  accounts: "SELECT user_id, password FROM accounts",
  // One that is over may be tidied away at any time.
  sessions: "SELECT id FROM sessions WHERE expires_at > unixepoch() * 1000",
  tokens: "SELECT id, role, revoked_at FROM tokens",
  shares: "SELECT id, revoked_at FROM shares",
  config: "SELECT key, value FROM config",
  audit: "SELECT id FROM audit",
};

/** Everything that a request may change, as lines that can be compared; when something was last used is left out. */
export async function stored(): Promise<string[]> {
  const found = await env.DB.batch(Object.values(TABLES).map((statement) => env.DB.prepare(statement)));
  return Object.keys(TABLES).flatMap((table, at) =>
    (found[at]?.results ?? []).map((row) => `${table} ${JSON.stringify(row)}`).sort(),
  );
}
