import type { ProbeJob, Sample } from "@fieldline/domain/job";
import { isRecord } from "../kept.ts";
import { keepOwn, keptOwn } from "../session/own.ts";

/** The probe looked at last with its newest samples, so that a dead spot or a reload shows something. */
export interface LastState {
  job: ProbeJob;
  samples: Sample[];
}

const KEY = "last-job";
const MOST_SAMPLES = 300;

export function lastState(): LastState | null {
  return keptOwn(KEY, isLastState);
}

export function keepLastState({ job, samples }: LastState): void {
  keepOwn(KEY, { job, samples: samples.slice(-MOST_SAMPLES) });
}

function isLastState(value: unknown): value is LastState {
  return (
    isRecord(value) &&
    isRecord(value.job) &&
    typeof value.job.id === "string" &&
    isRecord(value.job.spec) &&
    Array.isArray(value.samples) &&
    value.samples.every((sample) => isRecord(sample) && typeof sample.at === "number" && typeof sample.seq === "number")
  );
}
