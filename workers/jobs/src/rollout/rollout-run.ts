import type { Caller } from "@fieldline/domain/caller";
import type { ExecutionOutcome } from "@fieldline/domain/device";
import { SYSTEM } from "@fieldline/domain/lifecycle";
import { advance } from "@fieldline/domain/pacing";
import type { Rollout } from "@fieldline/domain/rollout";
import { heard, type Target } from "@fieldline/domain/rollout-execution";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { ended, gathered, type Move, moved, newProgress, rateNow, reopened } from "@fieldline/domain/rollout-progress";
import { FIRST_STEP_MS, stepFor, widened } from "@fieldline/domain/rollout-timeline";
import { auditOf } from "./audit-of.ts";
import type { Drive, Head, RolloutStore } from "./rollout-store.ts";
import type { RolloutWorld } from "./world.ts";

/** Devices that are being told at once. */
export const DEVICES_AT_ONCE = 100;
/** How often the targets of a continuous rollout are read again. */
const GATHER_EVERY_MS = 15_000;

type Stop = NonNullable<Drive["stop"]>;
type Parts = { store: RolloutStore; world: Pick<RolloutWorld, "clock" | "newId"> };

/** One rollout's state: each method is one transaction, and memory follows what is stored. */
export class RolloutRun {
  readonly #parts: Parts;
  #head: Head;

  private constructor(parts: Parts, head: Head) {
    this.#parts = parts;
    this.#head = head;
  }

  static load(parts: Parts): RolloutRun | undefined {
    const head = parts.store.readHead();
    return head && new RolloutRun(parts, head);
  }

  static create(parts: Parts, plan: RolloutPlan): RolloutRun {
    const now = parts.world.clock();
    const head: Head = {
      plan,
      progress: newProgress(plan.rollout, now),
      drive: { gatheredThroughId: null, gatherAt: now, stop: null, retriedBy: null, stepMs: FIRST_STEP_MS },
    };
    parts.store.transaction(() => parts.store.writeHead(head));
    return new RolloutRun(parts, head);
  }

  get head(): Readonly<Head> {
    return this.#head;
  }

  describe(): Rollout {
    const { plan, progress } = this.#head;
    const { status, statusReason, counts, version, endedAt, updatedAt } = progress;
    const rate = status === "running" ? rateNow(plan.rollout.rate, progress) : null;
    return { ...plan.rollout, status, statusReason, counts, version, endedAt, updatedAt, ratePerMinute: rate };
  }

  /** Takes in a page of the targets' devices; those that are known already change nothing. */
  join(devices: { id: string; name: string }[], { isLast }: { isLast: boolean }): void {
    if (this.#head.progress.status !== "running") return;
    this.#commit((draft, now) => {
      const count = this.#targets.add(devices);
      if (count > 0) this.#move(draft, [{ from: null, to: "waiting", count }], now);
      if (isLast) draft.progress = gathered(draft.progress, now);
      const gatheredThroughId = isLast ? null : (devices.at(-1)?.id ?? null);
      draft.drive = { ...draft.drive, gatheredThroughId, gatherAt: isLast ? now + GATHER_EVERY_MS : now };
    });
  }

  /** Chooses the devices that the pace allows to be told now, and their jobs' ids. */
  release(): void {
    const { progress, plan } = this.#head;
    const most = Math.min(progress.counts.waiting, DEVICES_AT_ONCE - this.#targets.errands().count);
    if (progress.status !== "running" || most <= 0) return;
    const { rate } = plan.rollout;
    const now = this.#parts.world.clock();
    const counts = { notified: progress.released, succeeded: progress.counts.completed };
    const { pace, allowed } = rate
      ? advance(progress.pace, { rate, counts, most, now })
      : { pace: progress.pace, allowed: most };
    if (allowed === 0) return;
    this.#commit((draft) => {
      this.#targets.claim(allowed, { newId: this.#parts.world.newId, now });
      draft.progress = { ...draft.progress, pace, released: progress.released + allowed, releasedAt: now };
      this.#note(draft, { notified: allowed }, now);
      this.#move(draft, [{ from: "waiting", to: "notified", count: allowed }], now);
    });
  }

  /** What a job says of its execution; told again, or late, it changes nothing. */
  hear(told: ExecutionOutcome): void {
    const target = this.#targets.find(told.deviceId);
    const next = target && heard(target, told);
    if (!next) return;
    this.#commit((draft, now) => {
      // Its job is there, so it was told, and again where this is a later attempt: whether or not an answer came.
      this.#targets.settle(told.deviceId, "start");
      if (next.attempt > target.attempt) this.#targets.settle(told.deviceId, "retry");
      this.#become(draft, { target, next }, now);
    });
  }

  /** A device's part is over without word from its job; what is not told stays. */
  close(deviceId: string, told: Pick<Target, "state"> & Partial<Pick<Target, "code" | "message" | "jobId">>): void {
    const target = this.#targets.find(deviceId);
    if (!target) return;
    this.#commit((draft, now) => {
      const next = { ...target, ...told, endedAt: target.endedAt ?? now };
      this.#become(draft, { target, next }, now);
    });
  }

  cancel(by: Caller, { force, reason }: { force: boolean; reason: string | null }): void {
    this.#commit((draft, now) => {
      const before = { status: draft.progress.status };
      if (draft.progress.status === "running")
        draft.progress = ended(draft.progress, "cancelled", { reason: reason ?? `Cancelled by ${by.actor.name}`, now });
      this.#stop(draft, { by, reason, force }, now);
      const after = { status: draft.progress.status, force };
      this.#owe(by, { action: "rollout.cancel", before, after, reason });
    });
  }

  retryFailed(by: Caller): void {
    this.#commit((draft, now) => {
      const { status, counts } = draft.progress;
      this.#targets.waitAgain();
      draft.progress = reopened(draft.progress, now);
      draft.drive = { ...draft.drive, retriedBy: by };
      const before = { status, failed: counts.failed, timedOut: counts.timed_out };
      this.#owe(by, { action: "rollout.retryFailed", before, after: { status: "running" }, reason: null });
    });
  }

  #become(draft: Draft, { target, next }: { target: Target; next: Target }, now: number): void {
    this.#targets.write(next);
    if (target.state !== next.state) this.#move(draft, [{ from: target.state, to: next.state, count: 1 }], now);
  }

  /** Moves devices between states; a rule that is met by it stops the rest in the same transaction. */
  #move(draft: Draft, moves: Move[], now: number): void {
    const { status } = draft.progress;
    const { rate, abort } = this.#head.plan.rollout;
    draft.progress = moved(draft.progress, moves, { rate, abort, now });
    for (const { to, count } of moves) {
      if (to === "completed") this.#note(draft, { succeeded: count }, now);
      else if (to === "failed" || to === "timed_out" || to === "rejected") this.#note(draft, { failed: count }, now);
    }
    if (status === "running" && draft.progress.status === "aborted")
      this.#stop(draft, { by: { actor: SYSTEM }, reason: draft.progress.statusReason, force: false }, now);
  }

  #stop(draft: Draft, stop: Stop, now: number): void {
    const { rate, abort } = this.#head.plan.rollout;
    const moves = this.#targets.stop({ force: stop.force, now });
    draft.progress = moved(draft.progress, moves, { rate, abort, now });
    draft.drive = { ...draft.drive, stop };
  }

  #note(draft: Draft, told: { notified?: number; succeeded?: number; failed?: number }, now: number): void {
    const { store } = this.#parts;
    const ageMs = Math.max(0, now - this.#head.plan.rollout.createdAt);
    const stepMs = stepFor(ageMs, draft.drive.stepMs);
    if (stepMs > draft.drive.stepMs) {
      store.replaceTimeline(widened(store.timeline(), stepMs / draft.drive.stepMs));
      draft.drive = { ...draft.drive, stepMs };
    }
    store.addToTimeline({ step: Math.floor(ageMs / stepMs), notified: 0, succeeded: 0, failed: 0, ...told });
  }

  #owe(by: Caller, told: Parameters<typeof auditOf>[1]): void {
    const { store, world } = this.#parts;
    const { id } = this.#head.plan.rollout;
    store.owe(auditOf(by, told, { id: world.newId(), at: world.clock(), rolloutId: id }));
  }

  #commit(act: (draft: Draft, now: number) => void): void {
    const { store, world } = this.#parts;
    const { plan, progress, drive } = this.#head;
    const draft: Draft = { progress, drive };
    store.transaction(() => {
      act(draft, world.clock());
      if (draft.progress !== progress) store.writeHead({ progress: draft.progress });
      if (draft.drive !== drive) store.writeHead({ drive: draft.drive });
    });
    this.#head = { plan, ...draft };
  }

  get #targets() {
    return this.#parts.store.targets;
  }
}

type Draft = Pick<Head, "progress" | "drive">;
