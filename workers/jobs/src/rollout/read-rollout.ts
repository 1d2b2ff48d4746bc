import { decodeCursor, type Page, pageOf } from "@fieldline/db/page";
import type { Execution, ExecutionsAsked, RolloutDetail } from "@fieldline/domain/rollout";
import { isOpen } from "@fieldline/domain/rollout-progress";
import { timelineOf } from "@fieldline/domain/rollout-timeline";
import type { RolloutRun } from "./rollout-run.ts";
import type { RolloutStore } from "./rollout-store.ts";

/** The rollout with what its page draws. */
export function detailOf(run: RolloutRun, store: RolloutStore, now: number): RolloutDetail {
  const rollout = run.describe();
  const { stepMs } = run.head.drive;
  const isOver = rollout.status !== "running" && !isOpen(rollout);
  const untilMs = isOver ? rollout.updatedAt : now;
  return {
    ...rollout,
    timeline: timelineOf(store.timeline(), { originMs: rollout.createdAt, stepMs, untilMs }),
    failures: store.targets.failures(),
  };
}

/** A page of the devices in the order in which they were found. Throws INVALID_INPUT for a cursor of another list. */
export function executionsOf(store: RolloutStore, asked: ExecutionsAsked): Page<Execution> {
  const { cursor, limit, state, search } = asked;
  const [after] = cursor ? decodeCursor(cursor, ["number"]) : [0];
  const rows = store.targets.page({ after, limit: limit + 1, state, search });
  return pageOf(rows, {
    limit,
    keyOf: ({ ordinal }) => [ordinal],
    itemOf: ({ ordinal: _ordinal, version: _version, code: _code, ...execution }) => execution,
  });
}
