import type { FeedFrame } from "@fieldline/domain/frames";
import { act, renderHook } from "@testing-library/react";
import { type ReactNode, useMemo } from "react";
import { describe, expect, it } from "vitest";
import { FeedContext } from "../../live/feed-context.ts";
import { aJob } from "../../testing/job-fixture.ts";
import { useNewJobs } from "./use-new-jobs.ts";

let tell: (frame: FeedFrame) => void = () => {};

function WithFeed({ children }: { children: ReactNode }) {
  const feed = useMemo(
    () => ({
      connection: "connected" as const,
      listen: (onFrame: (frame: FeedFrame) => void) => {
        tell = onFrame;
        return () => {};
      },
    }),
    [],
  );
  return <FeedContext value={feed}>{children}</FeedContext>;
}

const soon = () => Date.now() + 60_000;
const RUNNING = { status: ["running" as const] };

function follow(shownIds: string[] = []) {
  const shown = new Set(shownIds);
  return renderHook(({ input }) => useNewJobs(input, shown), { wrapper: WithFeed, initialProps: { input: RUNNING } });
}

describe("new jobs", () => {
  it("are counted once, however often they change", () => {
    const { result } = follow();
    const job = aJob({ createdAt: soon() });
    act(() => tell({ type: "job", job }));
    act(() => tell({ type: "job", job: { ...job, version: 2 } }));
    expect(result.current.count).toBe(1);
  });

  it("are not those that are shown, old, or filtered out", () => {
    const shown = aJob({ createdAt: soon() });
    const { result } = follow([shown.id]);
    act(() => tell({ type: "job", job: shown }));
    act(() => tell({ type: "job", job: aJob({ createdAt: 0 }) }));
    act(() => tell({ type: "job", job: aJob({ createdAt: soon(), status: "paused" }) }));
    expect(result.current.count).toBe(0);
  });

  it("stop counting when they are deleted or fit no longer", () => {
    const { result } = follow();
    const [first, second] = [aJob({ createdAt: soon() }), aJob({ createdAt: soon() })];
    act(() => tell({ type: "job", job: first }));
    act(() => tell({ type: "job", job: second }));
    expect(result.current.count).toBe(2);
    act(() => tell({ type: "deleted", id: first.id }));
    act(() => tell({ type: "job", job: { ...second, status: "completed" } }));
    expect(result.current.count).toBe(0);
  });

  it("are forgotten when another list is asked for", () => {
    const { result, rerender } = follow();
    act(() => tell({ type: "job", job: aJob({ createdAt: soon() }) }));
    rerender({ input: { status: ["running" as const] } });
    expect(result.current.count).toBe(0);
  });
});
