import { createSignal } from "solid-js";

export interface Notice {
  text: string;
  /** A job that the notice leads to. */
  jobId?: string;
}

const SHOWN_MS = 8_000;
const [notice, setNotice] = createSignal<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export { notice };

/** Says something once, above the tabs, for a few seconds. */
export function tell(next: Notice): void {
  clearTimeout(timer);
  setNotice(next);
  timer = setTimeout(() => setNotice(null), SHOWN_MS);
}

export function dismissNotice(): void {
  clearTimeout(timer);
  setNotice(null);
}
