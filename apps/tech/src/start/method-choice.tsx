import type { Scenario } from "@fieldline/domain/job";
import { Match, Show, Switch } from "solid-js";
import { Choice } from "./choice.tsx";
import { type FieldErrors, type Field as FieldName, type Method, needsAddress } from "./draft.ts";
import { changeDraft, draft } from "./draft-store.ts";
import { Field } from "./field.tsx";
import { recognise } from "./target.ts";

const METHODS = [
  { value: "tcp", label: "TCP" },
  { value: "http", label: "HTTP" },
  { value: "simulated", label: "Simulator" },
] as const satisfies { value: Method; label: string }[];

const SCENARIOS = [
  { value: "healthy", label: "Healthy" },
  { value: "intermittent", label: "Drops" },
  { value: "offline", label: "Offline" },
] as const satisfies { value: Scenario; label: string }[];

const USUAL_PORT: Record<Method, string> = { tcp: "443", http: "80", simulated: "" };

/** How to measure, with the port where the method needs one and the target does not give it. */
export function MethodChoice(props: { errors: FieldErrors; onEdit: (field: FieldName) => void }) {
  const givenPort = () => recognise(needsAddress(draft) ? draft.address : draft.text, draft.chosenKind)?.port;
  function choose(method: Method) {
    props.onEdit("method");
    const isUsual = draft.port === USUAL_PORT[draft.method] || draft.port === "";
    changeDraft({ method, ...(isUsual && method !== "simulated" && { port: USUAL_PORT[method] }) });
  }
  return (
    <div class="method">
      <Choice
        legend="By"
        name="method"
        options={METHODS}
        value={draft.method}
        onChoose={choose}
        error={props.errors.method}
      />
      <Switch>
        <Match when={draft.method === "simulated"}>
          <Choice
            legend="Made-up line, for trying things out"
            name="scenario"
            options={SCENARIOS}
            value={draft.scenario}
            onChoose={(scenario) => changeDraft({ scenario })}
          />
        </Match>
        <Match when={true}>
          <Show when={givenPort() === undefined}>
            <Field
              id="port"
              label={draft.method === "http" ? "Port (443 asks by https)" : "Port"}
              error={props.errors.port}
            >
              {(described) => (
                <input
                  {...described}
                  class="num"
                  value={draft.port}
                  inputmode="numeric"
                  autocomplete="off"
                  maxlength={5}
                  onInput={({ currentTarget }) => {
                    props.onEdit("port");
                    changeDraft({ port: currentTarget.value });
                  }}
                />
              )}
            </Field>
          </Show>
        </Match>
      </Switch>
    </div>
  );
}
