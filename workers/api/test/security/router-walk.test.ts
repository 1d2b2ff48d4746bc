import { jobIdInput } from "@fieldline/domain/list-jobs";
import { describe, expect, it } from "vitest";
import { sendAsNobody } from "../../../test/call.ts";
import { JOB_ACTIONS, PROCEDURES, RULES } from "./procedures.ts";

const sorted = (paths: Iterable<string>) => [...paths].sort();

/** Whether a procedure's input has the id of a job, which it shares with every other that does. */
function takesJobId(path: string): boolean {
  const inputs = (PROCEDURES[path]?._def.inputs ?? []) as { shape?: { id?: unknown } }[];
  return inputs.some(({ shape }) => shape?.id === jobIdInput.shape.id);
}

describe("the router", () => {
  it("has a rule for each procedure, and a procedure for each rule", () => {
    expect(sorted(Object.keys(PROCEDURES))).toEqual(sorted(RULES.map(([path]) => path)));
  });

  it("asks whose job it is in exactly the procedures that take a job's id", () => {
    expect(sorted(Object.keys(PROCEDURES).filter(takesJobId))).toEqual(sorted(JOB_ACTIONS));
  });

  it("answers nobody in any procedure whose rule does not say so", async () => {
    const open: string[] = [];
    for (const [path, { _def }] of Object.entries(PROCEDURES)) {
      const { status } = await sendAsNobody(`/trpc/${path}`, {
        method: _def.type === "mutation" ? "POST" : "GET",
        ...(_def.type === "mutation" && { headers: { "content-type": "application/json" }, body: "{}" }),
      });
      if (status !== 401) open.push(path);
    }
    expect(open).toEqual(RULES.flatMap(([path, { least }]) => (least === "nobody" ? [path] : [])));
  });

  it("knows no subscription, which no rule is asked for", () => {
    for (const { _def } of Object.values(PROCEDURES)) expect(["query", "mutation"]).toContain(_def.type);
  });
});
