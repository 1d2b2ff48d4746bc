/** Later than a closed dialog's own attempt to give the focus back. */
const AFTER_CLOSE_MS = 50;

/** Puts the focus somewhere sensible when what had it before a dialog is gone: at `selector`, or else on the page. */
export function focusAfterDialog(selector?: string): void {
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const wanted = selector ? document.querySelector<HTMLElement>(selector) : null;
    (wanted ?? document.getElementById("main"))?.focus({ preventScroll: true });
  }, AFTER_CLOSE_MS);
}
