import type { Device } from "@fieldline/domain/device";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useFeedFrames } from "../../live/feed-context.ts";
import { type DevicesSearch, devicesInputOf } from "./devices-search.ts";
import { inSteadyOrder } from "./steady-order.ts";

/** The devices for an address. Each row keeps its place until the list is asked for anew, whatever its device does. */
export function useDeviceList(search: DevicesSearch) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.devices.list.infiniteQueryOptions(devicesInputOf(search), {
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const { data, refetch } = query;
  const key = JSON.stringify(search);
  const [turn, setTurn] = useState(0);
  const order = useRef<{ key: string; ids: readonly string[] }>({ key: "", ids: [] });
  const devices = useMemo(() => {
    const orderKey = `${key} ${turn}`;
    const known = order.current.key === orderKey ? order.current.ids : [];
    const steady = inSteadyOrder(data?.pages.flatMap(({ items }): Device[] => items) ?? [], known);
    order.current = { key: orderKey, ids: steady.map(({ id }) => id) };
    return steady;
  }, [data, key, turn]);

  const [newIds, setNewIds] = useState<ReadonlySet<string>>(new Set());
  const openedAt = useRef(Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has nothing that is new to it
  useEffect(() => setNewIds(new Set()), [key]);
  useFeedFrames((frame) => {
    if (frame.type !== "device" || frame.device.enrolledAt < openedAt.current || frame.device.revokedAt) return;
    setNewIds((old) => (old.has(frame.device.id) ? old : new Set([...old, frame.device.id])));
  });
  const newCount = [...newIds].filter((id) => !devices.some((device) => device.id === id)).length;
  const readAnew = async () => {
    await refetch();
    setNewIds(new Set());
    setTurn((old) => old + 1);
  };
  return { query, devices, newCount, readAnew };
}
