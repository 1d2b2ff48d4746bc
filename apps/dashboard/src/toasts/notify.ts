export interface Toast {
  tone: "success" | "error";
  title: string;
  description?: string;
}

type Show = (toast: Toast) => void;

let show: Show | undefined;
let waiting: Toast[] = [];
let onFirst: (() => void) | undefined;

/** Says something in passing. What comes before the toaster is loaded waits for it. */
export function notify(toast: Toast): void {
  if (show) show(toast);
  else {
    waiting.push(toast);
    onFirst?.();
  }
}

/** Calls back when there is something to say for the first time. */
export function onFirstToast(callback: () => void): () => void {
  onFirst = callback;
  return () => {
    onFirst = undefined;
  };
}

/** Hands over to a toaster that is on the page; the returned function takes it back. */
export function showToastsBy(shower: Show): () => void {
  show = shower;
  for (const toast of waiting) shower(toast);
  waiting = [];
  return () => {
    show = undefined;
  };
}
