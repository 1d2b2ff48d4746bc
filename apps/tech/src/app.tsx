import { createEffect, createMemo, lazy, Match, on, onCleanup, Show, Suspense, Switch } from "solid-js";
import { lastState } from "./live/last-state.ts";
import { go, goOnFromSignIn, goToSignIn, route } from "./route.ts";
import { keepChecking, session } from "./session/person.ts";
import { dismissNotice, notice } from "./shell/notice.ts";
import { hasUpdate, showUpdate } from "./shell/service-worker.ts";
import { TabBar } from "./shell/tab-bar.tsx";
import { keepFlushing, myStarts, startQueue } from "./start/queue-store.ts";

const StartPage = lazy(() => import("./start/start-page.tsx").then((module) => ({ default: module.StartPage })));
const LivePage = lazy(() => import("./live/live-page.tsx").then((module) => ({ default: module.LivePage })));
const MinePage = lazy(() => import("./mine/mine-page.tsx").then((module) => ({ default: module.MinePage })));
const SignInPage = lazy(() => import("./session/sign-in-page.tsx").then((module) => ({ default: module.SignInPage })));
const TITLES = { start: "Start", live: "Live", mine: "Mine", "sign-in": "Sign in" } as const;

export function App() {
  onCleanup(keepFlushing());
  onCleanup(keepChecking());
  createEffect(() => {
    if (session() === "lost" || session() === "out") goToSignIn();
    if (session() === "in" && route().screen === "sign-in") goOnFromSignIn();
  });
  createEffect(on(session, (state) => state === "in" && void startQueue.flush()));
  createEffect(() => {
    document.title = `${TITLES[route().screen]} · Fieldline`;
  });
  const liveId = createMemo<string | null>((before) => {
    const current = route();
    return current.screen === "live" && current.jobId ? current.jobId : before;
  }, lastState()?.job.id ?? null);
  return (
    <div class="shell">
      <main>
        <Suspense fallback={<ScreenBones />}>
          <Switch>
            <Match when={session() === "lost" || session() === "out"}>
              <SignInPage />
            </Match>
            <Match when={session() === "unknown" || route().screen === "sign-in"}>
              <ScreenBones />
            </Match>
            <Match when={route().screen === "live"}>
              <LivePage jobId={currentJobId()} />
            </Match>
            <Match when={route().screen === "mine"}>
              <MinePage />
            </Match>
            <Match when={true}>
              <StartPage />
            </Match>
          </Switch>
        </Suspense>
      </main>
      <div class="notices">
        <Show when={notice()}>
          {(said) => (
            <div class="notice" role="status">
              <span>{said().text}</span>
              <Show when={said().jobId}>
                {(jobId) => (
                  <button
                    type="button"
                    onClick={() => {
                      go({ screen: "live", jobId: jobId() });
                      dismissNotice();
                    }}
                  >
                    Open
                  </button>
                )}
              </Show>
              <Show when={!said().jobId}>
                <button type="button" onClick={dismissNotice}>
                  OK
                </button>
              </Show>
            </div>
          )}
        </Show>
        <Show when={hasUpdate() && route().screen !== "live"}>
          <div class="notice" role="status">
            <span>A newer version is ready.</span>
            <button type="button" onClick={showUpdate}>
              Reload
            </button>
          </div>
        </Show>
      </div>
      <div class="foot">
        <Switch>
          <Match when={session() === "in"}>
            <TabBar liveJobId={liveId()} queued={myStarts().length} />
          </Match>
          <Match when={session() === "unknown"}>
            <div class="tabs" aria-hidden="true" />
          </Match>
        </Switch>
      </div>
    </div>
  );
}

/** The same shape as in index.html, so that nothing moves while a screen loads. */
function ScreenBones() {
  return (
    <div class="screen" aria-hidden="true">
      <div class="bar">
        <span class="bone bone-title" />
      </div>
      <span class="bone bone-field" />
      <span class="bone bone-line" />
      <span class="bone bone-line short" />
    </div>
  );
}

function currentJobId() {
  const current = route();
  return current.screen === "live" ? current.jobId : null;
}
