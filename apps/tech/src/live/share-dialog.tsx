import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { formatClockMinute, formatDay } from "@fieldline/ui/time";
import { createSignal, onMount, Show } from "solid-js";
import { heedSignOut } from "../session/person.ts";
import { canHandOver, handOver, isCopied, type ReportLink, reportLink, withdraw } from "./share.ts";
import "./share.css";

/** Makes a link to the job's report, says who can read it until when, and takes it back on a tap. */
export function ShareDialog(props: { job: Job; onClose: () => void }) {
  const [link, setLink] = createSignal<ReportLink | null>(null);
  const [said, setSaid] = createSignal<string | null>(null);
  const [failure, setFailure] = createSignal<string | null>(null);
  let dialog: HTMLDialogElement | undefined;
  let shown: HTMLInputElement | undefined;
  onMount(() => {
    dialog?.showModal();
    void make();
  });

  async function attempt(act: () => Promise<void>) {
    setFailure(null);
    try {
      await act();
    } catch (thrown) {
      if (!heedSignOut(thrown)) setFailure(errorOf(thrown).message);
    }
  }
  const make = () => attempt(async () => void setLink(await reportLink(props.job.id)));
  const takeBack = (made: ReportLink) =>
    attempt(async () => {
      await withdraw(props.job.id, made);
      setLink(null);
      setSaid("The link leads nowhere any more.");
    });
  async function copy(made: ReportLink) {
    const isDone = await isCopied(made);
    if (!isDone) shown?.select();
    setSaid(isDone ? "The link is copied." : "This browser does not let pages copy. The link is selected above.");
  }

  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="share-title" onClose={props.onClose}>
      <h2 id="share-title">Share the report</h2>
      <p>
        Whoever has the link can read target, verdict, figures and chart
        {link() ? ` until ${untilWords(link() as ReportLink)}` : " for 7 days"}. It tells neither the account nor your
        name.
      </p>
      <input
        class="link mono"
        readonly
        ref={shown}
        aria-label="Link to the report"
        value={link()?.url ?? ""}
        placeholder={failure() || said() ? "" : "Making the link…"}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <p class={`sheet-said ${failure() ? "error" : "muted"}`} role="status">
        {failure() ?? said()}
      </p>
      <div class="stack">
        <Show
          when={link()}
          fallback={
            <button
              type="button"
              class="big-button primary"
              aria-disabled={!failure() && !said()}
              onClick={() => {
                if (!failure() && !said()) return;
                setSaid(null);
                void make();
              }}
            >
              {failure() ? "Try again" : said() ? "Make a new link" : "Making the link…"}
            </button>
          }
        >
          {(made) => (
            <>
              <Show when={canHandOver()}>
                <button
                  type="button"
                  class="big-button primary"
                  onClick={() => void handOver(made(), `Fieldline report: ${props.job.name}`)}
                >
                  Send
                </button>
              </Show>
              <button
                type="button"
                class={`big-button ${canHandOver() ? "" : "primary"}`}
                onClick={() => void copy(made())}
              >
                Copy the link
              </button>
              <button type="button" class="big-button" onClick={() => void takeBack(made())}>
                Take it back
              </button>
            </>
          )}
        </Show>
        <button type="button" class="big-button" autofocus onClick={() => dialog?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}

function untilWords({ expiresAt }: ReportLink) {
  return `${formatDay(expiresAt)}, ${formatClockMinute(expiresAt)}`.replaceAll(" ", "\u00a0");
}
