import { env } from "cloudflare:workers";
import { openConfig } from "@fieldline/db/config";
import { openDatabase } from "@fieldline/db/database";
import { DEFAULT_CONFIG, defaultConfig } from "@fieldline/domain/config";
import { afterEach, beforeEach, expect, it } from "vitest";

/** The database behind a binding of its own, so that nothing else has read it yet; reads wait for the gate. */
function observed() {
  const seen = { reads: 0, gate: Promise.resolve() };
  const gated = (statement: D1PreparedStatement) => {
    const raw = statement.raw.bind(statement);
    const late = async () => {
      const rows = await raw();
      await seen.gate;
      return rows;
    };
    return Object.assign(statement, { raw: late });
  };
  const binding = {
    prepare(query: string) {
      if (query.startsWith("select")) seen.reads += 1;
      return { bind: (...values: unknown[]) => gated(env.DB.prepare(query).bind(...values)) };
    },
    batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
  };
  return { seen, db: openDatabase(binding as unknown as D1Database) };
}

let clock: number;
let errors: unknown[];
function opened({ isLocal = false } = {}) {
  const { seen, db } = observed();
  const open = () => openConfig(db, { isLocal, now: () => clock, reportError: (error) => errors.push(error) });
  return { seen, open, store: open() };
}
const elsewhere = (retentionMs: number) =>
  env.DB.prepare(
    "INSERT INTO config VALUES ('retention', ?1, 1, 0, 'x') ON CONFLICT (key) DO UPDATE SET value = ?1, version = version + 1",
  )
    .bind(JSON.stringify({ endedJobsMs: retentionMs }))
    .run();
const here = (retentionMs: number, version: number) => ({
  key: "retention" as const,
  value: { endedJobsMs: retentionMs },
  version,
  audit: {
    id: crypto.randomUUID(),
    at: 1,
    actor: { kind: "user" as const, id: "u", name: "U" },
    action: "config.set" as const,
    entityType: "config" as const,
    entityId: "retention",
    before: null,
    after: null,
    reason: null,
    address: null,
    requestId: null,
  },
});

beforeEach(() => {
  clock = 1_000_000;
  errors = [];
});
afterEach(() => env.DB.exec("DELETE FROM config"));

it("asks the database once in five seconds, for all requests together", async () => {
  const { seen, open } = opened();
  for (let request = 0; request < 10; request += 1) await open().read();
  expect(seen.reads).toBe(1);
  await elsewhere(60_000);
  clock += 4_999;
  expect((await open().read()).retention).toEqual(DEFAULT_CONFIG.retention);
  clock += 1;
  expect((await open().read()).retention).toEqual({ endedJobsMs: 60_000 });
  expect(seen.reads).toBe(2);
});

it("shows what stands in the database where it is asked for now, and remembers it", async () => {
  const { seen, store } = opened();
  await store.read();
  await elsewhere(70_000);
  expect(await store.readNow()).toMatchObject({
    config: { retention: { endedJobsMs: 70_000 } },
    versions: { retention: 1 },
  });
  expect((await store.read()).retention).toEqual({ endedJobsMs: 70_000 });
  expect(seen.reads).toBe(2);
});

it("forgets at once what was changed here", async () => {
  const { store, open } = opened();
  await store.read();
  expect(await store.replace(here(80_000, 0))).toBe(true);
  expect((await open().read()).retention).toEqual({ endedJobsMs: 80_000 });
  expect(await store.replace(here(90_000, 0))).toBe(false);
  expect((await open().read()).retention).toEqual({ endedJobsMs: 80_000 });
});

it("does not remember a read that a change overtook", async () => {
  const { seen, store } = opened();
  const gate = Promise.withResolvers<void>();
  seen.gate = gate.promise;
  const overtaken = store.read();
  // The rows are read before the change and come after it.
  await env.DB.prepare("SELECT 1").run();
  await store.replace(here(80_000, 0));
  gate.resolve();
  expect((await overtaken).retention).toEqual(DEFAULT_CONFIG.retention);
  expect((await store.read()).retention).toEqual({ endedJobsMs: 80_000 });
});

it.each([true, false])("gives the defaults of this server where nothing was ever read (local: %j)", async (isLocal) => {
  const { seen, store } = opened({ isLocal });
  await env.DB.exec("ALTER TABLE config RENAME TO config_away");
  try {
    expect(store.defaults).toEqual(defaultConfig({ isLocal }));
    expect(await store.read()).toEqual(store.defaults);
    expect(await store.read()).toEqual(store.defaults);
    expect(seen.reads).toBe(1);
    expect(errors).toHaveLength(1);
    expect((await store.readNow()).versions.limits).toBe(0);
    await expect(store.find("limits")).rejects.toThrow();
  } finally {
    await env.DB.exec("ALTER TABLE config_away RENAME TO config");
  }
});

it("gives the last known settings while they cannot be read, and the present ones after", async () => {
  const { store } = opened();
  await elsewhere(60_000);
  await store.read();
  await env.DB.exec("ALTER TABLE config RENAME TO config_away");
  try {
    clock += 60_000;
    expect((await store.read()).retention).toEqual({ endedJobsMs: 60_000 });
    expect(errors).toHaveLength(1);
  } finally {
    await env.DB.exec("ALTER TABLE config_away RENAME TO config");
  }
  await elsewhere(70_000);
  clock += 5_000;
  expect((await store.read()).retention).toEqual({ endedJobsMs: 70_000 });
  expect(errors).toHaveLength(1);
});
