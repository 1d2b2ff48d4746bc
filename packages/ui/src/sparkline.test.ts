import { expect, it } from "vitest";
import { sparkline } from "./sparkline.ts";

const box = { width: 122, height: 20 };

it("is empty for no values", () => expect(sparkline([], box)).toEqual({ line: "", losses: "" }));

it("draws one stroke over values without loss", () => {
  expect(sparkline([10, 5, 10], box)).toEqual({ line: "M1 1L61 7.5L121 1", losses: "" });
});

it("shows loss as a gap with a tick at the foot, never as a value", () => {
  const { line, losses } = sparkline([10, null, 10, 10], box);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(losses).toBe("M41 15V20");
});

it("leaves out what was not measured, without a tick", () => {
  const { line, losses } = sparkline([10, undefined, 10, 10], box);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(losses).toBe("");
});

it("ends at the right edge while the series is short", () => {
  expect(sparkline([10, 10], { ...box, capacity: 3 }).line).toBe("M61 1L121 1");
});

it("keeps a lone reply between losses visible as a dot", () => {
  expect(sparkline([null, 8, null], box).line).toBe("M61 1h.01");
});

it("stays in its box when every value is zero", () => {
  expect(sparkline([0, 0], box).line).toBe("M1 14L121 14");
});
