import { describe, expect, it } from "vitest";
import { cancelRolloutInput, createRolloutInput, executionsInput, listRolloutsInput } from "./rollouts.ts";

const ID = "01900000-0000-7000-8000-000000000001";
const input = { templateId: "health-check", targets: { all: true } };
const parse = (changes: object) => createRolloutInput.safeParse({ ...input, ...changes });
const issuesOf = (changes: object) =>
  parse(changes).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
const keyOf = (part: string) => (/^\d+$/.test(part) ? Number(part) : part);

describe("a rollout's input", () => {
  it("is a snapshot of the fleet without a pace where nothing else is said", () => {
    expect(createRolloutInput.parse(input)).toEqual({ ...input, mode: "snapshot" });
  });

  it("takes one abort rule or a list", () => {
    const rule = { on: "failed", thresholdPercent: 20, minExecuted: 10 };
    expect(parse({ abort: rule }).data?.abort).toEqual([rule]);
    expect(parse({ abort: [rule, { ...rule, on: "all" }] }).data?.abort).toHaveLength(2);
  });

  it.each([
    [{ maxPerMinute: 30 }, { maxPerMinute: 30 }],
    [{ maximumPerMinute: 30 }, { maxPerMinute: 30 }],
    [
      {
        maximumPerMinute: 400,
        exponentialRate: {
          baseRatePerMinute: 50,
          incrementFactor: 2,
          rateIncreaseCriteria: { numberOfSucceededThings: 1_000 },
        },
      },
      { baseRatePerMinute: 50, incrementFactor: 2, after: { succeeded: 1_000 }, maxPerMinute: 400 },
    ],
    [
      {
        exponentialRate: {
          baseRatePerMinute: 50,
          incrementFactor: 1.1,
          rateIncreaseCriteria: { numberOfNotifiedThings: 9 },
        },
      },
      { baseRatePerMinute: 50, incrementFactor: 1.1, after: { notified: 9 } },
    ],
  ])("takes the rate %j", (rate, expected) => expect(parse({ rate }).data?.rate).toEqual(expected));

  it.each([
    [{ templateId: "" }, "templateId: Give the template to roll out by its id or slug."],
    [{ targets: {} }, "targets: Say which devices: deviceIds, groupIds, or all: true."],
    [{ targets: { all: false } }, "targets: Say which devices: deviceIds, groupIds, or all: true."],
    [{ targets: { deviceIds: [] } }, "targets.deviceIds: Name 1 to 1,000 devices by their ids; for more use a group."],
    [
      { targets: { deviceIds: Array(1_001).fill(ID) } },
      "targets.deviceIds: Name 1 to 1,000 devices by their ids; for more use a group.",
    ],
    [{ targets: { groupIds: ["x"] } }, "targets.groupIds.0: A group's id is a UUID."],
    [{ mode: "now" }, "mode: The mode is snapshot or continuous."],
    [
      { rate: {} },
      "rate: Give a rate: { maxPerMinute }, or { baseRatePerMinute, incrementFactor, after: { notified } or { succeeded } }.",
    ],
    [
      { rate: { maxPerMinute: 0 } },
      "rate.maxPerMinute: A rate is at most a whole number of devices a minute, 1 to 1,000,000.",
    ],
    [
      { rate: { baseRatePerMinute: 1_001, incrementFactor: 2, after: { notified: 1 } } },
      "rate.baseRatePerMinute: A rate begins at a whole number of devices a minute, 1 to 1,000.",
    ],
    [
      { rate: { baseRatePerMinute: 5, incrementFactor: 1, after: { notified: 1 } } },
      "rate.incrementFactor: A rate grows by a factor of 1.1 to 5.",
    ],
    [
      { rate: { baseRatePerMinute: 5, incrementFactor: 2 } },
      "rate.after: A rate grows each time so many devices were told or have succeeded: { notified: n } or { succeeded: n }.",
    ],
    [
      { rate: { baseRatePerMinute: 5, incrementFactor: 2, after: { notified: 1 }, maxPerMinute: 4 } },
      "rate.maxPerMinute: The rate to grow to is at least the one it begins at, 5.",
    ],
    [
      { abort: { on: "lost", thresholdPercent: 1, minExecuted: 1 } },
      "abort.0.on: An abort rule counts failed, rejected, timed_out or all.",
    ],
    [
      { abort: { on: "all", thresholdPercent: 0, minExecuted: 1 } },
      "abort.0.thresholdPercent: An abort rule's threshold is above 0\u00a0% and at most 100\u00a0%.",
    ],
    [
      { abort: { on: "all", thresholdPercent: 5, minExecuted: 0 } },
      "abort.0.minExecuted: An abort rule asks for 1 or more devices that are through before it is judged.",
    ],
  ])("refuses %j", (changes, issue) => expect(issuesOf(changes)).toEqual([issue]));

  const DOUBLES = { baseRatePerMinute: 5, incrementFactor: 2 };
  const RULE = { on: "failed", thresholdPercent: 20, minExecuted: 10 };
  it.each([
    ["", { pace: { maxPerMinute: 6 } }, "pace", "A rollout takes templateId, variables, targets, mode, rate, abort,"],
    ["rate", { rate: { maxPerMinute: 6, maxPerHour: 9 } }, "maxPerHour", "Give a rate: { maxPerMinute }, or"],
    ["rate.after", { rate: { ...DOUBLES, after: { notified: 1, failed: 1 } } }, "failed", "A rate grows each time"],
    ["targets", { targets: { all: true, groupId: ID } }, "groupId", "Say which devices: deviceIds, groupIds, or all"],
    ["abort.0", { abort: { ...RULE, min: 5 } }, "min", "Give an abort rule: { on, thresholdPercent, minExecuted }."],
    ["retry", { retry: { maxAttempts: 2, delayMs: 5 } }, "delayMs", "A retry policy takes maxAttempts, initialMs,"],
  ])("refuses a field that it does not know, under %j", (path, changes, key, takes) => {
    const { issues = [] } = parse(changes).error ?? {};
    expect(issues).toMatchObject([
      { code: "unrecognized_keys", keys: [key], path: path ? path.split(".").map(keyOf) : [] },
    ]);
    expect(issues[0]?.message).toContain(`There is no field ${key}. ${takes}`);
  });

  it("names the first fields of many that it does not know, and none in full length", () => {
    const unknown = ["a", "b", "c", "d", "e".repeat(99), "f"];
    const { message } = parse(Object.fromEntries(unknown.map((key) => [key, 1]))).error?.issues[0] ?? {};
    expect(message).toContain(`There is no field a or b or c or d or ${"e".repeat(60)}. A rollout takes`);
  });

  it("names each device once", () => {
    expect(parse({ targets: { deviceIds: [ID, ID.toUpperCase()] } }).data?.targets.deviceIds).toEqual([ID]);
  });
});

it("reads pages of rollouts and of executions", () => {
  expect(listRolloutsInput.parse(undefined)).toEqual({ limit: 50 });
  expect(executionsInput.parse({ id: ID, state: "failed", search: " mo " })).toEqual({
    id: ID,
    limit: 50,
    state: "failed",
    search: "mo",
  });
  expect(cancelRolloutInput.parse({ id: ID })).toEqual({ id: ID, force: false });
  expect(executionsInput.safeParse({ id: ID, state: "lost" }).error?.issues[0]?.path).toEqual(["state"]);
});
