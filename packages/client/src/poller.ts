import { interruptibleWait } from "./interruptible-wait.ts";

export interface Poller {
  readonly isPolling: boolean;
  start(): void;
  stop(): void;
  /** Does not wait for the next turn. */
  hurry(): void;
}

/** Polls until it is stopped, `delayMs` after each poll has ended. `poll` does not reject. */
export function createPoller(poll: () => Promise<void>, delayMs: () => number): Poller {
  const pause = interruptibleWait();
  let run: symbol | undefined;

  async function repeat(mine: symbol) {
    while (run === mine) {
      await poll();
      if (run === mine) await pause.wait(delayMs());
    }
  }

  return {
    get isPolling() {
      return run !== undefined;
    },
    start() {
      if (run) return;
      run = Symbol();
      void repeat(run);
    },
    stop() {
      run = undefined;
      pause.interrupt();
    },
    hurry: pause.interrupt,
  };
}
