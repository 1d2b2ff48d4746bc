import { JOB_STATUSES } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { lossTone, statusLook, verdictLook, verdictParts } from "./status.ts";

it("tells any two statuses apart without their colour", () => {
  const looks = JOB_STATUSES.map(statusLook);
  expect(new Set(looks.map(({ word }) => word)).size).toBe(JOB_STATUSES.length);
  for (const tone of ["ok", "info", "warn", "bad", "idle"] as const) {
    const icons = looks.filter((look) => look.tone === tone).map(({ icon }) => icon);
    expect(new Set(icons).size).toBe(icons.length);
  }
});

it("shows what is broken as broken", () => {
  expect(statusLook("failed").tone).toBe("bad");
  expect(verdictLook("offline").tone).toBe("bad");
  expect(verdictLook("intermittent").word).toBe("Intermittent link");
});

it("calls no loss good and any other loss by its threshold", () => {
  expect([null, 0, 0.2, 2, 100].map((loss) => lossTone(loss))).toEqual(["idle", "ok", "warn", "bad", "bad"]);
});

it("sets a verdict's first sentence apart, and does not break it at a figure", () => {
  expect(verdictParts("Intermittent link. 6.4 % loss in bursts.")).toEqual({
    headline: "Intermittent link.",
    rest: "6.4 % loss in bursts.",
  });
  expect(verdictParts("Not measured yet.")).toEqual({ headline: "Not measured yet.", rest: "" });
});
