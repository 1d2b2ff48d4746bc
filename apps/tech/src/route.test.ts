import { expect, it } from "vitest";
import { pathOf, routeAfterSignIn, routeOf } from "./route.ts";

it.each([
  ["/tech/", { screen: "start" }],
  ["/tech/mine", { screen: "mine" }],
  ["/tech/sign-in", { screen: "sign-in" }],
  ["/tech/live", { screen: "live", jobId: null }],
  ["/tech/jobs/019a-b", { screen: "live", jobId: "019a-b" }],
] as const)("%s leads to its screen and back", (path, route) => {
  expect(routeOf(path)).toEqual(route);
  expect(pathOf(route)).toBe(path);
});

it("starts where it does not know the path", () => {
  expect(routeOf("/tech/nothing/here")).toEqual({ screen: "start" });
  expect(routeOf("/tech/jobs/%E0%A4%A")).toEqual({ screen: "start" });
  expect(routeOf("/elsewhere")).toEqual({ screen: "start" });
});

it("comes back to where one was", () => {
  expect(routeAfterSignIn("?next=%2Ftech%2Fjobs%2F019a-b")).toEqual({ screen: "live", jobId: "019a-b" });
  expect(routeAfterSignIn("?next=%2Ftech%2Fmine")).toEqual({ screen: "mine" });
  expect(routeAfterSignIn("")).toEqual({ screen: "start" });
});

it.each([
  "https://evil.example/tech/mine",
  "//evil.example/tech/mine",
  "/\\evil.example",
  "\t//evil.example",
  "javascript:alert(1)",
  "/tech/../../evil",
  "/tech/jobs/https:%2F%2Fevil.example",
  "/tech/jobs/..",
  "/tech/sign-in",
])("never leaves this page for %s", (next) => {
  const path = pathOf(routeAfterSignIn(`?next=${encodeURIComponent(next)}`));
  const { origin, pathname } = new URL(path, "https://fieldline.example");
  expect(origin).toBe("https://fieldline.example");
  expect(pathname).toMatch(/^\/tech\/(?!sign-in)/);
});
