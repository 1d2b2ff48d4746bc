import fc from "fast-check";
import { expect, it } from "vitest";
import { findCycle, parentsFirst } from "./dependency-graph.ts";

const graph = (waits: Record<string, string[]>) => new Map(Object.entries(waits));

it.each([
  ["nothing", {}, undefined],
  ["a chain", { a: ["b"], b: ["c"], c: [] }, undefined],
  ["a diamond", { d: ["b", "c"], b: ["a"], c: ["a"], a: [] }, undefined],
  ["one that waits for itself", { a: ["a"] }, ["a", "a"]],
  ["two for one another", { a: ["b"], b: ["a"] }, ["a", "b", "a"]],
  ["a way round further on", { z: ["a"], a: ["b"], b: ["c"], c: ["a"] }, ["a", "b", "c", "a"]],
  ["a name that is elsewhere", { a: ["elsewhere"] }, undefined],
])("finds the way round in %s", (_what, waits, cycle) => {
  expect(findCycle(graph(waits as Record<string, string[]>))).toEqual(cycle);
});

/** Jobs that wait for earlier ones alone, which makes no cycle, and in any order. */
const acyclic = fc
  .array(fc.array(fc.nat(49), { maxLength: 4 }), { minLength: 1, maxLength: 50 })
  .map((rows) => rows.map((row, at): [string, string[]] => [`${at}`, row.filter((to) => to < at).map(String)]))
  .chain((entries) => fc.shuffledSubarray(entries, { minLength: entries.length }))
  .map((entries) => new Map(entries));

it("orders every graph without a cycle such that parents come first", () => {
  fc.assert(
    fc.property(acyclic, (waits) => {
      expect(findCycle(waits)).toBeUndefined();
      const order = parentsFirst(waits);
      expect([...order].sort()).toEqual([...waits.keys()].sort());
      for (const [name, parents] of waits)
        for (const parent of parents) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(name));
    }),
  );
});

it("finds a cycle wherever one edge closes it, and only steps that are there", () => {
  fc.assert(
    fc.property(acyclic, fc.nat(), (waits, pick) => {
      const joined = [...waits].filter(([, parents]) => parents.length > 0);
      fc.pre(joined.length > 0);
      const [child, [parent]] = joined[pick % joined.length] as [string, string[]];
      const closed = new Map(waits).set(parent as string, [...(waits.get(parent as string) ?? []), child]);
      const cycle = findCycle(closed) ?? [];
      expect(cycle.length).toBeGreaterThan(1);
      expect(cycle.at(0)).toBe(cycle.at(-1));
      for (const [at, name] of cycle.slice(1).entries()) expect(closed.get(cycle[at] as string)).toContain(name);
    }),
  );
});

it("takes a chain of a thousand", () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => `${at}`);
  const chain = ids.map((id, at): [string, string[]] => [id, at === 0 ? [] : [`${at - 1}`]]);
  expect(parentsFirst(new Map(chain.reverse()))).toEqual(ids);
});
