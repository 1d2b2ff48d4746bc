import type { ConfigKey } from "@fieldline/domain/config";
import { isSetting } from "../../audit/setting-names.ts";

/** What the address of the settings holds: the section that is looked at. */
export interface SettingsSearch {
  section?: ConfigKey;
}

export function readSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  return { section: typeof raw.section === "string" && isSetting(raw.section) ? raw.section : undefined };
}
