import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import { Match, Show, Switch } from "solid-js";
import { whyNot } from "../session/rights.ts";
import { Icon } from "../shell/icon.tsx";
import { isSoundOn, toggleSound } from "./loss-sound.ts";

/** What can be done with a job by who is looking at it, under the thumb. */
export function Actions(props: { job: ProbeJob; onStop: () => void; onResume: () => void; onShare: () => void }) {
  const isOver = () => isEnded(props.job.status);
  return (
    <div class="acts">
      <Switch>
        <Match when={props.job.status === "paused" && !whyNot("jobs.resume", props.job)}>
          <button type="button" onClick={props.onResume}>
            <Icon name="resume" filled />
            Resume
          </button>
        </Match>
        <Match when={!isOver() && props.job.status !== "paused"}>
          <button type="button" aria-pressed={isSoundOn()} onClick={toggleSound}>
            <Icon name={isSoundOn() ? "sound" : "muted"} />
            Sound
          </button>
        </Match>
      </Switch>
      <Show when={!whyNot("jobs.share", props.job)}>
        <button type="button" aria-haspopup="dialog" onClick={props.onShare}>
          <Icon name="share" />
          Share
        </button>
      </Show>
      <Show
        when={!isOver()}
        fallback={
          <Show when={!whyNot("jobs.create")}>
            <button
              type="button"
              class="primary"
              onClick={() => void import("./start-again.ts").then(({ startAgain }) => startAgain(props.job))}
            >
              <Icon name="again" />
              Again
            </button>
          </Show>
        }
      >
        <Show when={!whyNot("jobs.cancel", props.job)}>
          <button type="button" class="stop" onClick={props.onStop}>
            <Icon name="stop" filled />
            Stop
          </button>
        </Show>
      </Show>
    </div>
  );
}
