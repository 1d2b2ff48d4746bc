import { expect, it } from "vitest";
import { around, layersOf } from "./layers.ts";

const nodes = (...ids: string[]) => ids.map((id) => ({ id }));
const idsOf = (layers: { id: string }[][]) => layers.map((layer) => layer.map(({ id }) => id).join(" "));

it("puts each job below everything that it waits for", () => {
  const edges = [
    { from: "a", to: "b" },
    { from: "a", to: "c" },
    { from: "b", to: "d" },
    { from: "a", to: "d" },
  ];
  expect(idsOf(layersOf(nodes("d", "c", "b", "a"), edges))).toEqual(["a", "c b", "d"]);
});

it("takes no step from a job that is not told of, and comes back from a way round", () => {
  expect(idsOf(layersOf(nodes("b"), [{ from: "gone", to: "b" }]))).toEqual(["b"]);
  const round = [
    { from: "a", to: "b" },
    { from: "b", to: "a" },
  ];
  expect(layersOf(nodes("a", "b"), round).flat()).toHaveLength(2);
});

it("shows the rows around a job and counts the others", () => {
  const layers = Array.from({ length: 9 }, (_, at) => nodes(`${at}`));
  expect(around(layers, "4", 2)).toMatchObject({ before: 2, after: 2 });
  expect(idsOf(around(layers, "4", 2).shown)).toEqual(["2", "3", "4", "5", "6"]);
  expect(around(layers, "0", 2)).toMatchObject({ before: 0, after: 6 });
  expect(around(layers, "8", 20)).toMatchObject({ before: 0, after: 0 });
});
