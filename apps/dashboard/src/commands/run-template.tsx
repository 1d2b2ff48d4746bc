import type { Device } from "@fieldline/domain/device";
import type { CommandTemplate } from "@fieldline/domain/template";
import { useMemo, useState } from "react";
import { Button } from "../components/button.tsx";
import { DeviceChoice } from "./device-choice.tsx";
import { fillTemplate, toldValues } from "./fill-template.ts";
import { FilledPreview } from "./filled-preview.tsx";
import { TemplateChoice } from "./template-choice.tsx";
import { useStartCommand } from "./use-start-command.ts";
import { VariablesForm } from "./variables-form.tsx";

interface RunTemplateProps {
  device: Device | undefined;
  template: CommandTemplate | undefined;
  onClose: () => void;
}

/** A template with its variables, on one device; whichever is not given is chosen here. */
export function RunTemplate({ device: givenDevice, template: givenTemplate, onClose }: RunTemplateProps) {
  const [chosenDevice, setDevice] = useState<Device>();
  const [chosenTemplate, setTemplate] = useState<CommandTemplate>();
  const [values, setValues] = useState<Record<string, string>>({});
  const [isTried, setIsTried] = useState(false);
  const { start, errors, failure, isStarting } = useStartCommand(onClose);
  const device = givenDevice ?? chosenDevice;
  const template = givenTemplate ?? chosenTemplate;
  const filled = useMemo(
    () => template && fillTemplate(template.spec.document, template.variables, values),
    [template, values],
  );
  const missing = !template ? "Choose a template." : !device ? "Choose a device." : undefined;
  const submit = () => {
    setIsTried(true);
    if (!device || !template || !filled?.document) return;
    start({
      deviceId: device.id,
      deviceName: device.name,
      templateId: template.id,
      variables: toldValues(template.variables, values),
    });
  };
  return (
    <form
      noValidate
      aria-label="Run a template"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid gap-4"
    >
      {!givenTemplate && <TemplateChoice kind="command" chosen={template} onChoose={setTemplate} />}
      {template && (
        <VariablesForm
          variables={template.variables}
          values={values}
          errors={{ ...errors, ...(isTried && filled?.errors) }}
          onChange={setValues}
        />
      )}
      {!givenDevice && <DeviceChoice chosenId={device?.id} onChoose={setDevice} />}
      {filled && <FilledPreview filled={filled} />}
      {(failure || (isTried && missing)) && (
        <p role="alert" className="text-bad">
          {failure ?? missing}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={isStarting}>
          {isStarting ? "Starting…" : "Start"}
        </Button>
      </div>
    </form>
  );
}
