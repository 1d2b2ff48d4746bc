import { describe, expect, it } from "vitest";
import { type Action, PERMISSIONS, type Rule } from "./permissions.ts";
import { can } from "./refusal.ts";
import { ROLES, type Role } from "./roles.ts";

const rules = Object.entries(PERMISSIONS) as [Action, Rule][];

/** Who has work done by others: what is tried again or given away is theirs. */
const LEAST_OF: Record<string, Role> = {
  "jobs.retry": "operator",
  "jobs.setPriority": "operator",
  "jobs.reassign": "operator",
  "jobs.resubmit": "admin",
  "jobs.forceComplete": "admin",
};

function leastFor(path: string, job: "read" | "control"): Role {
  return LEAST_OF[path] ?? (job === "control" ? "tech" : "viewer");
}

describe("the permissions", () => {
  it("let nobody but a report's reader and a device with its token or secret in without signing in", () => {
    expect(rules.filter(([, { least }]) => least === "nobody").map(([path]) => path)).toEqual([
      "device.enroll",
      "device.refresh",
      "public.report",
    ]);
  });

  it("let no person do what is a device's, and a device nothing else", () => {
    const ofDevices = rules.filter(([, { least }]) => least === "device").map(([path]) => path);
    expect(ofDevices.length).toBeGreaterThanOrEqual(8);
    for (const path of ofDevices) {
      expect(path).toMatch(/^device\./);
      for (const role of ROLES) expect(can(role, path), path).toBe(false);
    }
  });

  it("let none below an operator change devices, templates, handlers and rollouts", () => {
    const changes = rules.filter(
      ([path]) =>
        /^(devices|templates|handlers|rollouts)\./.test(path) &&
        !/\.(list|get|jobs|preview|export|executions)$/.test(path),
    );
    expect(changes.length).toBeGreaterThanOrEqual(15);
    for (const [path] of changes) expect([path, can("tech", path), can("operator", path)]).toEqual([path, false, true]);
  });

  it("let a viewer change nothing but what is their own account", () => {
    const changes = /^jobs\.(create|pause|resume|cancel|retry|delete|share|revokeShare)$|^config\.set$/;
    for (const [path] of rules) if (changes.test(path)) expect(can("viewer", path), path).toBe(false);
    const ownAccount = rules.filter(([path]) => /^users\.(me|changePassword|sessions\.|tokens\.)/.test(path));
    for (const [path] of ownAccount) expect(can("viewer", path), path).toBe(true);
  });

  it("let none but administrators at other people, the configuration and the audit", () => {
    const paths = rules.map(([path]) => path).filter((path) => /^users\.[a-z]+$/i.test(path));
    const others = paths.filter((path) => !["users.me", "users.changePassword"].includes(path));
    expect(others.length).toBeGreaterThanOrEqual(6);
    for (const path of [...others, "config.set", "audit.list"] as Action[]) {
      expect(can("operator", path), path).toBe(false);
      expect(can("admin", path), path).toBe(true);
    }
  });

  it("let each role do all that a lesser one may", () => {
    for (const [path] of rules.filter(([, { least }]) => least !== "device")) {
      const allowed = ROLES.map((role) => can(role, path));
      expect(allowed, path).toEqual([...allowed].sort());
      expect(can("admin", path), path).toBe(true);
    }
  });

  it("ask for control of a job where a technician is the least, and for a look where a viewer is", () => {
    for (const [path, { least, job }] of rules) if (job) expect([path, least]).toEqual([path, leastFor(path, job)]);
  });
});
