import { env } from "cloudflare:workers";
import { CONFIG_SCHEMAS, type Config, type ConfigKey, defaultConfig } from "@fieldline/domain/config";
import { describe, expect, it } from "vitest";
import { callsOf, mutate, query, send } from "../../test/call.ts";
import { addPerson } from "../../test/identities.ts";
import { expectRefusal } from "../../test/refusal.ts";

interface Entry {
  action: string;
  actor: { kind: string; id: string; name: string };
  before: unknown;
  after: unknown;
  requestId: string | null;
}
type Versioned = Config & { versions: Record<ConfigKey, number>; defaults: Config };
interface Conflict {
  version: number;
  value: unknown;
  updatedBy: string | null;
  updatedAt: number | null;
}
const DEFAULTS = defaultConfig({ isLocal: env.FIELDLINE_LOCAL === "1" });

const settings = async () => (await query<Versioned>("config.get")).data;
const config = async (): Promise<Config> => {
  const { versions, defaults, ...values } = await settings();
  return values;
};
const versionOf = async (key: ConfigKey) => (await settings()).versions[key];
const set = (key: unknown, value: unknown) =>
  send("/trpc/config.set", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key, value }),
  });
const auditOf = async (key: string) =>
  (await query<{ items: Entry[] }>("audit.list", { entityType: "config", entityId: key })).data.items;
const store = (key: string, text: string, version = 1) =>
  env.DB.prepare(
    "INSERT INTO config VALUES (?1, ?2, ?3, 0, 'x') ON CONFLICT (key) DO UPDATE SET value = ?2, version = ?3",
  )
    .bind(key, text, version)
    .run();

describe("the settings", () => {
  it("are the defaults at version 0 until one is set, and then the others stay", async () => {
    const versions = Object.fromEntries(Object.keys(CONFIG_SCHEMAS).map((key) => [key, 0]));
    expect(await settings()).toEqual({ ...DEFAULTS, versions, defaults: DEFAULTS });
    const limits = { jobsPerUserPerDay: 7, runningJobs: 3 };
    expect(await mutate("config.set", { key: "limits", value: limits })).toMatchObject({ status: 200, data: limits });
    expect(await settings()).toEqual({
      ...DEFAULTS,
      limits,
      versions: { ...versions, limits: 1 },
      defaults: DEFAULTS,
    });
  });

  it.each(Object.entries(DEFAULTS))("take their own default: %s", async (key, value) => {
    expect(await mutate("config.set", { key, value })).toMatchObject({ status: 200, data: value });
  });

  it("are audited with what was and what is, in order", async () => {
    const health = { ...DEFAULTS.health, offlineAfterLost: 5 };
    await mutate("config.set", { key: "health", value: health });
    await mutate("config.set", { key: "health", value: DEFAULTS.health });
    const [last, first] = await auditOf("health");
    const { data: me } = await query<{ id: string; name: string }>("users.me");
    const actor = { kind: "user", id: me.id, name: me.name };
    expect(first).toMatchObject({ action: "config.set", actor, before: DEFAULTS.health, after: health });
    expect(last).toMatchObject({ before: health, after: DEFAULTS.health });
    expect(first?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("fall back to the default where what is stored cannot be read, each on its own", async () => {
    const health = { ...DEFAULTS.health, offlineAfterLost: 9 };
    await store("health", JSON.stringify(health));
    for (const text of ['{"endedJobsMs":"soon"}', "[]", "null", "{broken", ""]) {
      await store("retention", text);
      expect(await config()).toMatchObject({ retention: DEFAULTS.retention, health });
    }
    await store("removedLongAgo", "1");
    expect(Object.keys(await config()).sort()).toEqual(Object.keys(CONFIG_SCHEMAS).sort());
  });

  it("can be repaired where what is stored cannot be read", async () => {
    await store("retention", "{broken", 4);
    expect((await set("retention", DEFAULTS.retention)).status).toBe(200);
    expect(await versionOf("retention")).toBe(5);
    const text = await env.DB.prepare("SELECT value FROM config WHERE key = 'retention'").first<string>("value");
    expect(JSON.parse(String(text))).toEqual(DEFAULTS.retention);
  });

  it("are the last known ones, and enforced, where their table cannot be read", async () => {
    await mutate("config.set", { key: "limits", value: { jobsPerUserPerDay: 0, runningJobs: 9 } });
    const before = await settings();
    await env.DB.exec("ALTER TABLE config RENAME TO config_away");
    try {
      expect(await settings()).toEqual(before);
      expect((await query<{ limits: object }>("jobs.stats")).data.limits).toMatchObject(before.limits);
      expect((await set("limits", DEFAULTS.limits)).status).toBe(500);
    } finally {
      await env.DB.exec("ALTER TABLE config_away RENAME TO config");
    }
    expect(await settings()).toEqual(before);
  });

  it("leave two settings set at once both set", async () => {
    const retention = { endedJobsMs: 120_000 };
    const cadencePresets = [{ label: "2 s", ms: 2_000 }];
    await Promise.all([
      mutate("config.set", { key: "retention", value: retention }),
      mutate("config.set", { key: "cadencePresets", value: cadencePresets }),
    ]);
    expect(await config()).toMatchObject({ retention, cadencePresets });
  });

  it("keep a time zone under its canonical name", async () => {
    expect(await mutate("config.set", { key: "timeZone", value: "europe/berlin" })).toMatchObject({
      data: "Europe/Berlin",
    });
    expect((await config()).timeZone).toBe("Europe/Berlin");
  });
});

describe("a value that holds already", () => {
  it("is neither stored nor audited, in whatever order its fields come", async () => {
    await mutate("config.set", { key: "access", value: { viewerSees: "own", techSees: "own" } });
    const version = await versionOf("access");
    const audited = (await auditOf("access")).length;
    const again = await mutate("config.set", { key: "access", value: { techSees: "own", viewerSees: "own" } });
    expect(again).toMatchObject({ status: 200, data: { viewerSees: "own", techSees: "own" } });
    expect(await versionOf("access")).toBe(version);
    expect(await auditOf("access")).toHaveLength(audited);
  });
});

describe("two administrators", () => {
  const health = (offlineAfterLost: number) => ({ ...DEFAULTS.health, offlineAfterLost });
  const setHealth = (offlineAfterLost: number, expectedVersion?: number) =>
    mutate("config.set", { key: "health", value: health(offlineAfterLost), expectedVersion });

  it("who change one version at once: the first is stored and audited, the others are told of it", async () => {
    for (let round = 0; round < 5; round += 1) {
      const version = await versionOf("health");
      const audited = (await auditOf("health")).length;
      const values = Array.from({ length: 6 }, (_, index) => 20 + 10 * round + index);
      const answers = await Promise.all(values.map((value) => setHealth(value, version)));
      const winners = answers.flatMap(({ status }, index) => (status === 200 ? [values[index]] : []));
      expect(winners).toHaveLength(1);
      const value = health(Number(winners[0]));
      expect(await settings()).toMatchObject({ health: value, versions: { health: version + 1 } });
      const entries = await auditOf("health");
      expect(entries).toHaveLength(audited + 1);
      expect(entries[0]?.after).toEqual(value);
      for (const { error } of answers.filter(({ status }) => status !== 200)) {
        expect(error.data).toMatchObject({ httpStatus: 409, reason: "VERSION_MISMATCH" });
        expect(error.data.details).toMatchObject({ version: version + 1, value });
      }
    }
  });

  it("who ask for no version: each is stored, and each entry's before is the one's after that came first", async () => {
    const version = await versionOf("health");
    const audited = (await auditOf("health")).length;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => setHealth(80 + index)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await versionOf("health")).toBe(version + 10);
    const entries = (await auditOf("health")).slice(0, 10);
    expect(await auditOf("health")).toHaveLength(audited + 10);
    const key = (value: unknown) => JSON.stringify(value);
    const afters = entries.map(({ after }) => key(after));
    const chained = entries.filter(({ before }) => afters.includes(key(before)));
    expect(new Set(entries.map(({ before }) => key(before)))).toHaveLength(10);
    expect(chained).toHaveLength(9);
  });

  it("are told by name who was faster, and what to do", async () => {
    const anna = callsOf((await addPerson("admin", { name: "Anna Berg" })).token);
    const version = await versionOf("health");
    const before = Date.now();
    const hers = { key: "health", value: health(30), expectedVersion: version };
    expect((await anna.mutate("config.set", hers)).status).toBe(200);

    const { status, error } = await setHealth(31, version);
    expect(status).toBe(409);
    expect(error.message).toBe(
      "Anna Berg changed Settings → Health after you had opened it, so your change was not saved. Look at the present value and make your change again on top of it.",
    );
    const told = error.data.details as unknown as Conflict;
    expect(told).toMatchObject({ version: version + 1, value: health(30), updatedBy: "Anna Berg" });
    expect(told.updatedAt).toBeGreaterThanOrEqual(before);
    expect(await config()).toMatchObject({ health: health(30) });

    expect((await setHealth(31, told.version)).status).toBe(200);
    const own = await setHealth(32, told.version);
    expect(own.error.message).toContain("You changed Settings → Health after you had opened it");
  });

  it("are refused a version that never was", async () => {
    const { status, error } = await mutate("config.set", {
      key: "durationPresets",
      value: [{ label: "2 min", ms: 120_000 }],
      expectedVersion: 3,
    });
    expect(status).toBe(409);
    expect(error.message).toContain("Settings → Duration presets is at version 0 and was never at version 3");
    expect(error.data.details).toEqual({
      version: 0,
      value: DEFAULTS.durationPresets,
      updatedBy: null,
      updatedAt: null,
    });
  });

  it.each([-1, 1.5, "1", null])("are refused %j as a version", async (expectedVersion) => {
    const { status, error } = await mutate("config.set", { key: "limits", value: DEFAULTS.limits, expectedVersion });
    expect(status).toBe(400);
    expect(error.data.paths).toEqual(["expectedVersion"]);
  });
});

describe("a setting", () => {
  const { health, limits } = DEFAULTS;
  it.each([
    ["limits", "value", "many"],
    ["limits", "value", undefined],
    ["limits", "value.runningJobs", { jobsPerUserPerDay: 1 }],
    ["limits", "value.jobsPerUserPerDay", { ...limits, jobsPerUserPerDay: -1 }],
    ["limits", "value.jobsPerUserPerDay", { ...limits, jobsPerUserPerDay: 1.5 }],
    ["limits", "value.jobsPerUserPerDay", { ...limits, jobsPerUserPerDay: "50" }],
    ["limits", "value.runningJobs", { ...limits, runningJobs: 1e12 }],
    ["limits", "value.other", { ...limits, other: 1 }],
    ["durationPresets", "value", []],
    [
      "durationPresets",
      "value.1.ms",
      [
        { label: "1 min", ms: 60_000 },
        { label: "never", ms: 0 },
      ],
    ],
    ["cadencePresets", "value.0.label", [{ label: "", ms: 1_000 }]],
    ["cadencePresets", "value", Array.from({ length: 13 }, () => ({ label: "1 s", ms: 1_000 }))],
    ["retention", "value.endedJobsMs", { endedJobsMs: 0 }],
    ["health", "value.intermittentLossPercent", { ...health, intermittentLossPercent: 101 }],
    ["health", "value.offlineAfterLost", { ...health, offlineAfterLost: 1 }],
    ["access", "value.techSees", { viewerSees: "all", techSees: "some" }],
    ["timeZone", "value", "Europe/Berln"],
    ["timeZone", "value", "+02:00"],
    ["timeZone", "value", 2],
    ["everything", "key", {}],
    [null, "key", {}],
  ])("of %j is refused at %s: %j", async (key, path, value) => {
    const before = await settings();
    const audited = (await auditOf(String(key))).length;
    const { data } = await expectRefusal(await set(key, value));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
    expect(data.paths).toEqual([path]);
    expect(await settings()).toEqual(before);
    expect(await auditOf(String(key))).toHaveLength(audited);
  });
});
