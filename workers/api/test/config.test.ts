import { env } from "cloudflare:workers";
import { CONFIG_SCHEMAS, type Config, DEFAULT_CONFIG } from "@fieldline/domain/config";
import { describe, expect, it } from "vitest";
import { mutate, query, send } from "../../test/call.ts";
import { expectRefusal } from "../../test/refusal.ts";

interface Entry {
  action: string;
  actor: object;
  before: unknown;
  after: unknown;
}
const config = async () => (await query<Config>("config.get")).data;
const set = (key: unknown, value: unknown) =>
  send("/trpc/config.set", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key, value }),
  });
const auditOf = async (key: string) =>
  (await query<{ items: Entry[] }>("audit.list", { entityType: "config", entityId: key })).data.items;

describe("the settings", () => {
  it("are the defaults until one is set, and then the others stay", async () => {
    expect(await config()).toEqual(DEFAULT_CONFIG);
    const limits = { jobsPerUserPerDay: 7, runningJobs: 3 };
    expect(await mutate("config.set", { key: "limits", value: limits })).toMatchObject({ status: 200, data: limits });
    expect(await config()).toEqual({ ...DEFAULT_CONFIG, limits });
  });

  it.each(Object.entries(DEFAULT_CONFIG))("take their own default: %s", async (key, value) => {
    expect(await mutate("config.set", { key, value })).toMatchObject({ status: 200, data: value });
  });

  it("are audited with what was and what is, in order", async () => {
    const health = { ...DEFAULT_CONFIG.health, offlineAfterLost: 5 };
    await mutate("config.set", { key: "health", value: health });
    await mutate("config.set", { key: "health", value: DEFAULT_CONFIG.health });
    const [last, first] = await auditOf("health");
    const actor = { kind: "user", id: "local-admin", name: "Local administrator" };
    expect(first).toMatchObject({ action: "config.set", actor, before: DEFAULT_CONFIG.health, after: health });
    expect(last).toMatchObject({ before: health, after: DEFAULT_CONFIG.health });
  });

  it("fall back to the default where what is stored cannot be read", async () => {
    const spoiled = (value: string) =>
      env.DB.prepare(
        "INSERT INTO config VALUES ('retention', ?, 1, 0, 'x') ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      )
        .bind(value)
        .run();
    for (const value of ['{"endedJobsMs":"soon"}', "[]", "null"]) {
      await spoiled(value);
      expect((await config()).retention).toEqual(DEFAULT_CONFIG.retention);
    }
    await env.DB.prepare("INSERT INTO config VALUES ('removedLongAgo', '1', 1, 0, 'x')").run();
    expect(Object.keys(await config()).sort()).toEqual(Object.keys(CONFIG_SCHEMAS).sort());
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
});

describe("a setting", () => {
  const { health, limits } = DEFAULT_CONFIG;
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
    ["everything", "key", {}],
    [null, "key", {}],
  ])("of %j is refused at %s: %j", async (key, path, value) => {
    const before = await config();
    const audited = (await auditOf(String(key))).length;
    const { data } = await expectRefusal(await set(key, value));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
    expect(data.paths).toEqual([path]);
    expect(await config()).toEqual(before);
    expect(await auditOf(String(key))).toHaveLength(audited);
  });
});
