import { errorOf } from "@fieldline/client/errors";
import { isEnded, type Job } from "@fieldline/domain/job";
import { statusLook } from "@fieldline/ui/status";
import { createEffect, createSignal, lazy, Match, on, onMount, Show, Suspense, Switch } from "solid-js";
import { now } from "../clock.ts";
import { server } from "../server.ts";
import { heedSignOut, me } from "../session/person.ts";
import { whyNot } from "../session/rights.ts";
import { Chip } from "../shell/chip.tsx";
import { tell } from "../shell/notice.ts";
import { Actions } from "./actions.tsx";
import { connectionWords } from "./connection-words.ts";
import { Figures, SmallFigures } from "./figures.tsx";
import { JobChart } from "./job-chart.tsx";
import { JobTitle } from "./job-title.tsx";
import { LiveBones, NoJobYet, NoSuchJob } from "./live-states.tsx";
import { soundLosses } from "./loss-sound.ts";
import { isOnline } from "./online.ts";
import { timeLeft } from "./time-left.ts";
import { VerdictCard } from "./verdict-card.tsx";
import { createWatchedJob } from "./watched-job.ts";
import { whoseJobWords } from "./whose-job.ts";

const StopDialog = lazy(() => import("./stop-dialog.tsx").then((module) => ({ default: module.StopDialog })));
const ShareDialog = lazy(() => import("./share-dialog.tsx").then((module) => ({ default: module.ShareDialog })));

export function LivePage(props: { jobId: string | null }) {
  return (
    <Show when={props.jobId} keyed fallback={<NoJobYet />}>
      {(id) => <LiveJobPage id={id} />}
    </Show>
  );
}

function LiveJobPage(props: { id: string }) {
  const watched = createWatchedJob(props.id);
  const [lostSince, setLostSince] = createSignal<number | null>(null);
  const [isSharing, setIsSharing] = createSignal(false);
  const [isStopping, setIsStopping] = createSignal(false);
  // Neither belongs to the first load, and neither should be waited for.
  onMount(() => void Promise.all([StopDialog.preload(), ShareDialog.preload()]).catch(() => {}));
  const probe = () => {
    const job = watched.job();
    return job?.kind === "probe" ? job : undefined;
  };
  const connection = () => watched.live().connection;
  createEffect(
    on([connection, isOnline], ([state, hasNetwork]) => {
      const isLost = state === "connecting" || state === "offline";
      setLostSince((since) => (!isLost ? null : hasNetwork ? (since ?? Date.now()) : 0));
    }),
  );
  watched.onSamples((samples) => soundLosses(samples, Date.now()));
  const words = () =>
    connectionWords({
      connection: connection(),
      isOnline: isOnline(),
      newestAt: watched.newest()?.at,
      lostSince: lostSince(),
      now: now(),
    });

  async function ask(call: () => Promise<Job>) {
    try {
      watched.put(await call());
    } catch (thrown) {
      if (!heedSignOut(thrown)) tell({ text: errorOf(thrown).message });
    }
  }

  return (
    <div class="screen live">
      <Switch fallback={<LiveBones hasNoConnection={connection() === "offline" || !isOnline()} />}>
        <Match when={watched.live().failure}>{(failure) => <NoSuchJob failure={failure()} />}</Match>
        <Match when={probe()}>
          {(job) => (
            <>
              <JobTitle job={job()} chip={<Chip look={statusLook(job().status)}>{timeLeft(job(), now())}</Chip>} />
              <Show when={job().prober?.state === "lost"}>
                <p class="banner connection" role="status">
                  {job().assigneeName} is lost. That says nothing about the target.
                </p>
              </Show>
              <Figures job={job()} newest={watched.newest()} isOld={words() !== null && lostSince() !== null} />
              <Show when={job().startedAt} keyed>
                {(startedAt) => <JobChart job={job()} startedAt={startedAt} watched={watched} />}
              </Show>
              <Show when={job().verdict}>{(verdict) => <VerdictCard verdict={verdict()} />}</Show>
              <SmallFigures job={job()} />
              <div class="acts-bar">
                <Show when={words()}>
                  {(text) => (
                    <p class="banner connection" role="status">
                      {text()}
                    </p>
                  )}
                </Show>
                <Show when={whoseJobWords(me(), job())}>{(text) => <p class="muted whose">{text()}</p>}</Show>
                <Actions
                  job={job()}
                  onShare={() => setIsSharing(true)}
                  onStop={() => setIsStopping(true)}
                  onResume={() => void ask(() => server.jobs.resume.mutate({ id: props.id }))}
                />
              </div>
              <Show when={isSharing()}>
                <Suspense>
                  <ShareDialog job={job()} onClose={() => setIsSharing(false)} />
                </Suspense>
              </Show>
              <Show when={isStopping() && !isEnded(job().status) && !whyNot("jobs.cancel", job())}>
                <Suspense>
                  <StopDialog
                    job={job()}
                    onClose={() => setIsStopping(false)}
                    onStop={() => void ask(() => server.jobs.cancel.mutate({ id: props.id }))}
                    onPause={() => void ask(() => server.jobs.pause.mutate({ id: props.id }))}
                  />
                </Suspense>
              </Show>
            </>
          )}
        </Match>
        <Match when={watched.job()}>
          {(job) => (
            <div class="bar">
              <h1>{job().name}</h1>
              <Chip look={statusLook(job().status)} />
            </div>
          )}
        </Match>
      </Switch>
    </div>
  );
}
