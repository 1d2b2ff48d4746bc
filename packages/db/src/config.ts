import { CONFIG_SCHEMAS, type Config, type ConfigKey, DEFAULT_CONFIG } from "@fieldline/domain/config";
import { sql } from "drizzle-orm";
import { type AuditEntry, insertAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import { config } from "./tables.ts";

/** The settings in force: what is stored where it is valid, the built-in defaults elsewhere. */
export async function readConfig(db: Database): Promise<Config> {
  const rows = await db.select().from(config);
  const stored = rows.flatMap(({ key, value }) => {
    const parsed = CONFIG_SCHEMAS[key as ConfigKey]?.safeParse(value);
    return parsed?.success ? [[key, parsed.data]] : [];
  });
  return { ...DEFAULT_CONFIG, ...Object.fromEntries(stored) };
}

/** Stores one setting together with its audit entry. */
export async function writeConfig<K extends ConfigKey>(
  db: Database,
  { key, value, audit }: { key: K; value: Config[K]; audit: AuditEntry },
): Promise<void> {
  const changed = { value, updatedAt: audit.at, updatedBy: audit.actor.id };
  await db.batch([
    db
      .insert(config)
      .values({ key, version: 1, ...changed })
      .onConflictDoUpdate({ target: config.key, set: { ...changed, version: sql`${config.version} + 1` } }),
    insertAudit(db, audit),
  ]);
}
