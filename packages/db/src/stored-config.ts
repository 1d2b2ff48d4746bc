import { CONFIG_SCHEMAS, type Config, type ConfigKey } from "@fieldline/domain/config";
import { eq, sql } from "drizzle-orm";
import { users } from "./access-tables.ts";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";
import { config } from "./tables.ts";

/** The settings in force and the version of each; version 0 is a built-in default that nobody has changed. */
export interface VersionedConfig {
  config: Config;
  versions: Record<ConfigKey, number>;
}

/** One setting with its last change. */
export interface Setting {
  value: Config[ConfigKey];
  version: number;
  /** What is stored is not valid any more, so the built-in default holds. */
  isDamaged: boolean;
  updatedAt: number | null;
  updatedBy: { id: string; name: string | null } | null;
}

export interface SettingChange {
  key: ConfigKey;
  value: Config[ConfigKey];
  /** The version that the change was made on. */
  version: number;
  audit: AuditEntry;
}

const KEYS = Object.keys(CONFIG_SCHEMAS) as ConfigKey[];
// As text: one value that is no JSON must not keep the others from being read.
const storedText = sql<string>`${config.value}`;

/** What is stored where it is valid, the built-in default elsewhere. */
export async function readSettings(db: Database, defaults: Config): Promise<VersionedConfig> {
  const rows = await db.select({ key: config.key, text: storedText, version: config.version }).from(config);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const inForce = KEYS.map((key) => [key, parsed(key, byKey.get(key)?.text) ?? defaults[key]]);
  const versions = KEYS.map((key) => [key, byKey.get(key)?.version ?? 0]);
  return { config: Object.fromEntries(inForce), versions: Object.fromEntries(versions) };
}

/** One setting as it is this moment. */
export async function findSetting(db: Database, key: ConfigKey, defaults: Config): Promise<Setting> {
  const { version, updatedAt, updatedBy } = config;
  const [row] = await db
    .select({ text: storedText, version, updatedAt, updatedBy, name: users.name })
    .from(config)
    .leftJoin(users, eq(users.id, updatedBy))
    .where(eq(config.key, key));
  if (!row) return { value: defaults[key], version: 0, isDamaged: false, updatedAt: null, updatedBy: null };
  const value = parsed(key, row.text);
  return {
    value: value ?? defaults[key],
    version: row.version,
    isDamaged: value === undefined,
    updatedAt: row.updatedAt,
    updatedBy: { id: row.updatedBy, name: row.name },
  };
}

/** Stores a setting and its audit entry where it still has the version that it was changed on; says whether it had. */
export async function replaceSetting(db: Database, { key, value, version, audit }: SettingChange): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`
      INSERT INTO config (key, value, version, updated_at, updated_by)
      SELECT ${key}, ${JSON.stringify(value)}, ${version + 1}, ${audit.at}, ${audit.actor.id}
      WHERE coalesce((SELECT version FROM config WHERE key = ${key}), 0) = ${version}
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version,
                                      updated_at = excluded.updated_at, updated_by = excluded.updated_by
      RETURNING version`,
    entry: audit,
  });
  return rows.length > 0;
}

function parsed(key: ConfigKey, text: string | undefined): Config[ConfigKey] | undefined {
  if (text === undefined) return undefined;
  try {
    return CONFIG_SCHEMAS[key].safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
