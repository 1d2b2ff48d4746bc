import { For } from "solid-js";
import { go, pathOf, type Route, route } from "../route.ts";
import { Icon } from "./icon.tsx";

/** The three screens, under the thumb. `liveJobId` is the job that Live leads to. */
export function TabBar(props: { liveJobId: string | null; queued: number }) {
  const tabs = () =>
    [
      { name: "Start", icon: "start", to: { screen: "start" } },
      { name: "Live", icon: "live", to: { screen: "live", jobId: props.liveJobId } },
      { name: "Mine", icon: "mine", to: { screen: "mine" } },
    ] as const satisfies { name: string; icon: string; to: Route }[];
  return (
    <nav class="tabs" aria-label="Screens">
      <For each={tabs()}>
        {({ name, icon, to }) => (
          <a
            href={pathOf(to)}
            aria-current={route().screen === to.screen ? "page" : undefined}
            onClick={(event) => {
              event.preventDefault();
              go(to);
            }}
          >
            <Icon name={icon} />
            <span>{name}</span>
            {to.screen === "start" && props.queued > 0 && (
              <b class="count">
                {props.queued}
                <span class="unseen"> waiting for a connection</span>
              </b>
            )}
          </a>
        )}
      </For>
    </nav>
  );
}
