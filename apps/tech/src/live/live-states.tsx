import type { Failure } from "@fieldline/client/errors";
import { Show } from "solid-js";
import { go } from "../route.ts";
import { whyNot } from "../session/rights.ts";

/** The live screen's shape while its job is on the way. */
export function LiveBones(props: { hasNoConnection: boolean }) {
  return (
    <Show
      when={!props.hasNoConnection}
      fallback={
        <div class="empty">
          <h1>Nothing of this job is on this phone</h1>
          <p class="muted">It will be here as soon as there is a connection.</p>
        </div>
      }
    >
      <div aria-hidden="true">
        <span class="bone bone-title" />
        <div class="big">
          <span class="bone" />
          <span class="bone" />
        </div>
        <span class="bone bone-chart" />
        <span class="bone bone-line" />
      </div>
      <p class="unseen" role="status">
        Loading the job
      </p>
    </Show>
  );
}

export function NoJobYet() {
  return (
    <div class="screen">
      <div class="empty">
        <h1>Nothing to watch yet</h1>
        <Show
          when={!whyNot("jobs.create")}
          fallback={<p class="muted">A job that you open shows up here with its packets as they arrive.</p>}
        >
          <p class="muted">Start a probe and its packets show up here as they arrive.</p>
          <button type="button" class="big-button primary" onClick={() => go({ screen: "start" })}>
            Start a probe
          </button>
        </Show>
      </div>
    </div>
  );
}

export function NoSuchJob(props: { failure: Failure }) {
  const isMissing = () => props.failure.reason === "JOB_NOT_FOUND" || props.failure.reason === "INVALID_INPUT";
  const isOthers = () => props.failure.reason === "FORBIDDEN";
  return (
    <div class="empty">
      <h1>{isMissing() ? "No such job" : isOthers() ? "Not your job" : "This job cannot be shown"}</h1>
      <p class="muted">
        {isMissing()
          ? "It may have been deleted, or the link is not complete. Your jobs of today are under Mine."
          : props.failure.message}
      </p>
      <button type="button" class="big-button" onClick={() => go({ screen: "mine" })}>
        My jobs
      </button>
    </div>
  );
}
