import type { AuditEntry } from "@fieldline/db/audit";
import type { Control, ExecutionOutcome, WorkOffer } from "@fieldline/domain/device";
import type { Alert, Job } from "@fieldline/domain/job";
import type { Effect } from "@fieldline/domain/lifecycle";
import { isDeviceWork } from "@fieldline/domain/new-job";
import type { JobStore } from "./job-store.ts";
import { tellOthers, tellQueues, tellRelated } from "./tell-others.ts";
import type { World } from "./world.ts";

/** What the object owes to D1 and the feed; stored with the state that caused it, carried out at least once. */
export type OwedEffect =
  | { type: "project" }
  | { type: "audit"; entry: AuditEntry }
  | { type: "alert"; alert: Alert; version: number }
  | { type: "remove"; id: string }
  | { type: "offer"; deviceId: string; offer: WorkOffer }
  | { type: "withdraw"; deviceId: string; jobId: string; attempt: number }
  | { type: "control"; deviceId: string; control: Control }
  | { type: "outcome"; rolloutId: string; outcome: ExecutionOutcome }
  | Extract<Effect, { type: "enqueued" | "leaveSlot" | "askDependencies" | "tellDependents" }>;

export interface Owed {
  id: number;
  effect: OwedEffect;
  attempts: number;
}

/** How long an effect under way may take before the alarm tries it again. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** The effects of one job, in order. What it says of itself it keeps in memory, since every tick asks. */
export class Outbox {
  readonly #store: JobStore;
  readonly #world: World;
  readonly #describe: () => Job;
  #underWay: Promise<boolean> | undefined;
  /** Done, and still stored: the next tick's transaction takes it out, which saves a commit. */
  #doneThrough = 0;
  /** When something owed is to be tried again, in epoch ms; undefined where nothing is owed. */
  dueAt: number | undefined;
  owesRemoval: boolean;

  constructor(store: JobStore, world: World, describe: () => Job) {
    this.#store = store;
    this.#world = world;
    this.#describe = describe;
    this.dueAt = store.owedDueAt(0);
    this.owesRemoval = store.owed(0).some(({ effect }) => effect.type === "remove");
  }

  /** Call within the transaction that stores the state. */
  owe(effects: OwedEffect[], now: number): void {
    if (effects.length === 0) return;
    for (const effect of effects) this.#store.owe(effect, now + FIRST_RETRY_MS);
    this.dueAt = Math.min(this.dueAt ?? Number.POSITIVE_INFINITY, now + FIRST_RETRY_MS);
    this.owesRemoval ||= effects.some(({ type }) => type === "remove");
  }

  /** Call within a tick's transaction. */
  tidy(): void {
    if (this.#doneThrough === 0) return;
    this.#store.settle(this.#doneThrough);
    this.#doneThrough = 0;
  }

  /** Carries out all that is owed; false when something has to be tried again later. Never throws. */
  carryOut(): Promise<boolean> {
    this.#underWay ??= this.#carryOutAll().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Writes the figures of this moment to the row; what fails is made up for by the next one. Never throws. */
  async refresh(): Promise<void> {
    const job = { ...this.#describe(), updatedAt: this.#world.clock() };
    try {
      await this.#world.project({ refreshed: job, audit: [], alerts: [] });
      await this.#world.publish("jobs", [{ type: "job", job }], job.requesterId);
    } catch (error) {
      this.#world.reportError(error);
    }
  }

  async #carryOutAll(): Promise<boolean> {
    for (let owed = this.#owed(); owed.length > 0; owed = this.#owed()) {
      const through = owed.at(-1)?.id ?? 0;
      try {
        await this.#carryOutOnce(owed);
        this.#doneThrough = through;
        if (!ticksSoon(this.#describe())) this.tidy();
      } catch (error) {
        this.#world.reportError(error);
        const attempts = Math.max(...owed.map((each) => each.attempts));
        const waitMs = Math.min(LONGEST_RETRY_MS, 1_000 * 2 ** attempts);
        this.#store.postpone(through, this.#world.clock() + waitMs);
        return false;
      } finally {
        this.dueAt = this.#store.owedDueAt(this.#doneThrough);
      }
    }
    return true;
  }

  #owed(): Owed[] {
    return this.#store.owed(this.#doneThrough);
  }

  async #carryOutOnce(owed: Owed[]): Promise<void> {
    const effects = owed.map(({ effect }) => effect);
    const removal = effects.find((effect) => effect.type === "remove");
    const alerts = effects.filter((effect) => effect.type === "alert");
    const job = effects.some(({ type }) => type === "project") && !removal ? this.#describe() : undefined;
    const projected = this.#world.project({
      job,
      audit: effects.flatMap((effect) => (effect.type === "audit" ? [effect.entry] : [])),
      alerts: alerts.map(({ alert, version }) => ({ ...alert, version })),
      removedId: removal?.id,
      leftSlots: effects.flatMap((effect) => (effect.type === "leaveSlot" ? [effect.attempt] : [])),
      endedId: effects.some(({ type }) => type === "tellDependents") ? this.#describe().id : undefined,
    });
    // A device need not wait for the list to show what it is told; but both are to be done before either counts.
    const [told, written] = await Promise.allSettled([tellOthers(this.#world, effects), projected]);
    if (told.status === "rejected") throw told.reason;
    if (written.status === "rejected") throw written.reason;
    await tellQueues(this.#world, effects);
    const { id, requesterId } = this.#describe();
    if (removal) await this.#world.publish("jobs", [{ type: "deleted", id: removal.id }], requesterId);
    else if (job) await this.#world.publish("jobs", [{ type: "job", job }], requesterId);
    if (alerts.length > 0)
      await this.#world.publish(
        "alerts",
        alerts.map(({ alert }) => ({ type: "alert", alert })),
        requesterId,
      );
    await tellRelated(this.#world, { id, owed, dependents: written.value.dependents });
  }
}

/** An object that nothing asks is evicted after ten seconds, and what is done would count as owed when it is loaded anew. */
const EVICTED_AFTER_MS = 10_000;

/** Whether a tick of its own takes out what is done, before the object could be evicted. */
function ticksSoon(job: Job): boolean {
  return (
    job.status === "running" && job.kind === "probe" && !isDeviceWork(job) && job.spec.cadenceMs < EVICTED_AFTER_MS
  );
}
