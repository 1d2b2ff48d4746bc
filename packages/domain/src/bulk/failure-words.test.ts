import { describe, expect, it } from "vitest";
import type { BulkAction, BulkPlan } from "./bulk.ts";
import { alreadyWords, type BulkJob, failureWords } from "./failure-words.ts";

const JOB: BulkJob = {
  ...{ id: "j", kind: "task", type: "t", requesterId: "m", requesterName: "Mia", version: 3 },
  ...{ status: "queued", priority: 5, queue: "standard", assigneeId: null },
};
const PLAN: BulkPlan = {
  ...{ id: "b", action: "cancel", reason: null, priority: null, to: null, createdAt: 0 },
  by: { actor: { kind: "user", id: "m", name: "Mia" }, request: { id: "r", address: null } },
};

describe("a job that is as it is to be", () => {
  const device = { device: { id: "d", name: "gw-12" } };
  it.each<[string, Partial<BulkPlan>, Partial<BulkJob>, string | undefined]>([
    ["its priority", { action: "setPriority", priority: 5 }, {}, "It has priority 5 already."],
    ["another priority", { action: "setPriority", priority: 4 }, {}, undefined],
    ["its queue", { action: "reassign", to: { queue: "standard" } }, {}, "It waits in standard already."],
    ["another queue", { action: "reassign", to: { queue: "batch" } }, {}, undefined],
    ["under way out of its queue", { action: "reassign", to: { queue: "standard" } }, { status: "running" }, undefined],
    [
      "its device",
      { action: "reassign", to: device },
      { status: "assigned", assigneeId: "d" },
      "It is gw-12's already.",
    ],
    ["another device", { action: "reassign", to: device }, { status: "assigned", assigneeId: "e" }, undefined],
    ["over", { action: "setPriority", priority: 5 }, { status: "failed" }, undefined],
    ["not asked for that", { action: "cancel" }, {}, undefined],
  ])("is told so: %s", (_what, plan, job, words) => {
    expect(alreadyWords({ ...PLAN, ...plan }, { ...JOB, ...job })).toBe(words);
  });
});

describe("why a job was left as it is", () => {
  it.each<[BulkAction, Parameters<typeof failureWords>[1]["code"], string, string]>([
    ["cancel", "JOB_ENDED", "cancelled", "It is cancelled already."],
    ["cancel", "JOB_ENDED", "timed_out", "It has ended already: it is timed out."],
    ["pause", "ILLEGAL_TRANSITION", "paused", "It is paused already."],
    ["resume", "ILLEGAL_TRANSITION", "running", "It is running already."],
    ["pause", "ILLEGAL_TRANSITION", "queued", "as the job says"],
    ["retry", "ILLEGAL_TRANSITION", "running", "It is running already."],
    ["retry", "ILLEGAL_TRANSITION", "completed", "as the job says"],
    ["delete", "JOB_NOT_ENDED", "running", "It has not ended: it is running. Cancel it first."],
    ["delete", "JOB_NOT_FOUND", "", "There is no such job. It may have been deleted."],
    ["cancel", "UNAVAILABLE", "", "as the job says"],
  ])("%s, %s, %s", (action, code, status, words) => {
    expect(failureWords(action, { code, message: "as the job says", details: { status } })).toBe(words);
  });
});
