import type { ListJobsInput } from "@fieldline/domain/list-jobs";
import { useEffect, useRef, useState } from "react";
import { useFeedFrames } from "../../live/feed-context.ts";
import { matchesList } from "./matches-list.ts";

const NONE: ReadonlySet<string> = new Set();

/** Jobs that belong to the list and are not in it yet: counted, so that nothing moves under the reader. */
export function useNewJobs(input: NonNullable<ListJobsInput>, shownIds: ReadonlySet<string>) {
  const [arrived, setArrived] = useState(NONE);
  const openedAt = useRef(Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list read anew has nothing that is new to it
  useEffect(() => setArrived(NONE), [input]);

  useFeedFrames((frame) => {
    if (frame.type !== "job" && frame.type !== "deleted") return;
    const id = frame.type === "job" ? frame.job.id : frame.id;
    const isNew = frame.type === "job" && frame.job.createdAt >= openedAt.current && matchesList(frame.job, input);
    if (isNew === arrived.has(id)) return;
    setArrived((old) => new Set(isNew ? [...old, id] : [...old].filter((each) => each !== id)));
  });

  const count = [...arrived].filter((id) => !shownIds.has(id)).length;
  return { count, forget: () => setArrived(NONE) };
}
