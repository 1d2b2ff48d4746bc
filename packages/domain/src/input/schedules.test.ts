import { expect, it } from "vitest";
import { createScheduleInput } from "./schedules.ts";

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
