import { dispatchKeyOf } from "@fieldline/domain/device";
import type { Job } from "@fieldline/domain/job";
import type { Effect } from "@fieldline/domain/lifecycle";
import { outcomeOf } from "@fieldline/domain/rollout-outcome";
import type { OwedEffect } from "./outbox.ts";

interface Moved {
  before: Job;
  after: Job;
  at: number;
  newId(): string;
}

/** What a transition's effects come to for this job; a rollout is told of every change. */
export function owedOf(effects: Effect[], moved: Moved): OwedEffect[] {
  const owed = effects.flatMap((effect) => owedBy(effect, moved));
  const { after } = moved;
  return after.rolloutId === null
    ? owed
    : [...owed, { type: "outcome", rolloutId: after.rolloutId, outcome: outcomeOf(after) }];
}

function owedBy(effect: Effect, { before, after, at, newId }: Moved): OwedEffect[] {
  switch (effect.type) {
    case "project":
    case "enqueued":
    case "leaveSlot":
    case "askDependencies":
    case "tellDependents":
      return [effect];
    case "offer": {
      const deviceId = after.assigneeId ?? "";
      const { id: jobId, attempt, kind, type, priority } = after;
      const dispatchKey = dispatchKeyOf(after.queuedAt ?? at, priority);
      return [{ type: "offer", deviceId, offer: { jobId, attempt, kind, type, dispatchKey } }];
    }
    case "withdraw":
      return [{ type: "withdraw", deviceId: effect.deviceId, jobId: after.id, attempt: effect.attempt }];
    case "control":
      return [
        {
          type: "control",
          deviceId: effect.deviceId,
          control: { jobId: after.id, attempt: effect.attempt, wish: effect.wish },
        },
      ];
    case "audit": {
      const { action, actor, reason, request } = effect;
      const entry = {
        id: newId(),
        at,
        actor,
        action,
        entityType: "job" as const,
        entityId: after.id,
        before: placeOf(before, after),
        after: placeOf(after, before),
        reason,
        address: request?.address ?? null,
        requestId: request?.id ?? null,
        tokenId: request?.tokenId ?? null,
      };
      return [{ type: "audit", entry }];
    }
  }
}

/** What a person's doing may have changed: the status always, the rest where it did. */
function placeOf(job: Job, other: Job) {
  const { status, priority, queue, assigneeId, assigneeName } = job;
  return {
    status,
    ...(priority !== other.priority && { priority }),
    ...((queue !== other.queue || assigneeId !== other.assigneeId) && { queue, assigneeId, assigneeName }),
  };
}
