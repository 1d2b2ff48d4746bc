import type { ConfigKey } from "@fieldline/domain/config";
import { SETTING_NAMES } from "../../audit/setting-names.ts";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";

/** Asks before settings with unsaved changes are left. */
export function UnsavedSettings({ unsaved }: { unsaved: ReadonlySet<ConfigKey> }) {
  const names = [...unsaved].map((key) => SETTING_NAMES[key]);
  return (
    <UnsavedGuard
      isUnsaved={unsaved.size > 0}
      what={`What you have changed under ${new Intl.ListFormat("en").format(names)}`}
    />
  );
}
