import { CONFIG_SCHEMAS, type ConfigKey } from "@fieldline/domain/config";
import { durationText } from "../../audit/duration-text.ts";
import type { FieldErrors } from "./section.ts";

/** Lengths of time that are out of their bounds, told in the units that people type; the schema knows only ms. */
export function durationErrors(key: ConfigKey, value: unknown): FieldErrors {
  const errors: Record<string, string> = {};
  for (const issue of CONFIG_SCHEMAS[key].safeParse(value).error?.issues ?? []) {
    if (!/^ms$|Ms$/.test(String(issue.path.at(-1)))) continue;
    const path = issue.path.join(".");
    if (issue.code === "too_small") errors[path] = `At least ${durationText(Number(issue.minimum))}.`;
    if (issue.code === "too_big") errors[path] = `At most ${durationText(Number(issue.maximum))}.`;
  }
  return errors;
}
