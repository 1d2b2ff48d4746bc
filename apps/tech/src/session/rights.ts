import type { Action } from "@fieldline/domain/permissions";
import { refusalOf } from "@fieldline/domain/refusal";
import { me } from "./person.ts";

/** Why the person who is signed in may not do this, in words; undefined where it is allowed. */
export function whyNot(action: Action, job?: { requesterId: string; requesterName: string }): string | undefined {
  return refusalOf(me(), action, job)?.message;
}
