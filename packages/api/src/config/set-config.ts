import { readConfig, writeConfig } from "@fieldline/db/config";
import { CONFIG_SCHEMAS, type Config, type ConfigKey } from "@fieldline/domain/config";
import { DomainError } from "@fieldline/domain/errors";
import { actorOf, type Context } from "../context.ts";
import { issuesOf } from "../issues.ts";

/** Stores one setting with its audit entry; throws INVALID_INPUT with the path of each error. */
export async function setConfig(ctx: Context, { key, value }: { key: ConfigKey; value: unknown }) {
  const parsed = CONFIG_SCHEMAS[key].safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap((issue) => issuesOf({ ...issue, path: ["value", ...issue.path] }));
    const [first] = issues;
    throw new DomainError("INVALID_INPUT", `${key} was not saved. ${first?.path}: ${first?.message}`, { issues });
  }
  const before = (await readConfig(ctx.db))[key];
  const audit = {
    id: ctx.newId(),
    at: ctx.clock(),
    actor: actorOf(ctx),
    action: "config.set" as const,
    entityType: "config" as const,
    entityId: key,
    before,
    after: parsed.data,
    reason: null,
  };
  await writeConfig(ctx.db, { key, value: parsed.data as Config[ConfigKey], audit });
  return parsed.data;
}
