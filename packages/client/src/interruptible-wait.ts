export interface InterruptibleWait {
  /** Resolves after `delayMs`, or as soon as it is interrupted. One wait at a time. */
  wait(delayMs: number): Promise<void>;
  interrupt(): void;
}

const MAX_TIMER_MS = 2 ** 31 - 1;

/** A wait that an event can cut short and that leaves no timer behind. */
export function interruptibleWait(): InterruptibleWait {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wake: (() => void) | undefined;

  function interrupt() {
    clearTimeout(timer);
    wake?.();
  }

  return {
    wait: (delayMs) =>
      new Promise((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, Math.min(delayMs, MAX_TIMER_MS));
      }),
    interrupt,
  };
}
