import { For, Show } from "solid-js";

/** One of a few, each a button as large as a thumb. */
export function Choice<Value extends string | number>(props: {
  legend: string;
  name: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChoose: (value: Value) => void;
  error?: string | undefined;
  kind?: "large" | "row";
}) {
  return (
    <fieldset
      class={`choice ${props.kind ?? "row"}`}
      aria-describedby={props.error ? `${props.name}-error` : undefined}
    >
      <legend>{props.legend}</legend>
      <div class="options">
        <For each={props.options}>
          {({ value, label }) => (
            <label>
              <input
                type="radio"
                name={props.name}
                checked={props.value === value}
                onChange={() => props.onChoose(value)}
              />
              <span>{label}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <p id={`${props.name}-error`} class="error" role="alert">
          {props.error}
        </p>
      </Show>
    </fieldset>
  );
}
