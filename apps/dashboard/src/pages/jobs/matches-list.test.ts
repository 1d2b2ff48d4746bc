import { describe, expect, it } from "vitest";
import { aCommand, aJob } from "../../testing/job-fixture.ts";
import { matchesList } from "./matches-list.ts";

describe("whether a new job belongs to the list", () => {
  const job = aJob({ createdAt: 5_000 });

  it("does without filters", () => expect(matchesList(job, {})).toBe(true));

  it.each([
    [{ status: ["running" as const] }, true],
    [{ status: ["failed" as const] }, false],
    [{ requesterId: "local-admin" }, true],
    [{ requesterId: "someone-else" }, false],
    [{ from: 5_000 }, true],
    [{ from: 5_001 }, false],
    [{ search: "acc-77" }, true],
    [{ search: "0011-2233" }, true],
    [{ search: "198.51" }, false],
    [{ search: "203.0.113", status: ["failed" as const] }, false],
    [{ kind: ["probe" as const] }, true],
    [{ kind: ["command" as const] }, false],
  ])("%o: %s", (input, expected) => expect(matchesList(job, input)).toBe(expected));

  const command = aCommand();
  it.each([
    [{ kind: ["command" as const] }, true],
    [{ search: "gw-1" }, true],
    [{ search: "reboot" }, true],
    [{ search: "0011" }, false],
  ])("a command, %o: %s", (input, expected) => {
    const spec = { ...command.spec, template: { slug: "reboot-modem", version: 3 } };
    expect(matchesList({ ...command, spec }, input)).toBe(expected);
  });
});
