import { describe, expect, it } from "vitest";
import { bulkInput, countJobsInput } from "./bulk.ts";

const ID = "01900000-0000-7000-8000-00000000000a";

describe("a bulk", () => {
  it.each<[string, object]>([
    ["ids", { ids: [ID], action: "cancel" }],
    ["a filter and its count", { filter: { status: ["failed"] }, expectedCount: 1, action: "retry", reason: "again" }],
    ["a priority", { ids: [ID], action: "setPriority", priority: 2 }],
    ["a queue", { ids: [ID], action: "reassign", queue: "batch", reason: "No hurry" }],
  ])("takes %s", (_what, input) => {
    expect(bulkInput.parse(input)).toEqual(input);
  });

  it("names each job once, however often it is given", () => {
    expect(bulkInput.parse({ ids: [ID, ID.toUpperCase()], action: "cancel" }).ids).toEqual([ID]);
  });

  it.each<[string, object, string]>([
    ["neither ids nor a filter", { action: "cancel" }, "ids"],
    ["both", { ids: [ID], filter: {}, expectedCount: 1, action: "cancel" }, "ids"],
    ["no ids", { ids: [], action: "cancel" }, "ids"],
    ["too many ids", { ids: Array.from({ length: 1_001 }, () => ID), action: "cancel" }, "ids"],
    ["a filter without a count", { filter: {}, action: "cancel" }, "expectedCount"],
    ["more than it takes", { filter: {}, expectedCount: 10_001, action: "cancel" }, "expectedCount"],
    ["a filter that it does not know", { filter: { staus: ["failed"] }, expectedCount: 1, action: "cancel" }, "filter"],
    ["no such action", { ids: [ID], action: "explode" }, "action"],
    ["no priority", { ids: [ID], action: "setPriority" }, "priority"],
    ["a priority for nothing", { ids: [ID], action: "cancel", priority: 1 }, "priority"],
    ["nobody to give it to", { ids: [ID], action: "reassign", reason: "x" }, "deviceId"],
    ["no reason to give it away", { ids: [ID], action: "reassign", queue: "batch" }, "reason"],
  ])("refuses %s", (_what, input, path) => {
    const issues = bulkInput.safeParse(input).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join("."))).toContain(path);
    for (const { message } of issues) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});

it("counts everything where nothing is asked for, and no field that there is not", () => {
  expect(countJobsInput.parse(undefined)).toEqual({});
  expect(countJobsInput.safeParse({ filter: {} }).success).toBe(false);
});
