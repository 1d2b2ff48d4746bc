import type { Device } from "@fieldline/domain/device";
import type { CommandTemplate } from "@fieldline/domain/template";
import { useState } from "react";
import { Modal } from "../components/modal.tsx";
import { Segmented } from "../components/segmented.tsx";
import { RunScript } from "./run-script.tsx";
import { RunTemplate } from "./run-template.tsx";

interface RunDialogProps {
  /** Where it runs; to be chosen where absent. */
  device?: Device;
  /** What runs; to be chosen, or written, where absent. */
  template?: CommandTemplate;
  onClose: () => void;
}

const WAYS = [
  { value: "template", label: "A template" },
  { value: "script", label: "A few lines of shell" },
] as const;

/** Runs something on one device now: what, with which values, and how it will look there. */
export function RunDialog({ device, template, onClose }: RunDialogProps) {
  const [way, setWay] = useState<"template" | "script">("template");
  return (
    <Modal
      open
      isWide
      onOpenChange={(open) => !open && onClose()}
      title={device ? `Run on ${device.name}` : `Try ${template?.name} on one device`}
      description={
        device && !device.isOnline
          ? "It is offline; what you start waits until it is back."
          : "It starts at once, and its job opens."
      }
    >
      {device && !template && (
        <div className="mb-4 flex">
          <Segmented label="What to run" value={way} options={WAYS} onChange={setWay} />
        </div>
      )}
      {way === "script" && device ? (
        <RunScript device={device} onClose={onClose} />
      ) : (
        <RunTemplate device={device} template={template} onClose={onClose} />
      )}
    </Modal>
  );
}
