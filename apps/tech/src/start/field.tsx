import { type JSX, Show } from "solid-js";

/** A labelled input with its error or hint below it. */
export function Field(props: {
  id: string;
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  children: (described: { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }) => JSX.Element;
}) {
  const noteId = () => (props.error || props.hint ? `${props.id}-note` : undefined);
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.children({
        id: props.id,
        get "aria-invalid"() {
          return Boolean(props.error);
        },
        get "aria-describedby"() {
          return noteId();
        },
      })}
      <Show when={noteId()}>
        {(id) => (
          <p id={id()} class={props.error ? "error" : "hint"} role={props.error ? "alert" : undefined}>
            {props.error ?? props.hint}
          </p>
        )}
      </Show>
    </div>
  );
}
