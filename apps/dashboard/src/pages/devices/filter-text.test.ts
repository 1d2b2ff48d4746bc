import { expect, it } from "vitest";
import { filterOf, filterRow, filterWords } from "./filter-text.ts";

const FILTER = [
  { key: "site", values: ["Berlin, Mitte", "Munich"] },
  { key: "os", values: ["linux"] },
];

it("a filter is given back as it was stored, commas and all", () => {
  expect(filterOf(FILTER.map(filterRow))).toEqual(FILTER);
});

it("what is empty in the form is no value", () => {
  expect(filterOf([{ ...filterRow(), attribute: " site ", values: "\n Berlin \n\n" }])).toEqual([
    { key: "site", values: ["Berlin"] },
  ]);
});

it("is told in words", () => {
  expect(filterWords(FILTER)).toBe("site is Berlin, Mitte or Munich and os is linux");
});
