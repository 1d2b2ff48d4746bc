import { env } from "cloudflare:workers";
import { type Database, openDatabase } from "@fieldline/db/database";

/** How the database goes about each statement that `ask` sends, in its own words. */
export async function plansOf(ask: (db: Database) => Promise<unknown>): Promise<string[][]> {
  const plans: string[][] = [];
  const explained = (text: string) => ({
    bind(...params: unknown[]) {
      const explain = async () => {
        const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${text}`)
          .bind(...params)
          .all<{ detail: string }>();
        plans.push(results.map(({ detail }) => detail));
      };
      const statement = env.DB.prepare(text).bind(...params);
      return { raw: () => explain().then(() => statement.raw()), all: () => explain().then(() => statement.all()) };
    },
  });
  const batch = (statements: D1PreparedStatement[]) => Promise.all(statements.map((statement) => statement.all()));
  await ask(openDatabase({ prepare: explained, batch } as unknown as D1Database));
  return plans;
}
