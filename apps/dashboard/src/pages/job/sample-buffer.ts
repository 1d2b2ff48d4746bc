import type { Sample } from "@fieldline/domain/job";

const MOST_KEPT = 20_000;

/** Samples on their way from the socket to the chart, which may come later than they do. */
export interface SampleBuffer {
  add(samples: readonly Sample[]): void;
  /** Calls back with what has come so far, then with each addition; returns how to stop. */
  follow(onSamples: (samples: readonly Sample[]) => void): () => void;
}

export function createSampleBuffer(): SampleBuffer {
  let kept: Sample[] = [];
  const followers = new Set<(samples: readonly Sample[]) => void>();
  return {
    add(samples) {
      if (samples.length === 0) return;
      kept = [...kept, ...samples].slice(-MOST_KEPT);
      for (const tell of followers) tell(samples);
    },
    follow(onSamples) {
      onSamples(kept);
      followers.add(onSamples);
      return () => void followers.delete(onSamples);
    },
  };
}
