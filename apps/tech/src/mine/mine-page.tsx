import { errorOf } from "@fieldline/client/errors";
import type { CommandJob, Job, ProbeJob, TaskJob } from "@fieldline/domain/job";
import { formatPercent } from "@fieldline/ui/format";
import { sparkline } from "@fieldline/ui/sparkline";
import { lossTone, statusLook } from "@fieldline/ui/status";
import { formatClockMinute, formatExact } from "@fieldline/ui/time";
import { For, Match, Show, Switch } from "solid-js";
import { now } from "../clock.ts";
import { isOnline } from "../live/online.ts";
import { METHOD_WORDS } from "../method-words.ts";
import { go, pathOf } from "../route.ts";
import { me } from "../session/person.ts";
import { whyNot } from "../session/rights.ts";
import { Chip } from "../shell/chip.tsx";
import { Icon } from "../shell/icon.tsx";
import { PersonButton } from "../shell/person-button.tsx";
import { QueuedStarts } from "../start/queued-starts.tsx";
import { createMyJobs } from "./my-jobs.ts";
import { createUsage, usageWords } from "./usage.ts";

/** Keeps the line's place while it is on the way. */
const NOT_KNOWN_YET = "\u00a0";

export function MinePage() {
  return (
    <Show when={me()?.id} keyed>
      {(personId) => <JobsOf personId={personId} />}
    </Show>
  );
}

function JobsOf(props: { personId: string }) {
  const { query, connection } = createMyJobs(props.personId);
  const usage = createUsage();
  const isUsedUp = () => (usage.data?.usedToday ?? 0) >= (usage.data?.jobsPerUserPerDay ?? Number.POSITIVE_INFINITY);
  const jobs = () => query.data?.jobs ?? [];
  const hasNoConnection = () => !isOnline() || connection() === "offline" || query.isError;
  return (
    <div class="screen mine">
      <header class="bar">
        <h1>My jobs today</h1>
        <PersonButton />
      </header>
      <Show when={!whyNot("jobs.create")}>
        <p class={`usage num ${isUsedUp() ? "tone-text-warn" : "muted"}`}>
          {usage.data ? usageWords(usage.data, now()) : NOT_KNOWN_YET}
        </p>
      </Show>
      <Show when={hasNoConnection() && query.data}>
        <p class="banner connection" role="status">
          No connection. Showing what was here last.
        </p>
      </Show>
      <QueuedStarts />
      <Switch fallback={<Bones />}>
        <Match when={jobs().length > 0}>
          <ul class="rows">
            <For each={jobs()}>{(job) => (job.kind === "probe" ? <ProbeRow job={job} /> : <WorkRow job={job} />)}</For>
          </ul>
        </Match>
        <Match when={query.data}>
          <div class="empty">
            <h2>No jobs yet today</h2>
            <Show when={!whyNot("jobs.create")} fallback={<p class="muted">{whyNot("jobs.create")}</p>}>
              <p class="muted">What you start shows up here and stays until midnight.</p>
              <button type="button" class="big-button primary" onClick={() => go({ screen: "start" })}>
                Start a probe
              </button>
            </Show>
          </div>
        </Match>
        <Match when={query.isError}>
          <div class="empty" role="alert">
            <h2>The list could not be loaded</h2>
            <p class="muted">{errorOf(query.error).message}</p>
            <button type="button" class="big-button" onClick={() => void query.refetch()}>
              Try again
            </button>
          </div>
        </Match>
      </Switch>
    </div>
  );
}

function ProbeRow(props: { job: ProbeJob }) {
  const path = () => pathOf({ screen: "live", jobId: props.job.id });
  const target = () => props.job.spec.target;
  const line = () => sparkline(props.job.recent, { width: 120, height: 24, capacity: 60 });
  const loss = () => props.job.summary?.lossPercent ?? null;
  return (
    <li>
      <a
        href={path()}
        onClick={(event) => {
          event.preventDefault();
          go({ screen: "live", jobId: props.job.id });
        }}
      >
        <span class="row-head">
          <b>{target().accountNumber ?? target().host}</b>
          <Chip look={statusLook(props.job.status)} />
        </span>
        <span class="row-body num muted">
          <span class="mono">{target().accountNumber ? target().host : METHOD_WORDS[props.job.spec.method]}</span>
          <Started job={props.job} />
        </span>
        <span class="row-body num">
          <svg class="spark" viewBox="0 0 120 24" aria-hidden="true">
            <path class="spark-line" d={line().line} />
            <path class="spark-loss" d={line().losses} />
          </svg>
          <span class={`loss tone-text-${lossTone(loss())}`}>{formatPercent(loss())} loss</span>
        </span>
        <Icon name="next" />
      </a>
    </li>
  );
}

/** A command has nothing to watch here. */
function WorkRow(props: { job: CommandJob | TaskJob }) {
  const where = () =>
    props.job.kind === "command" ? props.job.spec.deviceName : (props.job.assigneeName ?? props.job.queue);
  return (
    <li class="command">
      <span class="row-head">
        <b>{props.job.name}</b>
        <Chip look={statusLook(props.job.status)} />
      </span>
      <span class="row-body num muted">
        <span class="mono">{where()}</span>
        <Started job={props.job} />
      </span>
    </li>
  );
}

function Started(props: { job: Job }) {
  return (
    <time title={formatExact(props.job.createdAt)} datetime={new Date(props.job.createdAt).toISOString()}>
      {formatClockMinute(props.job.createdAt)}
    </time>
  );
}

function Bones() {
  return (
    <div class="rows" aria-hidden="true">
      <span class="bone bone-row" />
      <span class="bone bone-row" />
      <span class="bone bone-row" />
    </div>
  );
}
