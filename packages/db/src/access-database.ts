import { drizzle } from "drizzle-orm/d1";
import { accessRelations, accounts, sessions, users, verifications } from "./access-tables.ts";

/** What better-auth reads and writes, under the names of its models. */
export const ACCESS_SCHEMA = { user: users, session: sessions, account: accounts, verification: verifications };

/** D1 as better-auth takes it: a session and its user are one query, and so are a user and their password. */
export function openAccessDatabase(d1: D1Database) {
  return drizzle(d1, { schema: { ...ACCESS_SCHEMA, ...accessRelations } });
}
