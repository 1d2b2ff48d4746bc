import { describe, expect, it } from "vitest";
import { JOB_STATUSES } from "../job/job.ts";
import { cancelInput, jobIdInput, listJobsInput, logInput, samplesInput, seriesInput } from "./list-jobs.ts";

const ID = "01998ab0-0000-7000-8000-000000000001";

describe("the input of a list", () => {
  it("may be absent: the newest 50", () => {
    expect(listJobsInput.parse(undefined)).toEqual({ sort: "-createdAt", limit: 50 });
    expect(listJobsInput.parse({})).toEqual({ sort: "-createdAt", limit: 50 });
  });

  it("keeps every filter and trims the search", () => {
    const filters = {
      status: [...JOB_STATUSES],
      kind: ["probe"],
      queue: "field",
      requesterId: "u1",
      deviceId: "d1",
      templateId: "t1",
      rolloutId: "r1",
      from: 0,
      to: 8_640_000_000_000,
      sort: "-lossPercent",
      limit: 100,
      cursor: "abc",
    };
    expect(listJobsInput.parse({ ...filters, search: "  00:1a:2b " })).toEqual({ ...filters, search: "00:1a:2b" });
    expect(listJobsInput.parse({ cursor: null }).cursor).toBeNull();
  });

  it.each([
    [{ limit: 0 }, "limit"],
    [{ limit: 101 }, "limit"],
    [{ limit: 1.5 }, "limit"],
    [{ sort: "name" }, "sort"],
    [{ status: ["asleep"] }, "status.0"],
    [{ status: "running" }, "status"],
    [{ status: Array.from({ length: 12 }, () => "running") }, "status"],
    [{ kind: ["ping"] }, "kind.0"],
    [{ search: "x".repeat(201) }, "search"],
    [{ from: -1 }, "from"],
    [{ to: 8_640_000_000_001 }, "to"],
    [{ cursor: "x".repeat(401) }, "cursor"],
  ])("is refused with %j at %s", (input, path) => {
    const paths = listJobsInput.safeParse(input).error?.issues.map((issue) => issue.path.join("."));
    expect(paths).toEqual([path]);
  });

  it("says how long a page may be", () => {
    expect(listJobsInput.safeParse({ limit: 101 }).error?.issues[0]?.message).toBe("A page has at most 100 items.");
  });
});

describe("a job's id", () => {
  it("is a UUID", () => {
    expect(jobIdInput.parse({ id: ID })).toEqual({ id: ID });
    for (const id of ["", "7", `${ID}0`, `' OR 1=1`, 7, null, undefined])
      expect(jobIdInput.safeParse({ id }).success).toBe(false);
  });
});

describe("the reason of a cancellation", () => {
  it("is trimmed and at most 500 characters", () => {
    expect(cancelInput.parse({ id: ID, reason: " wrong target " }).reason).toBe("wrong target");
    expect(cancelInput.parse({ id: ID }).reason).toBeUndefined();
    expect(cancelInput.safeParse({ id: ID, reason: "x".repeat(500) }).success).toBe(true);
    expect(cancelInput.safeParse({ id: ID, reason: "x".repeat(501) }).success).toBe(false);
  });
});

describe("what is read page by page", () => {
  it("starts at the beginning", () => {
    expect(samplesInput.parse({ id: ID })).toEqual({ id: ID, afterSeq: 0, limit: 1_000 });
    expect(logInput.parse({ id: ID })).toEqual({ id: ID, afterSeq: 0, limit: 1_000 });
    expect(seriesInput.parse({ id: ID })).toEqual({ id: ID, points: 600 });
  });

  it.each([
    [samplesInput, "limit", 10_000],
    [logInput, "limit", 1_000],
    [seriesInput, "points", 2_000],
  ])("is bounded", (schema, field, most) => {
    expect(schema.safeParse({ id: ID, [field]: most }).success).toBe(true);
    expect(schema.safeParse({ id: ID, [field]: most + 1 }).success).toBe(false);
    expect(schema.safeParse({ id: ID, [field]: 0 }).success).toBe(false);
  });

  it("has no place before the first entry", () => {
    expect(samplesInput.safeParse({ id: ID, afterSeq: -1 }).success).toBe(false);
    expect(logInput.safeParse({ id: ID, afterSeq: 0.5 }).success).toBe(false);
  });
});
