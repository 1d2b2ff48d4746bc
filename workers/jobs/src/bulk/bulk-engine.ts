import type { AuditEntry } from "@fieldline/db/audit";
import { BULK_KEPT_MS, type Bulk, type BulkPlan } from "@fieldline/domain/bulk";
import type { Caller } from "@fieldline/domain/caller";
import { BATCH, doBatch } from "./batch.ts";
import { BulkStore } from "./bulk-store.ts";
import type { BulkWorld } from "./world.ts";

/** How long an alarm that is cut off waits for the next one. */
const CUT_OFF_MS = 30_000;
const AFTER_FAILURE_MS = 5_000;

/** Works through the list of one bulk, a batch an alarm, and tells how far it is. */
export class BulkEngine {
  readonly #storage: DurableObjectStorage;
  readonly #store: BulkStore;
  readonly #world: BulkWorld;
  #underWay: Promise<void> | undefined;

  constructor({ storage, world }: { storage: DurableObjectStorage; world: BulkWorld }) {
    this.#storage = storage;
    this.#store = new BulkStore(storage);
    this.#world = world;
  }

  /** Takes the list on; what is here already is left as it is. `about` is what the audit says of the list. */
  async start(plan: BulkPlan, { jobIds, about }: { jobIds: string[]; about: string }): Promise<Bulk> {
    if (!this.#store.plan()) {
      const after = { action: plan.action, count: jobIds.length, ...JSON.parse(about) };
      const entry = this.#entry(plan, plan.by, { action: "job.bulk", after, reason: plan.reason });
      this.#store.transaction(() => {
        this.#store.create(plan, jobIds);
        this.#store.owe(entry);
      });
      await this.#storage.setAlarm(this.#world.clock());
    }
    await this.#tryToPay();
    return this.#tell(plan);
  }

  /** How far it is; undefined where there is no such bulk. */
  describe(): Bulk | undefined {
    const plan = this.#store.plan();
    return plan && this.#tell(plan);
  }

  /** Ends it where it is; the jobs that are being spoken to are finished. One that is over stays as it is. */
  async abort(by: Required<Caller>): Promise<Bulk | undefined> {
    const plan = this.#store.plan();
    if (!plan) return undefined;
    if (this.#store.isRunning()) {
      const { done, total } = this.#store.progress(plan);
      const entry = this.#entry(plan, by, { action: "job.bulkAbort", after: { done, total }, reason: null });
      const at = this.#world.clock();
      this.#store.transaction(() => {
        this.#store.end("aborted", { at, reason: `${by.actor.name} stopped it.` });
        this.#store.owe(entry);
      });
    }
    await this.#tryToPay();
    return this.#tell(plan);
  }

  /** Never rethrows: the platform gives up on an alarm that keeps failing. One at a time, whoever calls. */
  async alarm(): Promise<void> {
    this.#underWay ??= this.#work().finally(() => {
      this.#underWay = undefined;
    });
    try {
      await this.#underWay;
    } catch (error) {
      this.#world.reportError(error);
      await this.#storage.setAlarm(this.#world.clock() + AFTER_FAILURE_MS);
    }
  }

  async #work(): Promise<void> {
    const plan = this.#store.plan();
    if (!plan) return;
    await this.#storage.setAlarm(this.#world.clock() + CUT_OFF_MS);
    await this.#pay();
    if (this.#store.isRunning()) {
      const items = this.#store.waiting(BATCH);
      if (items.length > 0) await doBatch({ plan, store: this.#store, world: this.#world }, items);
      else this.#store.end("completed", { at: this.#world.clock() });
    }
    await this.#armNext(plan);
  }

  async #armNext(plan: BulkPlan): Promise<void> {
    const now = this.#world.clock();
    const { endedAt } = this.#store.progress(plan);
    if (endedAt === null) {
      const [next] = this.#store.waiting(1);
      // Where all that is left was begun before, its jobs did not answer just now.
      return this.#storage.setAlarm(next && next.tries > 0 ? now + AFTER_FAILURE_MS : now);
    }
    if (this.#store.owed().length > 0) return this.#storage.setAlarm(now + AFTER_FAILURE_MS);
    if (now < endedAt + BULK_KEPT_MS) return this.#storage.setAlarm(endedAt + BULK_KEPT_MS);
    this.#store.forget();
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }

  async #tryToPay(): Promise<void> {
    try {
      await this.#pay();
    } catch (error) {
      // The alarm, which is armed for more than this, writes it later.
      this.#world.reportError(error);
    }
  }

  async #pay(): Promise<void> {
    const owed = this.#store.owed();
    const last = owed.at(-1);
    if (!last) return;
    await this.#world.writeEntries(owed.map(({ entry }) => entry));
    this.#store.paid(last.id);
  }

  #tell(plan: BulkPlan): Bulk {
    return { ...this.#store.progress(plan), failed: this.#store.failures() };
  }

  #entry(
    plan: BulkPlan,
    { actor, request }: Required<Caller>,
    told: Pick<AuditEntry, "action" | "after" | "reason">,
  ): AuditEntry {
    return {
      id: this.#world.newId(),
      at: this.#world.clock(),
      actor,
      ...told,
      entityType: "bulk",
      entityId: plan.id,
      before: null,
      address: request.address,
      requestId: request.id,
      tokenId: request.tokenId ?? null,
    };
  }
}
