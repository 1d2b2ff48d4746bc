import { expect, it } from "vitest";
import { createManyInput } from "./create-many.ts";

const task = (more: object = {}) => ({ kind: "task", type: "sync.finance", ...more });
const pathsOf = (jobs: unknown) =>
  createManyInput.safeParse({ jobs }).error?.issues.map(({ path }) => path.join(".")) ?? [];
const ID = "01900000-0000-7000-8000-0000000000AB";

it("takes jobs that wait for one another by ref, and for others by id", () => {
  const { jobs } = createManyInput.parse({ jobs: [task({ ref: "a" }), task({ ref: "b", dependsOn: ["a", ID] })] });
  expect(jobs).toMatchObject([
    { ref: "a", dependsOn: [], job: { kind: "task", type: "sync.finance" } },
    { ref: "b", dependsOn: ["a", ID] },
  ]);
});

it.each([
  ["no jobs", [], "jobs"],
  ["too many", Array.from({ length: 51 }, () => task()), "jobs"],
  ["what is no job", [null], "jobs.0"],
  ["a fault of one of them", [task(), task({ type: "" })], "jobs.1.type"],
  ["a kind that there is not", [{ kind: "party" }], "jobs.0.kind"],
  ["a ref that is taken", [task({ ref: "a" }), task({ ref: "a" })], "jobs.1.ref"],
  ["a ref that could be an id", [task({ ref: ID })], "jobs.0.ref"],
  ["a key that is taken", [task({ idempotencyKey: "k" }), task({ idempotencyKey: "k" })], "jobs.1.idempotencyKey"],
  ["a ref that is nobody's", [task({ dependsOn: ["b"] })], "jobs.0.dependsOn.0"],
])("refuses %s by its path", (_what, jobs, path) => {
  expect(pathsOf(jobs)).toEqual([path]);
});
