import { describe, expect, it } from "vitest";
import { allChangesOf, changesOf } from "./changes.ts";

describe("what an entry changed", () => {
  it("is named field by field, down to the one that differs", () => {
    const before = { status: "running", priority: 5, spec: { host: "a", port: 1 }, startedAt: 0 };
    expect(changesOf(before, { ...before, status: "cancelled", spec: { host: "b", port: 1 }, note: { a: 1 } })).toEqual(
      [
        { field: "status", before: "running", after: "cancelled" },
        { field: "spec › host", before: "a", after: "b" },
        { field: "note › a", before: "–", after: "1" },
      ],
    );
  });

  it("is nothing where something was made or removed, unless all of it is asked for", () => {
    expect(changesOf(null, { status: "running" })).toEqual([]);
    expect(changesOf({ status: "running" }, null)).toEqual([]);
    expect(allChangesOf(null, { role: "tech" })).toEqual([{ field: "role", before: "–", after: "tech" }]);
    expect(allChangesOf({ role: "tech" }, null)).toEqual([{ field: "role", before: "tech", after: "–" }]);
  });

  it("is written for people", () => {
    expect(allChangesOf(null, { expiresInMs: 604_800_000, showsAccount: false, ports: ["1-19", "25"] })).toEqual([
      { field: "expires in", before: "–", after: "7 days" },
      { field: "shows account", before: "–", after: "no" },
      { field: "ports", before: "–", after: "1-19, 25" },
    ]);
    expect(allChangesOf(null, { disabledAt: Date.UTC(2026, 10, 22) })[0]?.after).toMatch(/Nov 2026/);
  });

  it("holds what cannot be read as fields together", () => {
    expect(allChangesOf(["a"], "x")).toEqual([]);
    expect(allChangesOf({ list: [{ a: 1 }] }, { list: null })).toEqual([
      { field: "list", before: '[{"a":1}]', after: "–" },
    ]);
  });
});
