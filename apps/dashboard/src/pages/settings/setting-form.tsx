import type { ConfigKey } from "@fieldline/domain/config";
import { SETTING_NAMES } from "../../audit/setting-names.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Notice } from "../../components/notice.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import type { HeldConfig, SettingSection } from "./section.ts";
import { SettingHistory } from "./setting-history.tsx";
import { useUnsaved } from "./unsaved.ts";
import { useSection } from "./use-section.ts";

interface SettingFormProps<K extends ConfigKey, D> {
  section: SettingSection<K, D>;
  config: HeldConfig;
}

/** One setting: its form, saved on its own, and its history. */
export function SettingForm<K extends ConfigKey, D>({ section, config }: SettingFormProps<K, D>) {
  const { key, hint, Fields } = section;
  const form = useSection(section, config);
  useUnsaved(key, form.isDirty);
  const name = SETTING_NAMES[key];
  return (
    <Card
      title={name}
      id={key}
      aside={
        <span className="ml-auto flex items-center gap-3 text-[12.5px] text-muted">
          {form.isDirty && <span className="font-semibold text-warn">Not saved</span>}
          {form.version === 0 && (
            <span title="Nobody has changed this; it is built in." className="rounded-full bg-idle-weak px-2.5 py-0.5">
              Default
            </span>
          )}
        </span>
      }
    >
      <form
        ref={form.form}
        noValidate
        aria-label={name}
        onSubmit={(event) => {
          event.preventDefault();
          if (form.isDirty && !form.conflict) form.save();
        }}
      >
        <div className="grid gap-4 p-3.5">
          <p className="max-w-prose text-muted">{hint}</p>
          {form.banner.length > 0 && (
            <Notice tone="bad" role="alert">
              {form.banner.map((words) => (
                <p key={words}>{words}</p>
              ))}
            </Notice>
          )}
          {form.conflict && (
            <ConflictNotice
              settingKey={key}
              conflict={form.conflict}
              mine={form.value}
              isSaving={form.isSaving}
              onTakeTheirs={form.takeTheirs}
              onSaveMine={form.saveOverTheirs}
            />
          )}
          <Fields draft={form.draft} errors={form.errors} onChange={form.change} />
          <div className="flex flex-wrap justify-end gap-2">
            {!form.isDefault && (
              <Button tone="quiet" className="mr-auto -ml-3" onClick={form.useDefault}>
                Reset to default
              </Button>
            )}
            <Button onClick={form.undo} disabled={!form.isDirty}>
              Undo
            </Button>
            <Button
              type="submit"
              tone="primary"
              aria-label={`Save ${name}`}
              disabled={!form.isDirty || form.isSaving || form.conflict !== undefined}
            >
              {form.isSaving ? "Saving…" : "Save"}
            </Button>
          </div>
        </div>
      </form>
      <SettingHistory settingKey={key} />
    </Card>
  );
}
