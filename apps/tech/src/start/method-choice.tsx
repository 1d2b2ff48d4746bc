import type { Scenario } from "@fieldline/domain/job";
import { createSignal, Match, Show, Switch } from "solid-js";
import { Icon } from "../shell/icon.tsx";
import { Choice } from "./choice.tsx";
import { type Draft, type FieldErrors, type Field as FieldName, type Method, needsAddress } from "./draft.ts";
import { changeDraft, draft } from "./draft-store.ts";
import { Field } from "./field.tsx";
import { recognise } from "./target.ts";

const TCP = { value: "tcp", label: "TCP" } as const;
const HTTP = { value: "http", label: "HTTP" } as const;
const EDGE_METHODS: { value: Method; label: string }[] = [TCP, HTTP, { value: "simulated", label: "Simulator" }];
const DEVICE_METHODS: { value: Method; label: string }[] = [{ value: "icmp", label: "Ping" }, TCP, HTTP];

const SCENARIOS = [
  { value: "healthy", label: "Healthy" },
  { value: "intermittent", label: "Drops" },
  { value: "offline", label: "Offline" },
] as const satisfies { value: Scenario; label: string }[];

const USUAL_PORT: Record<Method, string> = { icmp: "", tcp: "443", http: "80", simulated: "" };

/** How to measure, with the port where the method needs one and the target does not give it. */
export function MethodChoice(props: { errors: FieldErrors; onEdit: (field: FieldName) => void }) {
  const givenPort = () => recognise(needsAddress(draft) ? draft.address : draft.text, draft.chosenKind)?.port;
  function choose(method: Method) {
    props.onEdit("method");
    const isUsual = draft.port === USUAL_PORT[draft.method] || draft.port === "";
    changeDraft({ method, ...(isUsual && USUAL_PORT[method] && { port: USUAL_PORT[method] }) });
  }
  const [isOpen, setIsOpen] = createSignal(false);
  const isShown = () => isOpen() || Boolean(props.errors.port ?? props.errors.method);
  return (
    <div class="method">
      <button type="button" class="fold" aria-expanded={isShown()} onClick={() => setIsOpen(!isShown())}>
        <span>
          <span class="muted">By</span> {inWords(draft, givenPort())}
        </span>
        <Icon name="next" />
      </button>
      <Show when={isShown()}>
        <MethodFields errors={props.errors} onEdit={props.onEdit} onChoose={choose} givenPort={givenPort()} />
      </Show>
    </div>
  );
}

function inWords({ method, port, scenario }: Draft, givenPort: number | undefined) {
  if (method === "simulated")
    return `simulator, ${SCENARIOS.find(({ value }) => value === scenario)?.label.toLowerCase()}`;
  if (method === "icmp") return "ping";
  const shown = givenPort ?? port.trim();
  if (method === "http")
    return shown === 443 || shown === "443" ? "HTTPS request" : `HTTP request, port ${shown || "80"}`;
  return shown === "" ? "TCP connect, no port yet" : `TCP connect, port ${shown}`;
}

function MethodFields(props: {
  errors: FieldErrors;
  onEdit: (field: FieldName) => void;
  onChoose: (method: Method) => void;
  givenPort: number | undefined;
}) {
  return (
    <>
      <Choice
        legend="Method"
        name="method"
        options={draft.device ? DEVICE_METHODS : EDGE_METHODS}
        value={draft.method}
        onChoose={props.onChoose}
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
        <Match when={draft.method !== "icmp"}>
          <Show when={props.givenPort === undefined}>
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
    </>
  );
}
