import type { SQL } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import type { Database } from "./database.ts";

const dialect = new SQLiteAsyncDialect();

/** Runs statements in one transaction and gives the rows of each; drizzle's own batch takes no raw SQL. */
export async function rawBatch(db: Database, statements: SQL[]): Promise<unknown[][]> {
  const prepared = statements.map((statement) => {
    const { sql, params } = dialect.sqlToQuery(statement);
    return db.$client.prepare(sql).bind(...params);
  });
  return (await db.$client.batch(prepared)).map(({ results }) => results);
}
