import { useCallback } from "react";
import type { JsonSchema } from "../../editor/json-schema.ts";
import { JsonField } from "./json-field.tsx";
import { probeIssues } from "./json-issues.ts";
import type { TemplateFormState } from "./use-template-form.ts";

const text = (description: string): JsonSchema => ({ type: "string", description });
const number = (description: string): JsonSchema => ({ type: "integer", description });
/** What completion offers; what is taken in the end is checked by the rules of probes. */
const SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    name: text("What its probes are called."),
    method: { enum: ["icmp", "tcp", "http", "traceroute", "simulated"], description: "How it is measured." },
    target: {
      type: "object",
      description: "What is measured.",
      properties: {
        host: text("A name, an IPv4 or an IPv6 address."),
        port: number("From 1 to 65535."),
        path: text("Of an HTTP request, from / on."),
        accountNumber: text("Whose line it is."),
        mac: text("Of the customer's equipment."),
        ip: text("Of the customer's equipment."),
      },
    },
    vantage: {
      type: "object",
      description: "Where it is measured from.",
      properties: {
        kind: { enum: ["edge", "device", "simulator"] },
        deviceId: text("The id of the device that measures."),
        scenario: { enum: ["healthy", "intermittent", "offline"] },
      },
    },
    cadenceMs: number("How often, in ms."),
    durationMs: number("For how long, in ms."),
    packets: number("Packets a tick, from 1 to 20."),
    timeoutMs: number("How long one packet may wait for its reply, in ms."),
    expectedStatus: { type: "array", description: "HTTP statuses that count as a reply." },
    followRedirects: { enum: [true, false] },
    notes: text("Why it is measured."),
  },
};

/** A probe's fields as JSON; what is left out is asked for when a probe is made. */
export function ProbeField({
  form: { draft, reading, change },
  isReadOnly,
}: {
  form: TemplateFormState;
  isReadOnly: boolean;
}) {
  const { variables } = reading;
  const check = useCallback((typed: string) => probeIssues(typed, variables), [variables]);
  return (
    <div className="p-3.5">
      <JsonField
        label="Probe"
        value={draft.probe}
        isReadOnly={isReadOnly}
        check={check}
        schema={SCHEMA}
        className="h-72"
        whenRight="What is left out, such as the host, is asked for when a probe is made. Ctrl+Space offers what fits."
        onChange={(probe) => change({ probe })}
      />
    </div>
  );
}
