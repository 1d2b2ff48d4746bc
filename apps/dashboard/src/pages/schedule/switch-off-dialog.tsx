import { errorOf } from "@fieldline/client/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Modal } from "../../components/modal.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { useSwitch } from "./use-switch.ts";

/** Asks why a schedule is switched off, for all who come across it. */
export function SwitchOffDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const [note, setNote] = useState("");
  const setEnabled = useSwitch(schedule);
  const said = note.trim() && { note: note.trim() };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Switch ${schedule.name} off?`}
      description="It starts nothing until it is switched on again; what was due meanwhile is not made up for. What runs goes on."
    >
      <form
        noValidate
        aria-label="Switch the schedule off"
        onSubmit={(event) => {
          event.preventDefault();
          if (setEnabled.isPending) return;
          setEnabled.mutate({ id: schedule.id, isEnabled: false, ...said }, { onSuccess: onClose });
        }}
      >
        <TextInput
          label="Note"
          optional
          hint="Why, and until when: shown to everyone with the schedule, and kept in the audit."
          maxLength={500}
          value={note}
          error={setEnabled.error ? errorOf(setEnabled.error).message : undefined}
          onChange={setNote}
        />
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Leave it on</Button>
          <Button type="submit" tone="primary" disabled={setEnabled.isPending}>
            {setEnabled.isPending ? "Switching…" : "Switch off"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
