import { env } from "cloudflare:workers";

/** The database, but that every statement which mentions `what` fails when it is run. */
export function failingDatabase(what: string): D1Database {
  const fails = new Set<unknown>();
  const away = () => Promise.reject(new Error("The database is away."));
  const failing = (): unknown => {
    const statement = { bind: () => failing(), all: away, first: away, raw: away, run: away };
    fails.add(statement);
    return statement;
  };
  return {
    prepare: (sql: string) => (sql.includes(what) ? failing() : env.DB.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) =>
      statements.some((each) => fails.has(each)) ? away() : env.DB.batch(statements),
  } as unknown as D1Database;
}
