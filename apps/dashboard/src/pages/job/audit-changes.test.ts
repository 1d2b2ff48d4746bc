import { expect, it } from "vitest";
import { changesOf } from "./audit-changes.ts";

it("names the fields that differ", () => {
  expect(changesOf({ status: "running", priority: 5 }, { status: "cancelled", priority: 5, note: { a: 1 } })).toEqual([
    { field: "status", before: "running", after: "cancelled" },
    { field: "note", before: "–", after: '{"a":1}' },
  ]);
});

it("names none where something was made or removed", () => {
  expect(changesOf(null, { status: "running" })).toEqual([]);
  expect(changesOf({ status: "running" }, null)).toEqual([]);
});
