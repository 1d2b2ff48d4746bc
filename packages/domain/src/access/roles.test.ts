import { describe, expect, it } from "vitest";
import { isAtLeast, lesserRole, ROLES } from "./roles.ts";

const pairs = ROLES.flatMap((a, i) => ROLES.map((b, j) => ({ a, b, i, j })));

describe("a role", () => {
  it.each(pairs)("$a measured by $b", ({ a, b, i, j }) => {
    expect(isAtLeast(a, b)).toBe(i >= j);
    expect(lesserRole(a, b)).toBe(ROLES[Math.min(i, j)]);
  });

  it("grows from viewer to admin", () => {
    expect(ROLES).toEqual(["viewer", "tech", "operator", "admin"]);
  });
});
