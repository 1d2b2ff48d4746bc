import { errorOf } from "@fieldline/client/errors";
import type { Device } from "@fieldline/domain/device";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { MadeEnrollment } from "./enrol-dialog.tsx";
import { GroupChoice } from "./group-choice.tsx";

const HOUR_MS = 3_600_000;
const LIVES = [
  { value: "1", label: "1\u00a0hour" },
  { value: "24", label: "24\u00a0hours" },
  { value: "168", label: "7\u00a0days" },
  { value: "720", label: "30\u00a0days" },
];
const KINDS = [
  { value: "device", label: "Device" },
  { value: "agent", label: "Agent" },
] as const;
const KIND_HINTS: Record<Device["kind"], string> = {
  device: "A gateway, a probe, a server: something that stands somewhere.",
  agent: "A program that takes on tasks.",
};

/** What the device will be called, where it belongs, and how long the token is good. */
export function EnrolForm({ onMade }: { onMade: (made: MadeEnrollment) => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [accountNumber, setAccountNumber] = useState("");
  const [groupIds, setGroupIds] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<Device["kind"]>("device");
  const [hours, setHours] = useState("24");
  const create = useMutation(api.devices.createEnrollment.mutationOptions({ gcTime: 0 }));
  const failure = create.error && errorOf(create.error);
  const refusalAt = (path: string) => (failure?.paths.includes(path) ? failure.message : undefined);
  const isAtField = Boolean(refusalAt("name") ?? refusalAt("accountNumber"));
  const submit = () => {
    if (create.isPending) return;
    create.mutate(
      {
        ...(name.trim() && { name: name.trim() }),
        ...(accountNumber.trim() && { accountNumber: accountNumber.trim() }),
        ...(groupIds.length > 0 && { groupIds: [...groupIds] }),
        kind,
        expiresInMs: Number(hours) * HOUR_MS,
      },
      {
        onSuccess: (made) => {
          void cache.invalidateQueries({ queryKey: api.devices.enrollments.pathKey() });
          onMade({ ...made, kind });
        },
      },
    );
  };
  return (
    <form
      noValidate
      aria-label="Enrol a device"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid gap-4"
    >
      <Field label="Name" optional hint="Left empty, the device says what it is called." error={refusalAt("name")}>
        {(control) => (
          <input
            {...control}
            data-starts-here
            value={name}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder="gw-12"
            onChange={(event) => setName(event.target.value)}
            className={controlClass}
          />
        )}
      </Field>
      <TextInput
        label="Account number"
        optional
        hint="Given here, the device can claim no other account; left empty, it is believed what it says."
        error={refusalAt("accountNumber")}
        value={accountNumber}
        maxLength={64}
        placeholder="ACC-7731"
        onChange={setAccountNumber}
      />
      <div>
        <ChoiceChips legend="Kind" name="kind" value={kind} options={KINDS} onChange={setKind} />
        <p className="mt-1 text-[12.5px] text-muted">{KIND_HINTS[kind]}</p>
      </div>
      <GroupChoice chosen={groupIds} onChange={setGroupIds} />
      <ChoiceChips legend="The token is good for" name="life" value={hours} options={LIVES} onChange={setHours} />
      {failure && !isAtField && (
        <p role="alert" className="text-bad">
          {failure.message}
        </p>
      )}
      <div className="flex justify-end">
        <Button type="submit" tone="primary" aria-disabled={create.isPending} className="aria-disabled:opacity-55">
          {create.isPending ? "Making…" : "Make the token"}
        </Button>
      </div>
    </form>
  );
}
