import type { JobKind } from "@fieldline/domain/job";

interface Advice {
  /** What happened, in a few words. */
  headline: string;
  /** What can be done about it. */
  advice: string;
}

const ADVICE: Record<string, Advice> = {
  STEP_FAILED: { headline: "A step failed", advice: "The end of its output usually says why." },
  STEP_KILLED: {
    headline: "A step was killed on the device",
    advice:
      "Another program, or the system for want of memory, sent it a signal. Look at the device's load, then retry.",
  },
  STEP_TIMED_OUT: {
    headline: "A step was out of time",
    advice: "Give it more time in the document, or find what it waited for.",
  },
  STDERR_OUTPUT: {
    headline: "A step wrote to stderr, which its document forbids",
    advice: "If that is harmless, allow it (allowStdErr) in the document.",
  },
  TIMEOUT: {
    headline: "The attempt was out of time",
    advice: "Give it a longer timeout, or find the step that takes so long.",
  },
  TIMED_OUT: {
    headline: "The attempt was out of time",
    advice: "It was killed on the device. Give it a longer timeout.",
  },
  AGENT_RESTARTED: {
    headline: "The agent restarted while this ran",
    advice:
      "What the step had done by then is not known, so it was not run again by itself. Check the device, then retry.",
  },
  AGENT_STOPPED: { headline: "The agent was stopped", advice: "Retry it when the agent runs again." },
  AGENT_FAULT: { headline: "The agent failed while it ran this", advice: "Its log on the device says why." },
  LEASE_EXPIRED: {
    headline: "The device was not heard of any more",
    advice: "It may have gone on without us. See that it is online and what it has done, then retry.",
  },
  DEVICE_REVOKED: {
    headline: "The device was revoked",
    advice: "It takes no more work. Enrol it anew, then run this again there.",
  },
  QUEUE_TTL_EXPIRED: {
    headline: "The device did not take it in time",
    advice: "It was offline or busy for longer than this may wait. Retry it once the device is online.",
  },
  CONDITION_UNMET: {
    headline: "The device is not one that this is for",
    advice: "Nothing has run. The document's conditions ask for another one; see the Spec.",
  },
  COMMANDS_FORBIDDEN: {
    headline: "The device runs no such command",
    advice: "Nothing has run. Its owner allows only handlers of the library there.",
  },
  HANDLER_NOT_ALLOWED: {
    headline: "The device does not allow this handler",
    advice: "Nothing has run. Its owner can add the handler to what the agent allows.",
  },
  RUN_AS_REFUSED: {
    headline: "The device does not let this run as another user",
    advice: "Nothing has run. Its owner can add the user to what the agent allows.",
  },
  REJECTED: { headline: "The device refused it", advice: "Nothing has run." },
  CANCELLED: { headline: "It was cancelled", advice: "The step under way was killed on the device." },
};

const TASK_ADVICE: Record<string, Advice> = {
  INVALID_INPUT: {
    headline: "Its handler does not take this input",
    advice: "Tried again as it is it fails again: make a new task like it, with another input.",
  },
  AGENT_RESTARTED: {
    headline: "Its agent was restarted while this ran",
    advice: "What it had done by then is not known. See what is done, then retry.",
  },
  LEASE_EXPIRED: {
    headline: "Its agent was not heard of any more",
    advice: "What it had done by then is not known. See that the agent runs, then retry.",
  },
  QUEUE_TTL_EXPIRED: {
    headline: "No agent took it in time",
    advice: "The queue was full or paused, or no agent that takes its type was there. Look at the queue, then retry.",
  },
  TIMEOUT: { headline: "The attempt was out of time", advice: "Give it a longer timeout, or less to do at once." },
  TIMED_OUT: { headline: "The attempt was out of time", advice: "Give it a longer timeout, or less to do at once." },
  AGENT_STOPPED: ADVICE.AGENT_STOPPED as Advice,
  DEPENDENCY_FAILED: {
    headline: "What it waited for did not complete",
    advice: "It never started. Mend that one first, then retry this.",
  },
  REASSIGNED: { headline: "It was given to another", advice: "" },
  RELEASED: { headline: "Its agent handed it back", advice: "" },
  REJECTED: { headline: "Its agent refused it", advice: "Nothing was done." },
};

/** What an error's code means and what to do; undefined for one that is not known here. */
export function adviceOf(code: string, kind?: JobKind): Advice | undefined {
  return kind === "task" ? TASK_ADVICE[code] : ADVICE[code];
}
