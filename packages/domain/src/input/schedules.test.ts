import { expect, it } from "vitest";
import { createScheduleInput, updateScheduleInput } from "./schedules.ts";

const deviceId = "01998ab0-0000-7000-8000-000000000002";
const schedule = { name: "nightly", cron: "0 3 * * *", timeZone: "UTC", templateId: "sync" };

it.each([
  [{ queue: "batch" }, { kind: "queue", queue: "batch" }],
  [{ deviceId }, { kind: "device", deviceId }],
  [
    { kind: "agent" as const, deviceId },
    { kind: "agent", deviceId },
  ],
  [{ deviceIds: [deviceId] }, { kind: "rollout", targets: { deviceIds: [deviceId] } }],
  [{ all: true }, { kind: "rollout", targets: { all: true } }],
])("reads what a schedule's target %j is for by what it names", (target, expected) => {
  expect(createScheduleInput.parse({ ...schedule, target }).target).toEqual(expected);
});

it.each([{}, "batch", { host: "gw-12" }, null])("asks for the kind of the target %j", (target) => {
  const { error } = createScheduleInput.safeParse({ ...schedule, target });
  expect(error?.issues[0]?.path[0]).toBe("target");
  expect(error?.issues[0]?.message).toBe("The target's kind is queue, agent, device or rollout.");
});

it.each<[object, (string | number)[], string, string]>([
  [{ input: { url: "x" } }, [], "input", "A schedule takes name, cron, timeZone, templateId, variables, target,"],
  [{ target: { queue: "batch", deviceId } }, ["target"], "deviceId", "A target of kind queue takes kind, queue."],
  [{ target: { all: true, most: 5 } }, ["target", "targets"], "most", "Say which devices:"],
  [{ retry: { maxAttempts: 2, delayMs: 5 } }, ["retry"], "delayMs", "A retry policy takes maxAttempts,"],
])("refuses a field that it does not know: %j", (changes, path, key, takes) => {
  const { error } = createScheduleInput.safeParse({ ...schedule, ...changes });
  expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: [key], path }]);
  expect(error?.issues[0]?.message).toContain(`There is no field ${key}. ${takes}`);
});

it("changes no field that it does not know", () => {
  const change = { id: deviceId, name: "weekly", expectedVersion: 2, enabled: false, note: null };
  expect(updateScheduleInput.parse(change)).toEqual(change);
  const { error } = updateScheduleInput.safeParse({ ...change, isEnabled: true });
  expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["isEnabled"], path: [] }]);
  expect(error?.issues[0]?.message).toMatch(
    /^There is no field isEnabled\. A change of a schedule takes id, .* enabled,/,
  );
});
