import { describe, expect, test } from "vitest";
import { jobFixture, summaryFixture } from "./job.test-support.ts";
import { changePage, changePages, mergeJob, newerJob, supersedes, withoutJob } from "./merge-job.ts";

const held = jobFixture({ id: "b", version: 5, summary: summaryFixture(10), updatedAt: 100 });
const list = [jobFixture({ id: "a" }), held, jobFixture({ id: "c" })];

describe("supersedes", () => {
  test.each([
    ["a higher version, whatever it has counted", { version: 6, summary: null, updatedAt: 1 }, true],
    ["a lower version, whatever it has counted", { version: 4, summary: summaryFixture(99), updatedAt: 999 }, false],
    ["more packets under the same version", { summary: summaryFixture(11), updatedAt: 1 }, true],
    ["fewer packets under the same version", { summary: summaryFixture(9), updatedAt: 999 }, false],
    ["a later time at the same count", { updatedAt: 101 }, true],
    ["an earlier time at the same count", { updatedAt: 99 }, false],
    ["the same again", {}, true],
  ])("%s", (_, changes, expected) => {
    expect(supersedes({ ...held, ...changes }, held)).toBe(expected);
  });
});

test("newerJob holds on to the newer of the same job", () => {
  const newer = { ...held, version: 6 };
  expect(newerJob(undefined, held)).toBe(held);
  expect(newerJob(held, newer)).toBe(newer);
  expect(newerJob(newer, held)).toBe(newer);
  expect(newerJob(held, { ...newer, id: "z" })).toBe(held);
});

test("newerJob keeps the steps that a list leaves out, of the same attempt alone", () => {
  const steps = [{ name: "Fetch", state: "completed" as const }];
  const known = { ...held, steps };
  expect(newerJob(known, { ...held, version: 6 })).toMatchObject({ version: 6, steps });
  expect(newerJob(known, { ...held, version: 6, attempt: 2 }).steps).toEqual([]);
});

describe("mergeJob", () => {
  test("puts the newer job in the old one's place and leaves the others as they are", () => {
    const newer = { ...held, version: 6 };
    const merged = mergeJob(list, newer);
    expect(merged.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(merged[1]).toBe(newer);
    expect(merged[0]).toBe(list[0]);
    expect(list[1]).toBe(held);
  });

  test("gives the same list for an older job, so that nothing is drawn again", () => {
    expect(mergeJob(list, { ...held, version: 4 })).toBe(list);
  });

  test("gives the same list for a job that is not in it", () => {
    expect(mergeJob(list, jobFixture({ id: "z" }))).toBe(list);
  });
});

test("withoutJob takes a deleted job out and gives the same list when there is nothing to take", () => {
  expect(withoutJob(list, "b").map(({ id }) => id)).toEqual(["a", "c"]);
  expect(withoutJob(list, "z")).toBe(list);
});

test("a page and an infinite query's pages change only where their items do", () => {
  const first = { items: list, nextCursor: "next" };
  const second = { items: [jobFixture({ id: "d" })], nextCursor: null };
  const data = { pages: [first, second], pageParams: [null, "next"] };
  const newer = { ...held, version: 6 };

  const changed = changePages(data, (items) => mergeJob(items, newer));
  expect(changed.pages[0]).toEqual({ items: [list[0], newer, list[2]], nextCursor: "next" });
  expect(changed.pages[1]).toBe(second);
  expect(changed.pageParams).toBe(data.pageParams);
  expect(changePages(data, (items) => withoutJob(items, "z"))).toBe(data);
  expect(changePage(second, (items) => withoutJob(items, "d"))).toEqual({ items: [], nextCursor: null });
  expect(changePage(second, (items) => mergeJob(items, newer))).toBe(second);
});
