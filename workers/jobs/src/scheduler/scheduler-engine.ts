import { recordDue } from "./due-schedules.ts";
import { admitWaiting, startRecorded } from "./start-runs.ts";
import type { SchedulerWorld } from "./world.ts";

const SWEEP_EVERY_MS = 15_000;
/** How often those that wait for a run to end are looked at. */
const WAITING_EVERY_MS = 5_000;
const AFTER_FAILURE_MS = 1_000;
/** After so long an alarm ends and the next one goes on, so that nothing else waits for long. */
const ALARM_MS = 10_000;

/** Does what is due, one alarm at a time, and knows when it is to be woken next. */
export class SchedulerEngine {
  readonly #storage: DurableObjectStorage;
  readonly #world: () => SchedulerWorld;
  #sweepAt = 0;
  #waitingAt: number | undefined;
  #underWay: Promise<void> | undefined;

  /** The world is asked for anew each time: it may be another one by then. */
  constructor(storage: DurableObjectStorage, world: () => SchedulerWorld) {
    this.#storage = storage;
    this.#world = world;
  }

  /** Never rethrows: the platform gives up on an alarm that keeps failing. One at a time, whoever calls. */
  alarm(): Promise<void> {
    this.#underWay ??= this.#doWhatIsDue().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Wakes it earlier where something is due before it would be woken. */
  async arm(): Promise<void> {
    const due = await this.#world().nextDueAt();
    const armed = await this.#storage.getAlarm();
    if (due !== undefined && (armed === null || due < armed)) await this.#storage.setAlarm(due);
  }

  /** Wakes it for its sweep where it is not to be woken by then. */
  async ensureArmed(): Promise<void> {
    const now = this.#world().clock();
    const armed = await this.#storage.getAlarm();
    if (armed === null || armed > now + SWEEP_EVERY_MS) await this.#storage.setAlarm(now);
  }

  async #doWhatIsDue(): Promise<void> {
    const world = this.#world();
    const startedAt = world.clock();
    const deadline = startedAt + ALARM_MS;
    const isBusy = [
      await this.#part(() => recordDue(world, deadline)),
      await this.#part(() => this.#admitWaiting(startedAt)),
      await this.#part(() => startRecorded(world, deadline)),
      await this.#part(() => this.#sweep(startedAt)),
    ];
    await this.#rearm(isBusy.includes(true));
  }

  /** What fails holds nothing else up, and is tried again soon. */
  async #part(act: () => Promise<boolean | undefined>): Promise<boolean | undefined> {
    try {
      return await act();
    } catch (error) {
      const world = this.#world();
      world.reportError(error);
      this.#waitingAt = world.clock() + AFTER_FAILURE_MS;
      return false;
    }
  }

  async #admitWaiting(now: number): Promise<boolean> {
    if (isAhead(this.#waitingAt, { now, stepMs: WAITING_EVERY_MS })) return false;
    this.#waitingAt = (await admitWaiting(this.#world())) ? now + WAITING_EVERY_MS : undefined;
    return false;
  }

  async #sweep(now: number): Promise<undefined> {
    if (isAhead(this.#sweepAt, { now, stepMs: SWEEP_EVERY_MS })) return;
    this.#sweepAt = now + SWEEP_EVERY_MS;
    await this.#world().sweep(now);
  }

  async #rearm(isBusy: boolean): Promise<void> {
    const world = this.#world();
    const now = world.clock();
    let due: number | undefined;
    try {
      due = isBusy ? now : await world.nextDueAt();
    } catch (error) {
      world.reportError(error);
      due = now + AFTER_FAILURE_MS;
    }
    const times = [due, this.#waitingAt, this.#sweepAt].filter((at) => at !== undefined);
    await this.#storage.setAlarm(Math.max(now, Math.min(...times)));
  }
}

/** Whether its time is still to come; one that is further ahead than a step is of a clock that was set back. */
function isAhead(at: number | undefined, { now, stepMs }: { now: number; stepMs: number }): boolean {
  return at !== undefined && now < at && at <= now + stepMs;
}
