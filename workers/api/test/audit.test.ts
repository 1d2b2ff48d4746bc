import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate, query } from "../../test/call.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

interface Entry {
  id: string;
  at: number;
  entityType: string;
  entityId: string;
  action: string;
  after: unknown;
  reason: string | null;
}
interface Page {
  items: Entry[];
  nextCursor: string | null;
}
const list = async (input?: object) => (await query<Page>("audit.list", input)).data;

async function walk(input: object): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await list({ ...input, cursor });
    entries.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return entries;
}

let jobs: Job[];
beforeAll(async () => {
  await setLimits({});
  const create = () => mutate<Job>("jobs.create", probeInput({ notes: "Ticket 4711" }));
  jobs = (await Promise.all(Array.from({ length: 23 }, create))).map(({ data }) => data);
});

describe("the audit", () => {
  it("tells who made a job, of what, and why", async () => {
    const [job] = jobs;
    const { items } = await list({ entityType: "job", entityId: job?.id });
    expect(items).toEqual([
      {
        id: expect.any(String),
        at: job?.createdAt,
        actor: { kind: "user", id: "local-admin", name: "Local administrator" },
        action: "job.create",
        entityType: "job",
        entityId: job?.id,
        before: null,
        after: { name: job?.name, kind: "probe", spec: job?.spec },
        reason: "Ticket 4711",
      },
    ]);
  });

  it.each([1, 7, 23, 100])("gives by pages of %i what one look gives, the newest first", async (limit) => {
    const walked = await walk({ limit });
    const { results } = await env.DB.prepare("SELECT id FROM audit ORDER BY at DESC, id DESC").all<{ id: string }>();
    expect(walked.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
    expect(walked).toHaveLength(24);
  });

  it("pages through entries of the same moment", async () => {
    await env.DB.batch(
      ["a", "b", "c", "d", "e"].map((id) =>
        env.DB.prepare(
          "INSERT INTO audit VALUES (?, 5, 'system', 'x', 'x', 'config.set', 'test', 'same', NULL, NULL, NULL)",
        ).bind(id),
      ),
    );
    const walked = await walk({ entityType: "test", limit: 2 });
    expect(walked.map(({ id }) => id)).toEqual(["e", "d", "c", "b", "a"]);
    await expect(env.DB.prepare("DELETE FROM audit WHERE entity_type = 'test'").run()).rejects.toThrow("append-only");
  });

  it("narrows by what an entry is about", async () => {
    expect(await walk({ entityType: "job" })).toHaveLength(23);
    const [config, ...more] = await walk({ entityType: "config", entityId: "limits" });
    expect(config?.action).toBe("config.set");
    expect(more).toEqual([]);
    expect(await walk({ entityId: "' OR 1=1 --" })).toEqual([]);
  });

  it("cannot be changed or shortened", async () => {
    const before = await walk({});
    for (const statement of [
      "UPDATE audit SET actor_id = 'nobody'",
      "UPDATE audit SET reason = NULL WHERE entity_type = 'job'",
      "DELETE FROM audit",
      "DELETE FROM audit WHERE action = 'job.create'",
    ])
      await expect(env.DB.prepare(statement).run(), statement).rejects.toThrow("append-only");
    await env.DB.prepare(
      "INSERT OR REPLACE INTO audit SELECT id, 0, 'x', 'x', 'x', 'x', 'x', 'x', NULL, NULL, NULL FROM audit",
    ).run();
    expect(await walk({})).toEqual(before);
  });
});
