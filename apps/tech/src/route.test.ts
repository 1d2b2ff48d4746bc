import { expect, it } from "vitest";
import { pathOf, routeOf } from "./route.ts";

it.each([
  ["/tech/", { screen: "start" }],
  ["/tech/mine", { screen: "mine" }],
  ["/tech/live", { screen: "live", jobId: null }],
  ["/tech/jobs/019a-b", { screen: "live", jobId: "019a-b" }],
] as const)("%s leads to its screen and back", (path, route) => {
  expect(routeOf(path)).toEqual(route);
  expect(pathOf(route)).toBe(path);
});

it("starts where it does not know the path", () => {
  expect(routeOf("/tech/nothing/here")).toEqual({ screen: "start" });
  expect(routeOf("/elsewhere")).toEqual({ screen: "start" });
});
