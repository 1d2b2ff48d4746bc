import type { Execution, RolloutDetail, TargetState } from "@fieldline/domain/rollout";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

const FAILED: readonly TargetState[] = ["failed", "timed_out", "rejected"];

/** Some of the devices that failed, by id, so that they can be called by their names. */
export function useFailedDevices({ id, counts }: RolloutDetail): ReadonlyMap<string, Execution> {
  const api = useTRPC();
  return useQueries({
    queries: FAILED.filter((state) => counts[state] > 0).map((state) => ({
      ...api.rollouts.executions.queryOptions({ id, state, limit: 100 }),
      placeholderData: keepPreviousData,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }) => (data?.items ?? []).map((each): [string, Execution] => [each.deviceId, each])),
      ),
  });
}
