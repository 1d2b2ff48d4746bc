import { describe, expect, it } from "vitest";
import { exportHref, filterOf } from "./audit-query.ts";
import { isNarrowed, readAuditSearch } from "./audit-search.ts";

describe("the audit's address", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(
      readAuditSearch({
        actor: " ada ",
        type: "job",
        entity: "",
        from: "2026-11-22",
        to: "tomorrow",
        q: " x ",
        page: "2",
      }),
    ).toEqual({ actor: "ada", type: "job", from: "2026-11-22", q: "x" });
    expect(readAuditSearch({ type: "secrets", from: "2026-99-99", actor: 7 })).toEqual({});
  });

  it("narrows when it holds anything", () => {
    expect(isNarrowed(readAuditSearch({}))).toBe(false);
    expect(isNarrowed(readAuditSearch({ to: "2026-11-22" }))).toBe(true);
  });

  it("becomes what the server is asked for, the last day whole", () => {
    const from = new Date(2026, 10, 1).getTime();
    const to = new Date(2026, 11, 1).getTime() - 1;
    expect(
      filterOf({
        actor: "ada",
        action: "job.cancel",
        type: "job",
        entity: "j1",
        from: "2026-11-01",
        to: "2026-11-30",
        q: "a b",
      }),
    ).toEqual({ actorId: "ada", action: "job.cancel", entityType: "job", entityId: "j1", from, to, search: "a b" });
    expect(filterOf({})).toEqual({});
  });

  it("is exported as it is filtered", () => {
    expect(exportHref({}, "ndjson")).toBe("/api/v1/audit.ndjson");
    expect(exportHref({ actorId: "ada", search: "a&b =c" }, "csv")).toBe(
      "/api/v1/audit.csv?actorId=ada&search=a%26b+%3Dc",
    );
  });
});
