import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { server } from "../server.ts";
import { heedSignOut, me } from "../session/person.ts";
import { type Draft, type FieldErrors, inputOf, missingIn } from "./draft.ts";
import { fieldErrorsOf } from "./field-errors.ts";
import { limitWords } from "./limit-words.ts";
import { startQueue } from "./queue-store.ts";

export type StartOutcome = { job: Job } | { queued: true } | { errors: FieldErrors };

const ANSWER_WITHIN_MS = 12_000;

/** Asks for the probe of a draft. Where the server cannot be reached the start is queued under the same key. */
export async function startProbe(draft: Draft): Promise<StartOutcome> {
  const errors = missingIn(draft);
  if (Object.keys(errors).length > 0) return { errors };
  const idempotencyKey = freshKey();
  const input = { ...inputOf(draft, idempotencyKey), idempotencyKey };
  try {
    return { job: await server.jobs.create.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }) };
  } catch (thrown) {
    const failure = errorOf(thrown);
    const person = me();
    if (person && (failure.reason === "UNREACHABLE" || failure.reason === "ABORTED")) {
      startQueue.add(input, { id: person.id, name: person.name });
      return { queued: true };
    }
    if (heedSignOut(thrown)) return { errors: {} };
    const limit = limitWords(thrown, Date.now());
    return { errors: limit ? { start: limit } : fieldErrorsOf(failure, draft) };
  }
}

/** `crypto.randomUUID` is closed to pages that come by plain HTTP. */
function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
