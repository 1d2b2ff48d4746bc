import type { Failure } from "@fieldline/client/errors";
import { describe, expect, it } from "vitest";
import { errorsOfFailure, errorsOfIssues } from "./field-errors.ts";

const failure = (part: Partial<Failure>): Failure => ({
  reason: "INVALID_INPUT",
  message: "No.",
  paths: [],
  issues: [],
  details: {},
  ...part,
});

describe("issues", () => {
  it("go to their field, also from within it; the first one counts", () => {
    const { fields, rest } = errorsOfIssues([
      { path: "target.host", message: "first" },
      { path: "target.host", message: "second" },
      { path: "expectedStatus.1", message: "status" },
      { path: "priority", message: "elsewhere" },
    ]);
    expect(fields).toEqual({ "target.host": "first", expectedStatus: "status" });
    expect(rest).toEqual(["elsewhere"]);
  });
});

describe("a refusal", () => {
  it("goes to the paths that it names when it has no issues", () => {
    expect(errorsOfFailure(failure({ paths: ["target.port"] })).fields).toEqual({ "target.port": "No." });
  });

  it("goes to the banner in its own words when it is about a limit", () => {
    const told = errorsOfFailure(
      failure({ reason: "LIMIT_JOBS_PER_DAY", message: "50 of 50.", paths: ["target.host"] }),
    );
    expect(told).toEqual({ fields: {}, rest: ["50 of 50."] });
  });

  it("is never lost", () => {
    expect(errorsOfFailure(failure({})).rest).toEqual(["No."]);
  });
});
