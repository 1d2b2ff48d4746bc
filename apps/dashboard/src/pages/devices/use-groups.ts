import type { DeviceGroup } from "@fieldline/domain/device";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";

const NONE: DeviceGroup[] = [];

/** The device groups, and what each is called. */
export function useGroups() {
  const api = useTRPC();
  const query = useQuery(api.devices.groups.list.queryOptions({}));
  const groups: DeviceGroup[] = query.data?.items ?? NONE;
  const names = useMemo(() => new Map(groups.map(({ id, name }) => [id, name])), [groups]);
  return { query, groups, names };
}
