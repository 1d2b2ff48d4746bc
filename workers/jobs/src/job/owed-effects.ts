import type { Job } from "@fieldline/domain/job";
import type { Effect } from "@fieldline/domain/lifecycle";
import { outcomeOf } from "@fieldline/domain/rollout-outcome";
import type { OwedEffect } from "./outbox.ts";

const PRIORITY_STEP_MS = 60_000;

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
  const deviceId = after.assigneeId ?? "";
  switch (effect.type) {
    case "project":
      return [effect];
    case "offer": {
      const { id: jobId, attempt, kind, type, priority } = after;
      const dispatchKey = (after.queuedAt ?? at) + (priority - 1) * PRIORITY_STEP_MS;
      return [{ type: "offer", deviceId, offer: { jobId, attempt, kind, type, dispatchKey } }];
    }
    case "withdraw":
      return [{ type: "withdraw", deviceId, jobId: after.id, attempt: effect.attempt }];
    case "control":
      return [
        {
          type: "control",
          deviceId,
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
        before: { status: before.status },
        after: { status: after.status },
        reason,
        address: request?.address ?? null,
        requestId: request?.id ?? null,
        tokenId: request?.tokenId ?? null,
      };
      return [{ type: "audit", entry }];
    }
  }
}
