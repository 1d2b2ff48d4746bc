import type { Device } from "@fieldline/domain/device";
import { useState } from "react";
import { Modal } from "../../components/modal.tsx";
import { EnrolForm } from "./enrol-form.tsx";
import { EnrolSteps } from "./enrol-steps.tsx";

export interface MadeEnrollment {
  id: string;
  token: string;
  expiresAt: number;
  kind: Device["kind"];
}

const NEXT: Record<Device["kind"], string> = {
  device: "Two commands, to be run on the device.",
  agent: "Start its program once with this token.",
};

/** Enrols a device: a one-time token, what to do with it on the device, and the device as soon as it is there. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeEnrollment>();
  return (
    <Modal
      open
      isWide
      isSticky={made !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title="Enrol a device"
      description={made ? NEXT[made.kind] : "It gets a token that is good for one device."}
    >
      {made ? (
        <EnrolSteps made={made} onAnother={() => setMade(undefined)} onClose={onClose} />
      ) : (
        <EnrolForm onMade={setMade} />
      )}
    </Modal>
  );
}
