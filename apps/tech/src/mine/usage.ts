import { formatCount } from "@fieldline/ui/format";
import { createQuery } from "@tanstack/solid-query";
import { server } from "../server.ts";
import { me } from "../session/person.ts";
import { whenWords } from "../session/when-words.ts";

export interface Usage {
  usedToday: number;
  jobsPerUserPerDay: number;
  /** When the day of the limit ends, epoch ms. */
  resetsAt: number;
}

/** How much of the daily limit is used. */
export function createUsage() {
  return createQuery(() => ({
    queryKey: ["usage", me()?.id],
    queryFn: async (): Promise<Usage> => (await server.jobs.stats.query()).limits,
  }));
}

/** What is used of how much, and at the limit when there is room again. */
export function usageWords({ usedToday, jobsPerUserPerDay, resetsAt }: Usage, now: number): string {
  const words = `${formatCount(usedToday)} of ${formatCount(jobsPerUserPerDay)} today`;
  return usedToday < jobsPerUserPerDay ? words : `${words}. More ${whenWords(resetsAt, now)}.`;
}
