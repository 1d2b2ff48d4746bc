import { type ConfigStore, openConfig } from "@fieldline/db/config";
import { openDatabase } from "@fieldline/db/database";
import type { JobsEnv } from "./env.ts";
import { isReachedLocally } from "./reached-locally.ts";
import { reportError } from "./report-error.ts";

/** The settings of this server, as its objects and its API read them. */
export function configOf(env: Pick<JobsEnv, "DB" | "FIELDLINE_LOCAL" | "FIELDLINE_ORIGIN">): ConfigStore {
  return openConfig(openDatabase(env.DB), {
    isLocal: isReachedLocally(env),
    now: () => Date.now(),
    reportError: (error) => reportError("The settings cannot be read; the last known ones hold", error),
  });
}
