import { describe, expect, it } from "vitest";
import { type Access, onlyRequesterOf, reaches, refusalOf } from "./refusal.ts";
import { ROLES, type Role } from "./roles.ts";

const OWN = { requesterId: "me", requesterName: "Mia" };
const OTHERS = { requesterId: "other", requesterName: "Otto" };
const access = (role: Role, seesOthers = false): Access => ({ id: "me", role, seesOthers });

describe("a refusal", () => {
  it("tells who has not signed in to do so, whatever it is about", () => {
    for (const job of [undefined, OWN, OTHERS])
      expect(refusalOf(null, "jobs.get", job)).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(refusalOf(null, "public.report")).toBeUndefined();
  });

  it("of what is a device's asks for a device's token, whoever comes", () => {
    expect(refusalOf(null, "device.next")).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(refusalOf(access("admin"), "device.next")).toMatchObject({ code: "FORBIDDEN" });
    expect(refusalOf(null, "device.enroll")).toBeUndefined();
  });

  it("names the role that one has, and the one that it takes", () => {
    const refused = refusalOf(access("tech"), "config.set");
    expect(refused?.code).toBe("FORBIDDEN");
    expect(refused?.message).toMatch(/Your role, tech, .* the role admin\. Ask an administrator\./);
  });

  it("comes before the question whose job it is", () => {
    expect(refusalOf(access("viewer", true), "jobs.cancel", OWN)?.message).toContain("takes the role tech");
  });

  it("names whose job cannot be controlled, and not whose cannot be seen", () => {
    expect(refusalOf(access("tech", true), "jobs.cancel", OTHERS)?.message).toContain("This job is Otto's.");
    const hidden = refusalOf(access("tech"), "jobs.get", OTHERS);
    expect(hidden).toMatchObject({ code: "FORBIDDEN" });
    expect(hidden?.message).not.toContain("Otto");
  });
});

describe.each(ROLES)("the jobs of others, to the role %s", (role) => {
  const reachesAll = role === "operator" || role === "admin";

  it("are controlled by operators and administrators alone", () => {
    for (const sees of [true, false]) expect(reaches(access(role, sees), "control", "other")).toBe(reachesAll);
  });

  it("are seen by those, and by whom the configuration lets see them", () => {
    expect(reaches(access(role, true), "read", "other")).toBe(true);
    expect(reaches(access(role, false), "read", "other")).toBe(reachesAll);
    expect(onlyRequesterOf(access(role, true))).toBeUndefined();
    expect(onlyRequesterOf(access(role, false))).toBe(reachesAll ? undefined : "me");
  });

  it("are no matter for one's own", () => {
    for (const how of ["read", "control"] as const) expect(reaches(access(role), how, "me")).toBe(true);
  });
});
