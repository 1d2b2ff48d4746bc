import { type Config, type ConfigKey, defaultConfig } from "@fieldline/domain/config";
import type { Database } from "./database.ts";
import {
  findSetting,
  readSettings,
  replaceSetting,
  type Setting,
  type SettingChange,
  type VersionedConfig,
} from "./stored-config.ts";

export type { Setting } from "./stored-config.ts";

/** For so long a change that another isolate made may go unseen. */
const FRESH_MS = 5_000;

/** The settings: read on most requests, so remembered for seconds; never failing to be read. */
export interface ConfigStore {
  /** What holds on this server where nobody has set anything. */
  defaults: Config;
  /** The settings in force, at most five seconds old. */
  read(): Promise<Config>;
  /** The settings in force this moment, with their versions. */
  readNow(): Promise<VersionedConfig>;
  /** One setting with its last change; throws where the database cannot be read. */
  find(key: ConfigKey): Promise<Setting>;
  /** Stores a setting where it still has the version that it was changed on; says whether it had. */
  replace(change: SettingChange): Promise<boolean>;
}

interface Remembered {
  settings: VersionedConfig | undefined;
  readAt: number;
  /** How often this isolate has written; a read that began before a write is not remembered after it. */
  writes: number;
}

/** By the binding, which is the same for all requests of an isolate. */
const remembered = new WeakMap<D1Database, Remembered>();

/** Opens the settings of this database. Where they cannot be read, the last known ones hold, or else the defaults. */
export function openConfig(
  db: Database,
  { isLocal, now, reportError }: { isLocal: boolean; now: () => number; reportError: (error: unknown) => void },
): ConfigStore {
  const defaults = defaultConfig({ isLocal });
  const memory = memoryOf(db.$client);

  async function readNow(): Promise<VersionedConfig> {
    const { writes } = memory;
    const settings = await readSettings(db, defaults).catch((error) => {
      reportError(error);
      return memory.settings ?? builtIn(defaults);
    });
    if (memory.writes === writes) Object.assign(memory, { settings, readAt: now() });
    return settings;
  }

  return {
    defaults,
    readNow,
    async read() {
      const ageMs = now() - memory.readAt;
      const { config } = memory.settings && ageMs >= 0 && ageMs < FRESH_MS ? memory.settings : await readNow();
      return config;
    },
    find: (key) => findSetting(db, key, defaults),
    async replace(change) {
      try {
        return await replaceSetting(db, change);
      } finally {
        // Also after an error, which does not tell whether the change was stored.
        memory.writes += 1;
        memory.readAt = Number.NEGATIVE_INFINITY;
      }
    },
  };
}

function memoryOf(binding: D1Database): Remembered {
  const known = remembered.get(binding) ?? { settings: undefined, readAt: Number.NEGATIVE_INFINITY, writes: 0 };
  remembered.set(binding, known);
  return known;
}

function builtIn(config: Config): VersionedConfig {
  const versions = Object.fromEntries(Object.keys(config).map((key) => [key, 0])) as VersionedConfig["versions"];
  return { config, versions };
}
