import { For, Show } from "solid-js";
import { Icon } from "../shell/icon.tsx";
import { type RecentTarget, recentTargets } from "./recent-targets.ts";

/** The last targets from this phone; a tap fills the form. */
export function RecentTargets(props: { onChoose: (target: RecentTarget) => void }) {
  const targets = recentTargets();
  return (
    <Show when={targets.length > 0}>
      <section class="recent" aria-label="Last targets">
        <For each={targets}>
          {(target) => (
            <button type="button" class="suggestion" onClick={() => props.onChoose(target)}>
              <Icon name="history" />
              <span class="mono">{target.text}</span>
              <span class="muted">{target.address || target.method.toUpperCase()}</span>
            </button>
          )}
        </For>
      </section>
    </Show>
  );
}
