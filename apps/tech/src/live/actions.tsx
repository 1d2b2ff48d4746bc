import { isEnded, type Job } from "@fieldline/domain/job";
import { Match, Show, Switch } from "solid-js";
import { go } from "../route.ts";
import { Icon } from "../shell/icon.tsx";
import { changeDraft } from "../start/draft-store.ts";
import { isSoundOn, toggleSound } from "./loss-sound.ts";
import { draftOf } from "./same-again.ts";
import { shareJob } from "./share.ts";

/** What can be done with a job, under the thumb. */
export function Actions(props: { job: Job; onStop: () => void; onResume: () => void }) {
  const isOver = () => isEnded(props.job.status);
  return (
    <div class="acts">
      <Switch>
        <Match when={props.job.status === "paused"}>
          <button type="button" onClick={props.onResume}>
            <Icon name="resume" filled />
            Resume
          </button>
        </Match>
        <Match when={!isOver()}>
          <button type="button" aria-pressed={isSoundOn()} onClick={toggleSound}>
            <Icon name={isSoundOn() ? "sound" : "muted"} />
            Sound
          </button>
        </Match>
      </Switch>
      <button type="button" onClick={() => void shareJob(props.job)}>
        <Icon name="share" />
        Share
      </button>
      <Show
        when={!isOver()}
        fallback={
          <button
            type="button"
            class="primary"
            onClick={() => {
              changeDraft(draftOf(props.job));
              go({ screen: "start" });
            }}
          >
            <Icon name="again" />
            Again
          </button>
        }
      >
        <button type="button" class="stop" onClick={props.onStop}>
          <Icon name="stop" filled />
          Stop
        </button>
      </Show>
    </div>
  );
}
