import { ChoiceChips } from "../../components/choice-chips.tsx";
import { hasPort } from "./draft-input.ts";
import { MeasuresFrom } from "./measures-from.tsx";
import { splitAddress } from "./split-address.ts";
import { TextField } from "./text-field.tsx";
import type { ProbeForm } from "./use-probe-form.ts";

const METHODS = {
  edge: [
    { value: "tcp", label: "TCP connect" },
    { value: "http", label: "HTTP request" },
    { value: "simulated", label: "Simulated" },
  ],
  device: [
    { value: "icmp", label: "Ping" },
    { value: "tcp", label: "TCP connect" },
    { value: "http", label: "HTTP request" },
    { value: "traceroute", label: "Traceroute" },
  ],
} as const;
const SCENARIOS = [
  { value: "healthy", label: "Healthy" },
  { value: "intermittent", label: "Intermittent" },
  { value: "offline", label: "Offline" },
] as const;
const METHOD_HINTS = {
  tcp: "Times how long the target takes to accept a connection.",
  http: "Times a whole request; 200 to 399 counts as a reply unless said otherwise under More.",
  icmp: "Sends echo requests from the device and times each reply in microseconds.",
  traceroute: "Follows the way to the target hop by hop, and marks where it changes.",
  simulated: "No packet leaves: samples are made up by the scenario, to try things out.",
} as const;

const HOST_WIDTH = {
  tcp: "col-span-4",
  http: "col-span-4 max-sm:col-span-6",
  icmp: "col-span-6",
  traceroute: "col-span-6",
  simulated: "col-span-6",
} as const;

/** What is measured and how; a pasted address is taken apart into its fields. */
export function TargetFields({ form }: { form: ProbeForm }) {
  const { method, host, scenario } = form.draft;
  const takeApart = () => {
    const { isHttp, ...parts } = splitAddress(host);
    const isPlain = method === "icmp" || method === "traceroute";
    if (parts.host !== host) form.change({ ...parts, ...(isHttp && !isPlain && { method: "http" as const }) });
  };
  return (
    <div className="grid gap-4">
      <MeasuresFrom form={form} />
      <div>
        <ChoiceChips
          legend="Method"
          name="method"
          value={method}
          options={METHODS[form.draft.measuresFrom]}
          onChange={(value) => form.change({ method: value })}
        />
        <p className="mt-1 min-h-5 text-[12.5px] text-muted">{form.errors.method ?? METHOD_HINTS[method]}</p>
      </div>
      <div className="grid grid-cols-6 gap-x-3 gap-y-4">
        <TextField
          form={form}
          name="host"
          path="target.host"
          label={method === "simulated" ? "Host to name it by" : "Host"}
          placeholder="203.0.113.47"
          inputMode="url"
          mono
          onLeave={takeApart}
          className={HOST_WIDTH[method]}
        />
        {hasPort(method) && (
          <TextField
            form={form}
            name="port"
            path="target.port"
            label="Port"
            optional={method === "http"}
            placeholder={method === "http" ? "80" : "443"}
            inputMode="numeric"
            mono
            className={method === "http" ? "col-span-2 max-sm:col-span-6" : "col-span-2"}
          />
        )}
        {method === "http" && (
          <TextField
            form={form}
            name="path"
            path="target.path"
            label="Path"
            optional
            placeholder="/"
            inputMode="url"
            mono
            className="col-span-6"
          />
        )}
      </div>
      {method === "simulated" && (
        <ChoiceChips
          legend="Scenario"
          name="scenario"
          value={scenario}
          options={SCENARIOS}
          onChange={(value) => form.change({ scenario: value })}
        />
      )}
    </div>
  );
}
