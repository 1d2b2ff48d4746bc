import { type FeedConnection, watchFeed } from "@fieldline/client/live-feed";
import { mergeJob, newerJob, withoutJob } from "@fieldline/client/merge-job";
import type { Job } from "@fieldline/domain/job";
import { createQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, onCleanup } from "solid-js";
import { isRecord } from "../kept.ts";
import { BASE_URL, server } from "../server.ts";
import { keepOwn, keptOwn } from "../session/own.ts";

const KEY = "my-jobs";
const MOST = 100;

/** What was loaded of one reader's jobs, and when. */
export interface MyJobs {
  requesterId: string;
  dayStart: number;
  jobs: Job[];
}

/** The jobs of today with a changed or new one in its place; others' and other days' jobs change nothing. */
export function withJob(mine: MyJobs, job: Job): MyJobs {
  if (job.requesterId !== mine.requesterId || job.createdAt < mine.dayStart) return mine;
  const held = mine.jobs.find(({ id }) => id === job.id);
  if (held) return newerJob(held, job) === held ? mine : { ...mine, jobs: mergeJob(mine.jobs, job) };
  const jobs = [job, ...mine.jobs].sort((a, b) => b.createdAt - a.createdAt).slice(0, MOST);
  return { ...mine, jobs };
}

/** When the day of `now` began in the reader's zone. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** The jobs that this person started today, kept fresh by the feed; without a connection the last known ones. */
export function createMyJobs(personId: string) {
  const queries = useQueryClient();
  const queryKey = () => ["my-jobs", personId, startOfDay(Date.now())];
  const [connection, setConnection] = createSignal<FeedConnection>("connecting");
  const query = createQuery(() => ({
    queryKey: queryKey(),
    queryFn: () => load(personId),
    placeholderData: () => keptToday(),
    refetchInterval: connection() === "offline" ? 15_000 : (false as const),
  }));
  const change = (edit: (mine: MyJobs) => MyJobs) =>
    queries.setQueryData<MyJobs>(queryKey(), (mine) => (mine ? edit(mine) : mine));
  const takeJob = (job: Job) => {
    const isNew = !query.data?.jobs.some(({ id }) => id === job.id);
    change((mine) => withJob(mine, job));
    if (isNew && job.requesterId === personId) void queries.invalidateQueries({ queryKey: ["usage"] });
  };
  const feed = watchFeed({
    topics: ["jobs"],
    baseUrl: BASE_URL,
    onFrame(frame) {
      if (frame.type === "job") takeJob(frame.job);
      if (frame.type === "deleted") change((mine) => ({ ...mine, jobs: withoutJob(mine.jobs, frame.id) }));
    },
    onConnection(state) {
      setConnection(state);
      if (state !== "live") return;
      void queries.invalidateQueries({ queryKey: ["my-jobs"] });
      void queries.invalidateQueries({ queryKey: ["usage"] });
    },
  });
  onCleanup(() => feed.close());
  return { query, connection };
}

async function load(requesterId: string): Promise<MyJobs> {
  const dayStart = startOfDay(Date.now());
  const { items } = await server.jobs.list.query({ requesterId, from: dayStart, limit: MOST });
  const mine = { requesterId, dayStart, jobs: items };
  keepOwn(KEY, mine);
  return mine;
}

function keptToday() {
  const mine = keptOwn(KEY, isMyJobs);
  return mine?.dayStart === startOfDay(Date.now()) ? mine : undefined;
}

function isMyJobs(value: unknown): value is MyJobs {
  return (
    isRecord(value) &&
    typeof value.requesterId === "string" &&
    typeof value.dayStart === "number" &&
    Array.isArray(value.jobs) &&
    value.jobs.every((job) => isRecord(job) && typeof job.id === "string" && isRecord(job.spec))
  );
}
