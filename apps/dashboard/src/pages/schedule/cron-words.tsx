import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

interface CronWordsProps {
  cron: string;
  timeZone: string;
}

/** When a schedule runs, in words; its expression until they are there. */
export function CronWords({ cron, timeZone }: CronWordsProps) {
  const api = useTRPC();
  const { data } = useQuery({
    ...api.schedules.preview.queryOptions({ cron, timeZone, count: 1 }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data ? <span title={cron}>{data.inWords}</span> : <span className="font-mono text-[.93em]">{cron}</span>;
}
