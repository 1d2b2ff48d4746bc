import { DomainError } from "@fieldline/domain/errors";
import { nextReleaseAt } from "@fieldline/domain/pacing";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { rateNow } from "@fieldline/domain/rollout-progress";
import { doErrands } from "./errands.ts";
import { Projector } from "./projector.ts";
import { DEVICES_AT_ONCE, RolloutRun } from "./rollout-run.ts";
import type { RolloutStore } from "./rollout-store.ts";
import type { RolloutWorld } from "./world.ts";

const DEVICES_A_PAGE = 500;
/** Devices that a fast pace lets go within this are told together. */
const TOGETHER_MS = 100;
const AFTER_FAILURE_MS = 1_000;

interface Parts {
  storage: DurableObjectStorage;
  store: RolloutStore;
  world: RolloutWorld;
}

/** Drives one rollout: finds its devices, tells them at their pace, carries out what is owed, and arms the next alarm. */
export class RolloutEngine {
  readonly #parts: Parts;
  #opened: { run: RolloutRun; projector: Projector } | undefined;
  #armedAt: number | undefined;
  /** The targets could not be read; not before then again. */
  #gatherNotBefore = 0;
  #underWay: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The run, read from storage where it is not in memory; undefined before its start. */
  find(): RolloutRun | undefined {
    return this.#open()?.run;
  }

  get(): RolloutRun {
    const run = this.find();
    if (!run) throw new DomainError("ROLLOUT_NOT_FOUND", "There is no such rollout. Check its id.");
    return run;
  }

  /** Takes the rollout on; one that is here already is left as it is. */
  start(plan: RolloutPlan): RolloutRun {
    if (!this.find()) {
      RolloutRun.create(this.#parts, plan);
      this.arm();
    }
    return this.get();
  }

  /** Runs a change that is stored, and arms the alarm with it. */
  change(act: (run: RolloutRun) => void): void {
    act(this.get());
    this.arm();
  }

  /** Tells D1 and the feed at once. */
  async tell(): Promise<void> {
    await this.#open()?.projector.tell();
    this.arm();
  }

  /** Never rethrows: the platform gives up on an alarm that keeps failing. One at a time, whoever calls. */
  async alarm(): Promise<void> {
    this.#underWay ??= this.#doWhatIsDue().finally(() => {
      this.#underWay = undefined;
    });
    try {
      await this.#underWay;
      this.#armedAt = undefined;
      this.arm();
    } catch (error) {
      const { storage, world } = this.#parts;
      world.reportError(error);
      this.#armedAt = world.clock() + AFTER_FAILURE_MS;
      await storage.setAlarm(this.#armedAt);
    }
  }

  async #doWhatIsDue(): Promise<void> {
    const opened = this.#open();
    if (!opened) return;
    const { run, projector } = opened;
    const { store, world } = this.#parts;
    if (isDue(this.#gatherAt(run), world.clock())) await this.#gather(run);
    run.release();
    await doErrands({ run, store, world });
    if (isDue(projector.dueAt(), world.clock())) await projector.tell();
  }

  async #gather(run: RolloutRun): Promise<void> {
    const { world } = this.#parts;
    const { plan, drive } = run.head;
    const page = { afterId: drive.gatheredThroughId, limit: DEVICES_A_PAGE };
    try {
      const devices = await world.targetDevices(plan.rollout.targets, page);
      run.join(devices, { isLast: devices.length < DEVICES_A_PAGE });
    } catch (error) {
      world.reportError(error);
      this.#gatherNotBefore = world.clock() + AFTER_FAILURE_MS;
    }
  }

  #gatherAt({ head: { progress, drive } }: RolloutRun): number | undefined {
    const isWanted = progress.status === "running" && (!progress.isGathered || progress.isJoinable);
    return isWanted ? Math.max(drive.gatherAt, this.#gatherNotBefore) : undefined;
  }

  #releaseAt({ head: { plan, progress } }: RolloutRun): number | undefined {
    if (progress.status !== "running" || progress.counts.waiting === 0) return undefined;
    const rate = rateNow(plan.rollout.rate, progress);
    if (rate === null) return progress.updatedAt;
    return Math.max(nextReleaseAt(progress.pace, rate), progress.releasedAt + TOGETHER_MS);
  }

  /** Arms the alarm for whatever is due first. */
  arm(): void {
    const opened = this.#open();
    if (!opened) return;
    const { run, projector } = opened;
    const errands = this.#parts.store.targets.errands();
    const times = [
      this.#gatherAt(run),
      // Those that are being told are told first.
      errands.count < DEVICES_AT_ONCE ? this.#releaseAt(run) : undefined,
      errands.dueAt ?? undefined,
      projector.dueAt(),
    ].filter((at) => at !== undefined);
    const at = times.length > 0 ? Math.min(...times) : undefined;
    if (at === this.#armedAt) return;
    this.#armedAt = at;
    void (at === undefined ? this.#parts.storage.deleteAlarm() : this.#parts.storage.setAlarm(at));
  }

  #open() {
    if (this.#opened) return this.#opened;
    const run = RolloutRun.load(this.#parts);
    if (run) this.#opened = { run, projector: new Projector({ run, ...this.#parts }) };
    return this.#opened;
  }
}

function isDue(at: number | undefined, now: number): boolean {
  return at !== undefined && at <= now;
}
