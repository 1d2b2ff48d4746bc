import { homedir, userInfo } from "node:os";
import type { Account } from "./run-as.ts";

const USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What a step is told: the job, and which step of it. */
export interface StepPlace {
  jobId: string;
  step: string;
  /** Counts from 1. */
  number: number;
}

/**
 * All that a step finds in its environment: PATH, HOME, USER, LOGNAME, LANG, FIELDLINE_JOB_ID, FIELDLINE_STEP (the
 * step's name) and FIELDLINE_STEP_NUMBER. Nothing else of the agent's own comes through, so no secret does.
 */
export function stepEnvironment({ jobId, step, number }: StepPlace, account: Account | undefined): NodeJS.ProcessEnv {
  const user = account?.name ?? userInfo().username;
  return {
    PATH: process.env.PATH || USUAL_PATH,
    HOME: account?.home ?? homedir(),
    USER: user,
    LOGNAME: user,
    LANG: "C.UTF-8",
    FIELDLINE_JOB_ID: jobId,
    FIELDLINE_STEP: step,
    FIELDLINE_STEP_NUMBER: String(number),
  };
}
