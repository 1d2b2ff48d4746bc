import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { scan } from "./barcode.ts";

/** The camera on the whole screen until it sees a code or the reader closes it. */
export function BarcodeDialog(props: { onCode: (text: string) => void; onClose: () => void }) {
  const stop = new AbortController();
  const [problem, setProblem] = createSignal("");
  let dialog: HTMLDialogElement | undefined;
  let video: HTMLVideoElement | undefined;
  onMount(() => {
    dialog?.showModal();
    if (!video) return;
    scan(video, stop.signal).then(props.onCode, () => {
      if (!stop.signal.aborted)
        setProblem("The camera cannot be used. Allow it for this page in the browser's settings, or type the number.");
    });
  });
  onCleanup(() => stop.abort());
  return (
    <dialog ref={dialog} class="scanner" aria-label="Scan a barcode" onClose={props.onClose}>
      <Show when={!problem()} fallback={<p role="alert">{problem()}</p>}>
        <video ref={video} muted playsinline />
        <p>Hold the barcode of the account or device into the picture.</p>
      </Show>
      <button type="button" class="big-button" onClick={() => dialog?.close()}>
        Close
      </button>
    </dialog>
  );
}
