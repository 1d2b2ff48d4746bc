import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Bulk, BulkPlan } from "@fieldline/domain/bulk";
import type { BulkObject } from "@fieldline/worker-jobs/bulk-object";
import type { BulkWorld } from "@fieldline/worker-jobs/bulk-world";
import { v7 as uuidv7 } from "uuid";
import type { Identity } from "../../test/identities.ts";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
export const START_AT = Date.UTC(2040, 0, 1, 12);

/** One bulk whose clock stands still until the test moves it. */
export class DrivenBulk {
  readonly plan: BulkPlan;
  now = START_AT;
  #world: Partial<BulkWorld> = {};

  constructor(by: Pick<Identity, "id" | "name">, changes: Partial<BulkPlan> = {}) {
    const actor = { kind: "user", id: by.id, name: by.name } as const;
    const request = { id: uuidv7(), address: "198.51.100.7", tokenId: null };
    const wanted = { action: "cancel", reason: "Storm", priority: null, to: null } as const;
    this.plan = { id: uuidv7(), ...wanted, by: { actor, request }, createdAt: START_AT, ...changes };
  }

  get stub(): DurableObjectStub<BulkObject> {
    return env.BULKS.getByName(this.plan.id);
  }

  /** Replaces parts of the object's world, also after it was evicted; `make` is given what they replace. */
  async change(make: (real: BulkWorld) => Partial<BulkWorld> = () => ({})): Promise<void> {
    await runInDurableObject(this.stub, (object: BulkObject) => {
      Object.assign(this.#world, make({ ...object.world }));
      Object.assign(object.world, { clock: () => this.now, reportError() {} }, this.#world);
    });
  }

  async start(jobIds: string[]): Promise<Bulk> {
    return this.stub.start(this.plan, { jobIds, about: "{}" });
  }

  async evict(): Promise<void> {
    await evictDurableObject(this.stub);
    await this.change();
  }

  /** Runs the alarm once, at its time. */
  async alarm(): Promise<void> {
    const at = await runInDurableObject(this.stub, (_object, { storage }) => storage.getAlarm());
    if (at === null) throw new Error("no alarm is armed");
    this.now = Math.max(this.now, at);
    await runDurableObjectAlarm(this.stub);
  }

  async describe(): Promise<Bulk> {
    const bulk = await this.stub.describe();
    if (!bulk) throw new Error("there is no such bulk");
    return bulk;
  }

  async end(): Promise<Bulk> {
    for (let alarms = 0; alarms < 50; alarms++) {
      const bulk = await this.describe();
      if (bulk.state !== "running") return bulk;
      await this.alarm();
    }
    throw new Error("the bulk does not end");
  }
}

/** A bulk that has not been started. */
export async function bulkOf(by: Identity, changes: Partial<BulkPlan> = {}): Promise<DrivenBulk> {
  const bulk = new DrivenBulk(by, changes);
  await bulk.change();
  return bulk;
}

/** What the audit says of a bulk. */
export const entriesOf = async (bulk: DrivenBulk) =>
  (
    await env.DB.prepare("SELECT action, actor_id, after, reason FROM audit WHERE entity_id = ? ORDER BY at, id")
      .bind(bulk.plan.id)
      .all<{ action: string; actor_id: string; after: string; reason: string | null }>()
  ).results;
