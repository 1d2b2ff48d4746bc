import { expect, it } from "vitest";
import { inSteadyOrder } from "./steady-order.ts";

const items = (...ids: string[]) => ids.map((id) => ({ id }));

it("a row stays where it was when the server orders by something that has changed", () => {
  expect(inSteadyOrder(items("c", "new", "a", "b"), ["a", "b", "gone", "c"])).toEqual(items("a", "b", "c", "new"));
});

it("the first reading is taken as it comes", () => {
  expect(inSteadyOrder(items("b", "a"), [])).toEqual(items("b", "a"));
});
