import { formatMac } from "@fieldline/ui/format";
import { formatRelative } from "@fieldline/ui/time";
import { For, type JSX, Show, Suspense } from "solid-js";
import { now } from "../clock.ts";
import { Icon } from "../shell/icon.tsx";
import { changeDraft, draft } from "./draft-store.ts";
import { Field } from "./field.tsx";
import { createKnownAddress } from "./known-address.ts";
import { KIND_WORDS, kindsOf, recognise } from "./target.ts";

/** The one field for an account, a MAC, an IP or a host, with what it was taken for. */
export function TargetField(props: { error?: string | undefined; onEdit: () => void; children?: JSX.Element }) {
  const target = () => recognise(draft.text, draft.chosenKind);
  const others = () => kindsOf(draft.text).filter((kind) => kind !== target()?.kind);
  const isOptional = () => draft.method === "simulated";
  const edit = (text: string) => {
    props.onEdit();
    changeDraft({ text, chosenKind: null });
  };
  return (
    <Field
      id="target"
      label={isOptional() ? "Account, MAC, IP or host (optional)" : "Account, MAC, IP or host"}
      error={props.error}
    >
      {(described) => (
        <>
          <div class="box">
            <input
              {...described}
              value={draft.text}
              placeholder="ACC-7731 or 203.0.113.47"
              autocomplete="off"
              autocapitalize="off"
              autocorrect="off"
              spellcheck={false}
              enterkeyhint="go"
              onInput={({ currentTarget }) => edit(currentTarget.value)}
            />
            <Show when={draft.text !== ""} fallback={props.children}>
              <button type="button" class="plain" aria-label="Clear the field" onClick={() => edit("")}>
                <Icon name="clear" />
              </button>
            </Show>
          </div>
          <Show when={target()}>
            {(known) => (
              <p class="taken" aria-live="polite">
                <span>
                  Taken as{" "}
                  <b>
                    {KIND_WORDS[known().kind]}
                    {known().kind === "mac" ? ` ${formatMac(known().value)}` : ""}
                  </b>
                </span>
                <For each={others()}>
                  {(kind) => (
                    <button type="button" class="chip-button" onClick={() => changeDraft({ chosenKind: kind })}>
                      {KIND_WORDS[kind]} instead
                    </button>
                  )}
                </For>
              </p>
            )}
          </Show>
        </>
      )}
    </Field>
  );
}

/** Where to measure when the target is an account or a MAC, with the place where it was last measured. */
export function AddressField(props: { error?: string | undefined; onEdit: () => void }) {
  const target = () => recognise(draft.text, draft.chosenKind);
  const known = createKnownAddress(target);
  const edit = (address: string) => {
    props.onEdit();
    changeDraft({ address });
  };
  return (
    <Field id="address" label="Measure at IP or host" error={props.error}>
      {(described) => (
        <>
          <div class="box">
            <input
              {...described}
              value={draft.address}
              placeholder="203.0.113.47"
              autocomplete="off"
              autocapitalize="off"
              autocorrect="off"
              spellcheck={false}
              onInput={({ currentTarget }) => edit(currentTarget.value)}
            />
          </div>
          <Suspense>
            <Show when={known.data && known.data.host !== draft.address ? known.data : null}>
              {(last) => (
                <button type="button" class="suggestion" onClick={() => edit(last().host)}>
                  <Icon name="history" />
                  <span>
                    <span class="mono">{last().host}</span>{" "}
                    <span class="muted">measured {formatRelative(last().measuredAt, now())}</span>
                  </span>
                </button>
              )}
            </Show>
          </Suspense>
        </>
      )}
    </Field>
  );
}
