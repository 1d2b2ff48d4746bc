import { errorOf } from "@fieldline/client/errors";
import { formatQuantity } from "@fieldline/ui/format";
import { createSignal, onMount, Show } from "solid-js";
import { isOnline } from "../live/online.ts";
import { leave, type Person } from "../session/person.ts";
import { myStarts } from "../start/queue-store.ts";

const ROLE_WORDS = {
  viewer: "Viewer: looks at jobs",
  tech: "Tech: starts and controls own jobs",
  operator: "Operator: controls all jobs",
  admin: "Administrator",
} as const;

/** Who is signed in, and what signing out means on this phone. */
export function PersonDialog(props: { person: Person; onClose: () => void }) {
  const [failure, setFailure] = createSignal<string | null>(null);
  const [isLeaving, setIsLeaving] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());

  async function signOut() {
    if (isLeaving()) return;
    setIsLeaving(true);
    setFailure(null);
    try {
      await leave();
    } catch (thrown) {
      const { reason, message } = errorOf(thrown);
      setFailure(
        reason === "UNREACHABLE" ? "Signing out needs a connection. You are still signed in on this phone." : message,
      );
      setIsLeaving(false);
    }
  }

  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="person-title" onClose={props.onClose}>
      <h2 id="person-title">{props.person.name}</h2>
      <p class="muted">{props.person.email}</p>
      <p class="muted">{ROLE_WORDS[props.person.role]}</p>
      <p>
        Signing out takes your last targets, your last job and what you typed off this phone.
        <Show when={myStarts().length > 0}>
          {" "}
          <b>{formatQuantity(myStarts().length, "waiting start")}</b> stays until you sign in here again.
        </Show>
      </p>
      <Show when={failure() ?? (isOnline() ? null : "Signing out needs a connection.")}>
        {(text) => (
          <p class="error" role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div class="stack">
        <button type="button" class="big-button" aria-disabled={isLeaving()} onClick={() => void signOut()}>
          {isLeaving() ? "Signing out…" : "Sign out"}
        </button>
        <a class="big-button" href="/account">
          Password and sessions
        </a>
        <button type="button" class="big-button" autofocus onClick={() => dialog?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
