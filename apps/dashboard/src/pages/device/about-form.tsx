import type { Device } from "@fieldline/domain/device";
import { Button } from "../../components/button.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";
import { ChangedMeanwhile } from "../../versions/changed-meanwhile.tsx";
import { GroupChoice } from "../devices/group-choice.tsx";
import { useGroups } from "../devices/use-groups.ts";
import { AttributeFields } from "./attribute-fields.tsx";
import { type DeviceDraft, draftOfDevice } from "./device-draft.ts";
import { useDeviceForm } from "./use-device-form.ts";

interface AboutFormProps {
  device: Device;
  onDone: () => void;
}

/** Each field of a draft in words, to be laid beside another. */
function words({ name, accountNumber, notes, attributes, groupIds }: DeviceDraft, groups: ReadonlyMap<string, string>) {
  return [
    ["Name", name],
    ["Account", accountNumber],
    ["Attributes", attributes.map((row) => `${row.name}: ${row.value}`).join(", ")],
    ["Groups", groupIds.map((id) => groups.get(id) ?? id).join(", ")],
    ["Notes", notes],
  ] as const;
}

/** Changes what people know of a device. */
export function AboutForm({ device, onDone }: AboutFormProps) {
  const form = useDeviceForm({ device, onSaved: onDone });
  const { names } = useGroups();
  const { draft, errors, change, theirs } = form;
  const mine = words(draft, names);
  const differences = theirs
    ? words(draftOfDevice(theirs), names).flatMap(([field, text], index) =>
        text === mine[index]?.[1] ? [] : [{ field, theirs: text || "–", mine: mine[index]?.[1] || "–" }],
      )
    : [];
  return (
    <form
      ref={form.form}
      noValidate
      aria-label="About the device"
      onSubmit={(event) => {
        event.preventDefault();
        if (!theirs) form.save();
      }}
      className="grid gap-4 p-3.5"
    >
      <UnsavedGuard isUnsaved={form.isDirty && !form.isSaving} what="What you have changed about this device" />
      {theirs && (
        <ChangedMeanwhile
          who={undefined}
          at={theirs.updatedAt}
          differences={differences}
          isSaving={form.isSaving}
          onTakeTheirs={form.takeTheirs}
          onSaveMine={form.saveOverTheirs}
        />
      )}
      <TextInput
        label="Name"
        value={draft.name}
        error={errors.name}
        maxLength={100}
        onChange={(name) => change({ name })}
      />
      <TextInput
        label="Account number"
        optional
        isMono
        value={draft.accountNumber}
        error={errors.accountNumber}
        maxLength={64}
        onChange={(accountNumber) => change({ accountNumber })}
      />
      <AttributeFields rows={draft.attributes} errors={errors} onChange={(attributes) => change({ attributes })} />
      <GroupChoice chosen={draft.groupIds} onChange={(groupIds) => change({ groupIds: [...groupIds].sort() })} />
      <TextInput
        label="Notes"
        optional
        rows={3}
        value={draft.notes}
        error={errors.notes}
        maxLength={4_000}
        onChange={(notes) => change({ notes })}
      />
      {errors.rest && (
        <p role="alert" className="text-bad">
          {errors.rest}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={!form.isDirty || form.isSaving || theirs !== undefined}>
          {form.isSaving ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}
