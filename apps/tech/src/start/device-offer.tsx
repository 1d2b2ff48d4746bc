import { createQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { server } from "../server.ts";
import { heedSignOut } from "../session/person.ts";
import { Icon } from "../shell/icon.tsx";
import { type Draft, EMPTY_DRAFT } from "./draft.ts";
import { changeDraft, draft } from "./draft-store.ts";
import { recognise } from "./target.ts";

export const BACK_TO_THE_EDGE = {
  device: null,
  method: EMPTY_DRAFT.method,
  port: EMPTY_DRAFT.port,
} satisfies Partial<Draft>;

/** The devices that are online at the account or with the MAC that was typed, to measure from; or the one chosen. */
export function DeviceOffer(props: { error?: string | undefined; onEdit: () => void }) {
  const wanted = () => {
    const target = recognise(draft.text, draft.chosenKind);
    return target?.kind === "account" || target?.kind === "mac" ? target : null;
  };
  const found = createQuery(() => ({
    queryKey: ["devices-at", wanted()?.value ?? null],
    queryFn: async () => {
      const target = wanted();
      if (!target) return [];
      const about = target.kind === "account" ? { accountNumber: target.value } : { search: target.value };
      try {
        return (await server.devices.list.query({ ...about, isOnline: true, limit: 3 })).items;
      } catch (thrown) {
        heedSignOut(thrown);
        return [];
      }
    },
    staleTime: 15_000,
    enabled: wanted() !== null,
  }));
  const choose = (device: Draft["device"]) => {
    props.onEdit();
    changeDraft(device ? { device, method: "icmp" } : BACK_TO_THE_EDGE);
  };
  return (
    <Show
      when={draft.device}
      fallback={
        <For each={wanted() ? (found.data ?? []) : []}>
          {({ id, name }) => (
            <button type="button" class="suggestion" onClick={() => choose({ id, name })}>
              <Icon name="live" />
              <span>
                Diagnose from <b>{name}</b> <span class="muted">online at this line</span>
              </span>
            </button>
          )}
        </For>
      }
    >
      {(device) => (
        <div class="measured-from">
          <p class="taken">
            <span>
              Measured from <b>{device().name}</b>
            </span>
            <button type="button" class="chip-button" onClick={() => choose(null)}>
              From the edge instead
            </button>
          </p>
          <Show when={props.error}>
            <p class="error" role="alert">
              {props.error}
            </p>
          </Show>
        </div>
      )}
    </Show>
  );
}
