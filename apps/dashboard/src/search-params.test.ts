import { describe, expect, it } from "vitest";
import { parseSearchParams, stringifySearchParams } from "./search-params.ts";

describe("search params", () => {
  it("keep an account number a text", () => {
    expect(parseSearchParams("?q=007")).toEqual({ q: "007" });
  });

  it("come back as they were written", () => {
    const search = { status: "running,failed", q: "a&b=c ü" };
    expect(parseSearchParams(stringifySearchParams(search))).toEqual(search);
    expect(stringifySearchParams(search)).toContain("status=running,failed");
  });

  it("leave out what is not there", () => {
    expect(stringifySearchParams({ q: undefined, when: "" })).toBe("");
  });
});
