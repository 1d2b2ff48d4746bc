import { env } from "cloudflare:workers";
import type { AuditEntry } from "@fieldline/db/audit";
import { beforeAll, expect, it } from "vitest";
import { insertEntries } from "../../test/audit-rows.ts";
import { query } from "../../test/call.ts";

interface Page {
  items: AuditEntry[];
  nextCursor: string | null;
}
const MANY = 205_000;

beforeAll(async () => {
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id)
     SELECT 'filler-' || i, 1000 + i / 3, 'user', 'user-' || (i % 50), 'Somebody', 'job.create', 'job', 'job-' || i FROM n`,
  )
    .bind(MANY)
    .run();
  await insertEntries([
    { id: "oldest", at: 1, reason: "The needle" },
    { id: "middle", at: 1_000 + 30_000, reason: "Another needle" },
  ]);
});

it("a search reads a part of a long audit at a time and misses nothing of it", async () => {
  const found: string[] = [];
  let pages = 0;
  let cursor: string | null = null;
  do {
    const { data }: { data: Page } = await query<Page>("audit.list", { search: "needle", cursor });
    found.push(...data.items.map(({ id }) => id));
    cursor = data.nextCursor;
    pages++;
  } while (cursor !== null);
  expect(found).toEqual(["middle", "oldest"]);
  expect(pages).toBe(3);
});

it("a search that fills its page goes on where it ended", async () => {
  const first = await query<Page>("audit.list", { search: "job-19999", limit: 4 });
  const rest = await query<Page>("audit.list", { search: "job-19999", limit: 100, cursor: first.data.nextCursor });
  const ids = [...first.data.items, ...rest.data.items].map(({ entityId }) => entityId);
  expect(ids).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((last) => `job-19999${last}`));
});
