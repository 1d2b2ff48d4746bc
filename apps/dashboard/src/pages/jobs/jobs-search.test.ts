import { describe, expect, it } from "vitest";
import { fromOf, listInputOf } from "./jobs-query.ts";
import { isFiltered, readJobsSearch, statusesOf } from "./jobs-search.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const asked = (search: Record<string, unknown>, myId?: string) =>
  listInputOf(readJobsSearch(search), { now: NOON, myId });

describe("the address of the list", () => {
  it("drops what it does not understand", () => {
    const search = readJobsSearch({
      status: "failed,nonsense,running,failed",
      kind: "errand",
      unreviewed: "no",
      when: "ever",
      sort: "name",
      columns: "name,-nonsense",
      by: "you",
      q: 7,
    });
    expect(search).toEqual({ status: "running,failed" });
  });

  it("keeps what it understands", () => {
    const search = {
      status: "paused",
      kind: "command",
      queue: "high",
      when: "7d",
      by: "me",
      q: "ACC-7731",
      sort: "-lossPercent",
      columns: "queue,-account",
    };
    expect(readJobsSearch(search)).toEqual(search);
    expect(statusesOf(readJobsSearch(search))).toEqual(["paused"]);
  });

  it("trims and bounds the search", () => {
    expect(readJobsSearch({ q: "   " }).q).toBeUndefined();
    expect(readJobsSearch({ q: "x".repeat(900) }).q).toHaveLength(200);
  });

  it("does not count a search that is too short as a filter", () => {
    expect(isFiltered(readJobsSearch({ q: "ab" }))).toBe(false);
    expect(isFiltered(readJobsSearch({ q: "abc" }))).toBe(true);
  });
});

describe("what is asked of the server", () => {
  it("is everything, newest first, without filters", () => {
    expect(asked({})).toEqual({ limit: 50 });
  });

  it("is the same whatever the columns", () => {
    expect(asked({ columns: "queue" })).toEqual({ limit: 50 });
    expect(isFiltered(readJobsSearch({ columns: "queue" }))).toBe(false);
  });

  it("is one kind of job where the address names it", () => {
    expect(asked({ kind: "command" })).toMatchObject({ kind: ["command"] });
    expect(isFiltered(readJobsSearch({ kind: "command" }))).toBe(true);
  });

  it("is what nobody has looked at where the address says so", () => {
    expect(asked({ unreviewed: "yes" })).toEqual({ limit: 50, isUnreviewed: true });
    expect(isFiltered(readJobsSearch({ unreviewed: "yes" }))).toBe(true);
  });

  it("is one queue where the address names it", () => {
    expect(asked({ queue: " high " })).toMatchObject({ queue: "high" });
    expect(asked({ queue: " " })).not.toHaveProperty("queue");
    expect(isFiltered(readJobsSearch({ queue: "high" }))).toBe(true);
  });

  it("leaves out a search under three characters", () => {
    expect(asked({ q: "ab" })).not.toHaveProperty("search");
    expect(asked({ q: "abc" })).toMatchObject({ search: "abc" });
  });

  it("names the reader when only theirs are wanted", () => {
    expect(asked({ by: "me" }, "local-admin")).toMatchObject({ requesterId: "local-admin" });
  });

  it("counts days in UTC", () => {
    expect(fromOf("today", NOON)).toBe(Date.UTC(2026, 10, 22));
    expect(fromOf("7d", NOON)).toBe(Date.UTC(2026, 10, 16));
  });
});
