import type { Device } from "@fieldline/domain/device";
import { useState } from "react";
import { Button } from "../components/button.tsx";
import { controlClass, Field } from "../components/field.tsx";
import { useStartCommand } from "./use-start-command.ts";

const NAME_LENGTH = 60;

/** A few lines of shell, written here and run once. */
export function RunScript({ device, onClose }: { device: Device; onClose: () => void }) {
  const [script, setScript] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  const { start, failure, isStarting } = useStartCommand(onClose);
  const submit = () => {
    setIsEmpty(!script.trim());
    if (!script.trim()) return;
    const name = script.trim().split("\n")[0]?.slice(0, NAME_LENGTH) ?? "Shell";
    const step = { action: { name, type: "runScript", input: { script, interpreter: "sh" } } };
    start({ deviceId: device.id, deviceName: device.name, name, document: { version: "1.0", steps: [step] } });
  };
  return (
    <form
      noValidate
      aria-label="Run a few lines of shell"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid gap-4"
    >
      <Field
        label="Shell"
        hint="Run by sh as the agent's user. The device may forbid it by its own configuration."
        error={failure ?? (isEmpty ? "Write what is to be run." : undefined)}
      >
        {(control) => (
          <textarea
            {...control}
            data-starts-here
            rows={6}
            value={script}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder="uptime"
            onChange={(event) => setScript(event.target.value)}
            className={`${controlClass} block h-auto resize-y py-2 font-mono text-[13px] leading-normal max-md:h-auto`}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={isStarting}>
          {isStarting ? "Starting…" : "Start"}
        </Button>
      </div>
    </form>
  );
}
