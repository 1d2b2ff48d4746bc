/** Runs of lost packets: how many runs, how many packets in all, and the lengths of the shortest and longest run. */
export interface Bursts {
  count: number;
  lost: number;
  shortest: number;
  longest: number;
}

export function noBursts(): Bursts {
  return { count: 0, lost: 0, shortest: 0, longest: 0 };
}

/** These bursts and one more run of `length` lost packets; a run of 0 is none. */
export function withRun(bursts: Bursts, length: number): Bursts {
  return length === 0 ? bursts : mergedBursts(bursts, { count: 1, lost: length, shortest: length, longest: length });
}

/** These bursts and a run that still goes on: it may become the longest, but says nothing yet on the shortest. */
export function withOpenRun(bursts: Bursts, length: number): Bursts {
  const all = withRun(bursts, length);
  return bursts.count === 0 ? all : { ...all, shortest: bursts.shortest };
}

export function mergedBursts(a: Bursts, b: Bursts): Bursts {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    count: a.count + b.count,
    lost: a.lost + b.lost,
    shortest: Math.min(a.shortest, b.shortest),
    longest: Math.max(a.longest, b.longest),
  };
}
