import { describe, expect, it } from "vitest";
import { asResult, DomainError, ERROR_REASONS, type Result, TRPC_CODE, unwrap } from "./errors.ts";

describe("a DomainError", () => {
  it("is an Error with its reason and details", () => {
    const error = new DomainError("JOB_ENDED", "This job has ended.", { status: "completed" });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "DomainError", code: "JOB_ENDED", message: "This job has ended." });
    expect(error.details).toEqual({ status: "completed" });
    expect(new DomainError("INTERNAL", "x").details).toEqual({});
  });
});

describe("the table of tRPC codes", () => {
  it("holds every reason and no other", () => {
    expect(Object.keys(TRPC_CODE).sort()).toEqual([...ERROR_REASONS].sort());
  });

  it("blames the caller for all but two reasons", () => {
    const server = ERROR_REASONS.filter((reason) =>
      ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"].includes(TRPC_CODE[reason]),
    );
    expect(server).toEqual(["UNAVAILABLE", "INTERNAL"]);
  });
});

describe("a result", () => {
  it("carries a value, of a promise too", async () => {
    expect(await asResult(() => 7)).toEqual({ ok: true, value: 7 });
    expect(unwrap(await asResult(async () => "seven"))).toBe("seven");
  });

  it.each(ERROR_REASONS)("carries %s through JSON and back", async (reason) => {
    const error = new DomainError(reason, "What happened.", { limit: 50 });
    const result: Result<never> = JSON.parse(
      JSON.stringify(
        await asResult(async () => {
          throw error;
        }),
      ),
    );
    expect(result).toEqual({ ok: false, code: reason, message: "What happened.", details: { limit: 50 } });
    expect(() => unwrap(result)).toThrow(error);
  });

  it("takes a DomainError that is thrown at once", async () => {
    const result = await asResult((): number => {
      throw new DomainError("FORBIDDEN", "Ask an administrator.");
    });
    expect(result).toMatchObject({ ok: false, code: "FORBIDDEN" });
  });

  it("does not hide an unexpected error", async () => {
    const act = () => {
      throw new TypeError("a bug");
    };
    await expect(asResult(act)).rejects.toThrow(TypeError);
  });
});
