import { describe, expect, it } from "vitest";
import { isOpenPage, returnPath } from "./return-path.ts";

describe("where signing in leads", () => {
  it.each(["/", "/jobs?status=running,failed&q=7731", "/?alerts=today#alerts", "/jobs/new"])("keeps %s", (to) => {
    expect(returnPath(to)).toBe(to);
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "jobs",
    "",
    "/sign-in?to=/sign-in",
    undefined,
    7,
  ])("goes nowhere else for %j", (to) => {
    expect(returnPath(to)).toBe("/");
  });
});

it.each([
  ["/sign-in", true],
  ["/report/abc", true],
  ["/report", false],
  ["/sign-in/x", false],
  ["/", false],
])("%s is open: %s", (path, isOpen) => {
  expect(isOpenPage(path)).toBe(isOpen);
});
