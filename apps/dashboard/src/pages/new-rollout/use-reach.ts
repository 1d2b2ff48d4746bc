import type { Device } from "@fieldline/domain/device";
import { useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "../../api/trpc.ts";
import type { RolloutDraft } from "./rollout-draft.ts";

export interface Reach {
  count: number;
  onlineCount: number;
  /** Whether there are more than were counted. */
  isMore: boolean;
}

const PAGE = 100;
/** Devices that are counted one by one; beyond it "more than" is said. */
const MOST_COUNTED = 2_000;

/** How many devices the targets reach as they are now; undefined while it is not known. */
export function useReach({ where, deviceIds, groupIds }: Pick<RolloutDraft, "where" | "deviceIds" | "groupIds">) {
  const client = useTRPCClient();
  const groups = where === "groups" ? [...groupIds].sort() : [];
  const isNothing = where === "groups" ? groups.length === 0 : where === "devices" && deviceIds.length === 0;
  return useQuery({
    queryKey: ["reach", where, where === "devices" ? deviceIds : groups],
    enabled: where !== "devices" && !isNothing,
    staleTime: 10_000,
    queryFn: async ({ signal }): Promise<Reach> => {
      const seen = new Map<string, boolean>();
      for (const groupId of groups.length > 0 ? groups : [undefined]) {
        for (let cursor: string | null | undefined; ; ) {
          const input = { limit: PAGE, ...(groupId && { groupId }), ...(cursor && { cursor }) };
          const page = await client.devices.list.query(input, { signal });
          for (const { id, isOnline } of page.items as Device[]) seen.set(id, isOnline);
          cursor = page.nextCursor;
          if (!cursor) break;
          if (seen.size >= MOST_COUNTED) return reachOf(seen, true);
        }
      }
      return reachOf(seen, false);
    },
  });
}

function reachOf(seen: ReadonlyMap<string, boolean>, isMore: boolean): Reach {
  return { count: seen.size, onlineCount: [...seen.values()].filter(Boolean).length, isMore };
}
