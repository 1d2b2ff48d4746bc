import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEnded, type Job } from "../job/job.ts";
import { ADA, EVENTS } from "./event-table.test-support.ts";
import { CREATED_AT, commandJob, frozen, probeJob, taskJob } from "./probe-job.test-support.ts";
import { type Effect, type JobEvent, type Transition, transition } from "./transition.ts";

const ONE = { kind: "device" as const, id: "a1", name: "agent-1" };
const TWO = { kind: "device" as const, id: "a2", name: "agent-2" };
const RETRY = { maxAttempts: 3, initialMs: 5_000, factor: 2, maxMs: 300_000 };

function moved(job: Job, ...events: JobEvent[]): Transition {
  const [event, ...rest] = events as [JobEvent, ...JobEvent[]];
  const step = transition(frozen(job), event, CREATED_AT);
  return rest.length > 0 ? moved(step.job, ...rest) : step;
}
const typesOf = (effects: Effect[]) => effects.map(({ type }) => type).filter((type) => type !== "project");
const queued = () => moved(taskJob(), { type: "accept" }).job;
const running = (terms = {}) => moved(taskJob(terms), { type: "accept" }, { type: "begin", actor: ONE }).job;

describe("a task in a queue", () => {
  it("is nobody's until an agent takes it on, and tells those who wait", () => {
    const { job, effects, log } = moved(taskJob(), { type: "accept" });
    expect(job).toMatchObject({ status: "queued", queue: "standard", assigneeId: null, queuedAt: CREATED_AT });
    expect(effects).toContainEqual({ type: "enqueued", queue: "standard" });
    expect(log[0]?.message).toBe("Waits in standard");
    const begun = moved(job, { type: "begin", actor: ONE });
    expect(begun.job).toMatchObject({ status: "running", assigneeId: "a1", assigneeName: "agent-1" });
  });

  it("goes back to its queue after a failure, and gives its place up at once", () => {
    const { job, effects } = moved(running({ retry: RETRY }), {
      type: "fail",
      code: "X",
      message: "No feed.",
      actor: ONE,
    });
    expect(job).toMatchObject({ status: "scheduled", attempt: 2, assigneeId: null, assigneeName: null });
    expect(effects).toContainEqual({ type: "leaveSlot", attempt: 1, queue: "standard" });
    const again = moved(job, { type: "activate" });
    expect(again.job).toMatchObject({ status: "queued", attempt: 2, error: null });
    expect(typesOf(again.effects)).toEqual(["enqueued"]);
  });

  it("is not tried again where its agent says that it would not help", () => {
    const { job } = moved(running({ retry: RETRY }), {
      type: "fail",
      code: "X",
      message: "No.",
      actor: ONE,
      isFinal: true,
    });
    expect(job).toMatchObject({ status: "failed", attempt: 1 });
  });

  it("keeps who did it where it ends", () => {
    const { job, ended } = moved(running(), { type: "complete", actor: ONE, result: { stored: 3 } });
    expect([job.assigneeId, ended?.assigneeId, job.result]).toEqual(["a1", "a1", { stored: 3 }]);
  });

  it("handed back is taken from its agent and waits as a new attempt", () => {
    const { job, effects } = moved(running(), { type: "release", actor: ONE, reason: "it stops" });
    expect(job).toMatchObject({ status: "queued", attempt: 2, assigneeId: null });
    expect(typesOf(effects)).toEqual(["withdraw", "leaveSlot", "enqueued"]);
    expect(effects[0]).toMatchObject({ attempt: 1, deviceId: "a1" });
  });

  it("run again after any end is a new attempt", () => {
    const ended = moved(running(), { type: "cancel", actor: ADA, reason: null }).job;
    const { job } = moved(ended, { type: "resubmit", actor: ADA, reason: "it was needed after all" });
    expect(job).toMatchObject({ status: "queued", attempt: 2, endedAt: null, cancelledAt: null, statusReason: null });
  });
});

describe("a task given to another", () => {
  const to = { device: { id: "a2", name: "agent-2" } };
  it("is fenced from the one who had it, and offered to the other", () => {
    const { job, effects, ended } = moved(running(), { type: "reassign", actor: ADA, to, reason: "a1 is slow" });
    expect(job).toMatchObject({
      status: "assigned",
      attempt: 2,
      queue: null,
      assigneeId: "a2",
      assigneeName: "agent-2",
    });
    expect(ended).toMatchObject({ attempt: 1, status: "cancelled", assigneeId: "a1", error: { code: "REASSIGNED" } });
    expect(typesOf(effects)).toEqual(["withdraw", "offer", "control", "leaveSlot", "audit"]);
    expect(effects).toContainEqual({ type: "control", attempt: 1, deviceId: "a1", wish: "cancel" });
  });

  it("back to a queue waits there for whoever comes", () => {
    const given = moved(running(), { type: "reassign", actor: ADA, to, reason: "a1 is slow" }).job;
    const { job, effects } = moved(given, { type: "reassign", actor: ADA, to: { queue: "batch" }, reason: "no hurry" });
    expect(job).toMatchObject({ status: "queued", attempt: 3, queue: "batch", assigneeId: null, prober: null });
    expect(typesOf(effects)).toEqual(["withdraw", "enqueued", "audit"]);
  });

  it("while it waits for its time only changes whose it will be", () => {
    const later = moved(taskJob({ runAt: CREATED_AT + 9_000 }), { type: "accept" }).job;
    const { job } = moved(later, { type: "reassign", actor: ADA, to, reason: "a2 is free then" });
    expect(job).toMatchObject({ status: "scheduled", attempt: 1, assigneeId: "a2", queue: null });
    expect(moved(job, { type: "activate" }).job).toMatchObject({ status: "assigned", assigneeId: "a2" });
  });
});

describe("work whose agent was revoked", () => {
  const event = { type: "fail" as const, code: "DEVICE_REVOKED", message: "agent-1 was revoked" };

  it("goes back to its queue while attempts are left", () => {
    const { job } = moved(running({ retry: RETRY }), event);
    expect(job).toMatchObject({ status: "scheduled", attempt: 2, assigneeId: null });
    expect(moved(running({ retry: { ...RETRY, maxAttempts: 1 } }), event).job.status).toBe("failed");
  });

  it("has failed where it was meant for that agent", () => {
    const own = taskJob({ isForOne: true, retry: RETRY });
    const { job } = moved(own, { type: "accept" }, { type: "begin", actor: ONE }, event);
    expect(job).toMatchObject({ status: "failed", attempt: 1 });
  });
});

describe("completed by hand", () => {
  it("ends a command and a probe as well as a task, and tells the device that has them", () => {
    const event = { type: "forceComplete" as const, actor: ADA, reason: "seen on site", result: null };
    const command = moved(moved(commandJob(), { type: "accept" }).job, event);
    expect(command.job).toMatchObject({ status: "completed", statusReason: "Completed by hand: seen on site" });
    expect(typesOf(command.effects)).toContain("withdraw");
    const probe = moved(moved(probeJob(), { type: "accept" }).job, event);
    expect(probe.job).toMatchObject({ status: "completed", endedAt: probe.job.updatedAt });
  });

  it("ends it for its agent too, and keeps the reason", () => {
    const { job, effects } = moved(running(), {
      type: "forceComplete",
      actor: ADA,
      reason: "done by phone",
      result: { by: "phone" },
    });
    expect(job).toMatchObject({ status: "completed", statusReason: "Completed by hand: done by phone", error: null });
    expect(job.result).toEqual({ by: "phone" });
    expect(effects).toContainEqual({ type: "control", attempt: 1, deviceId: "a1", wish: "cancel" });
  });
});

describe("another priority", () => {
  it("is offered anew to its agent, and needs no telling in a queue", () => {
    const event = { type: "setPriority" as const, actor: ADA, priority: 1, reason: null };
    const command = moved(commandJob(), { type: "accept" }).job;
    expect(typesOf(moved(command, event).effects)).toEqual(["offer", "audit"]);
    const waiting = moved(queued(), event);
    expect(waiting.job.priority).toBe(1);
    expect(typesOf(waiting.effects)).toEqual(["audit"]);
    expect(waiting.log[0]?.message).toBe("Priority 5 → 1 by Ada");
  });
});

describe("a job that waits for others", () => {
  const waiting = (rule: Job["onDependencyFailure"], terms = {}) =>
    moved(taskJob({ dependsOn: ["j1", "j2"], onDependencyFailure: rule, ...terms }), { type: "accept" });
  const ended = (id: string, status: "completed" | "failed" | "cancelled"): JobEvent => ({
    type: "dependencyEnded",
    dependency: { id, name: `Job ${id}`, status },
  });

  it("asks them when it is taken on, and starts when the last has ended", () => {
    const { job, effects } = waiting("fail");
    expect(job).toMatchObject({ status: "blocked", queuedAt: null, waitsFor: ["j1", "j2"] });
    expect(typesOf(effects)).toEqual(["askDependencies"]);
    const one = moved(job, ended("j2", "completed")).job;
    expect(one).toMatchObject({ status: "blocked", waitsFor: ["j1"] });
    expect(moved(one, ended("j1", "completed")).job).toMatchObject({
      status: "queued",
      waitsFor: [],
      dependsOn: ["j1", "j2"],
    });
  });

  it.each([
    ["fail", "failed", { status: "failed", error: { code: "DEPENDENCY_FAILED" } }],
    ["cancel", "failed", { status: "cancelled", statusReason: "Job j1, which it waited for, is failed" }],
    ["run", "cancelled", { status: "blocked", waitsFor: ["j2"] }],
    ["fail", "completed", { status: "blocked", waitsFor: ["j2"] }],
  ] as const)("with %s, where one is %s", (rule, status, after) => {
    expect(moved(waiting(rule).job, ended("j1", status)).job).toMatchObject(after);
  });

  it("heard of twice changes nothing of what it does", () => {
    const once = moved(waiting("fail").job, ended("j1", "completed")).job;
    expect(moved(once, ended("j1", "failed")).job).toMatchObject({ status: "blocked", waitsFor: ["j2"] });
  });

  it("waits for its time first where that is later, and for both in any order", () => {
    const later = waiting("fail", { runAt: CREATED_AT + 9_000 }).job;
    expect(later.status).toBe("scheduled");
    expect(moved(later, { type: "activate" }).job.status).toBe("blocked");
    const free = moved(later, ended("j1", "completed"), ended("j2", "completed")).job;
    expect(free).toMatchObject({ status: "scheduled", waitsFor: [] });
    expect(moved(free, { type: "activate" }).job.status).toBe("queued");
  });

  it("starts by itself where it is measured from the edge", () => {
    const probe = { ...probeJob(), status: "blocked" as const, dependsOn: ["j1"], waitsFor: ["j1"] };
    const { job } = moved(probe, { type: "accept" }, ended("j1", "completed"));
    expect(job.status).toBe("running");
    expect(job.startedAt).not.toBeNull();
  });
});

describe("whatever happens to a task in a queue", () => {
  const begin = fc.constantFrom<JobEvent>({ type: "begin", actor: ONE }, { type: "begin", actor: TWO });
  const event = fc.oneof(fc.constantFrom(...EVENTS.filter(({ type }) => type !== "accept")), begin);
  const drive = (events: JobEvent[], check: (before: Job, step: Transition, event: JobEvent) => void) => {
    let job = queued();
    for (const each of events) {
      let step: Transition;
      try {
        step = transition(frozen(job), each, CREATED_AT);
      } catch {
        continue;
      }
      check(job, step, each);
      job = step.job;
    }
  };
  const holds = (name: string, check: Parameters<typeof drive>[1]) =>
    it(name, () => {
      fc.assert(
        fc.property(fc.array(event, { maxLength: 30 }), (events) => drive(events, check)),
        { numRuns: 500 },
      );
    });

  holds(
    "gives its place back exactly where an attempt in the queue is over or elsewhere",
    (before, { job, effects }) => {
      const isOver = isEnded(job.status) || job.attempt !== before.attempt || job.queue !== before.queue;
      const left = effects.filter(({ type }) => type === "leaveSlot");
      expect(left).toEqual(
        before.queue !== null && !isEnded(before.status) && isOver
          ? [{ type: "leaveSlot", attempt: before.attempt, queue: before.queue }]
          : [],
      );
    },
  );

  holds("tells the queue whenever it comes to wait there", (before, { job, effects }) => {
    const comes = job.status === "queued" && (before.status !== "queued" || before.attempt !== job.attempt);
    expect(effects.some(({ type }) => type === "enqueued")).toBe(comes);
  });

  holds("never takes an attempt back", (before, { job }) => expect(job.attempt).toBeGreaterThanOrEqual(before.attempt));

  holds("is nobody's while it waits in a queue", (_before, { job }) => {
    if (job.status === "queued") expect([job.assigneeId, job.prober]).toEqual([null, null]);
    if (job.status === "assigned" || job.status === "running") expect(job.assigneeId).not.toBeNull();
  });

  holds("tells its end, and no other", (_before, { job, effects }) => {
    expect(effects.filter(({ type }) => type === "tellDependents")).toHaveLength(isEnded(job.status) ? 1 : 0);
  });
});
