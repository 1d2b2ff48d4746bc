import type { Queue } from "@fieldline/domain/queue";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { MenuChip } from "./filter-chip.tsx";

interface QueueChipProps {
  chosen: string | undefined;
  onChange: (queue: string | undefined) => void;
}

/** Narrows the list to one queue; one that is gone can still be named. */
export function QueueChip({ chosen, onChange }: QueueChipProps) {
  const api = useTRPC();
  const { data } = useQuery(api.queues.list.queryOptions());
  const known = ((data ?? []) as Queue[]).map(({ name }) => name);
  const names = chosen && !known.includes(chosen) ? [...known, chosen] : known;
  return (
    <MenuChip
      name="Queue"
      none="All queues"
      hasNames
      choices={names.map((name) => ({ value: name, label: name }))}
      chosen={chosen ? [chosen] : []}
      onChange={([value]) => onChange(value)}
    />
  );
}
