import { expect, it } from "vitest";
import type { AuditEntry } from "../../audit/audit-entry.ts";
import { namesIn } from "./entity-names.ts";

const entry = (entityId: string, before: AuditEntry["before"], after: AuditEntry["after"]) =>
  ({ entityId, before, after }) as AuditEntry;

it("knows what an entry without a name is about by another that tells it, the newest name first", () => {
  const names = namesIn([
    entry("s1", null, { skipsNext: true }),
    entry("s1", { name: "Sync" }, { name: "Nightly sync" }),
    entry("s1", null, { name: "Sync" }),
    entry("q1", { name: "batch" }, null),
    entry("x1", null, null),
  ]);
  expect([...names]).toEqual([
    ["s1", "Nightly sync"],
    ["q1", "batch"],
  ]);
});
