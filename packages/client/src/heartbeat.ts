export interface Heartbeat {
  /** Begins with one beat at once: a connection counts only when it answers. */
  start(): void;
  /** Something came: the connection is alive. */
  heard(): void;
  /** Asks now, for when there is reason for doubt. */
  check(withinMs: number): void;
  stop(): void;
}

export interface HeartbeatOptions {
  beat(): void;
  onSilence(): void;
  everyMs: number;
  answerMs: number;
}

/** Beats about every `everyMs` and tells when nothing was heard for `answerMs` after a beat. */
export function createHeartbeat({ beat, onSilence, everyMs, answerMs }: HeartbeatOptions): Heartbeat {
  let nextBeat: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let silentAt = Number.POSITIVE_INFINITY;

  function check(withinMs: number) {
    clearTimeout(nextBeat);
    nextBeat = setTimeout(() => check(answerMs), everyMs * (0.8 + Math.random() * 0.4));
    expectAnswer(withinMs);
    beat();
  }

  /** A later beat does not give more time to an earlier one. */
  function expectAnswer(withinMs: number) {
    const at = Date.now() + withinMs;
    if (at >= silentAt) return;
    clearTimeout(silence);
    silentAt = at;
    silence = setTimeout(onSilence, withinMs);
  }

  function heard() {
    clearTimeout(silence);
    silentAt = Number.POSITIVE_INFINITY;
  }

  return {
    start: () => check(answerMs),
    heard,
    check,
    stop() {
      clearTimeout(nextBeat);
      heard();
    },
  };
}
