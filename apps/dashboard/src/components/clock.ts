import { useSyncExternalStore } from "react";

let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present moment in epoch ms, renewed each second while something shows it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    if (!timer) nowMs = Math.max(nowMs, Math.floor(Date.now() / 1_000) * 1_000);
    return nowMs;
  });
}
