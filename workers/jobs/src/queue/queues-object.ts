import { DurableObject } from "cloudflare:workers";
import type { JobsEnv } from "../env.ts";
import { EXPECTED_MS, IdleAgents } from "./idle-agents.ts";
import { type QueuesWorld, queuesWorldOf } from "./queues-world.ts";

/** There is one for all queues: who waits for a task waits for any of them. */
export const QUEUES = "main";

/** Told beside those for whom there is a task: some may be gone. */
const TOLD_BESIDE = 2;
const PUBLISH_EVERY_MS = 500;
/** A burst of changes is looked at together. */
const LOOK_EVERY_MS = 20;

/**
 * Knows which agents wait for a task, and tells some of them when there may be one; whoever is told asks by a claim of
 * its own. A task that could start and does not has ever more of them told, so that nobody who is gone holds it up.
 */
export class QueuesObject extends DurableObject<JobsEnv> {
  readonly world: QueuesWorld;
  readonly #idle: IdleAgents;
  readonly #published = new Map<string, string>();
  #armedAt: number | undefined;
  #looking: Promise<void> | undefined;
  #isToLook = false;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    this.world = queuesWorldOf(env);
    this.#idle = new IdleAgents(ctx.storage.sql);
  }

  /** Notes that an agent waits for a task of these types, or of any. */
  awaits(deviceId: string, types: string[] | null): void {
    this.#idle.add(deviceId, types);
  }

  /** Hears that an agent has found a task, and so that a queue has changed: of what is left another may be told. */
  async claimed(deviceId: string): Promise<void> {
    this.#idle.remove(deviceId);
    if (this.#idle.areWaiting()) this.#look();
    await this.#arm(PUBLISH_EVERY_MS);
  }

  /** Hears that a task has come into a queue, or that a place there is free; null where it may be any. */
  async changed(_queue: string | null): Promise<void> {
    this.#look();
    await this.#arm(PUBLISH_EVERY_MS);
  }

  /** Shows the queues as they are now to those who watch them, and tells more agents where what could start has not. */
  override async alarm(): Promise<void> {
    this.#armedAt = undefined;
    this.#idle.forget(this.world.clock());
    // One does not wait for the other: a feed that is out of reach must not keep agents from their work.
    const outcomes = await Promise.allSettled([this.#publish(), this.#tellIdle()]);
    const failed = outcomes.filter((outcome) => outcome.status === "rejected");
    for (const { reason } of failed) this.world.reportError(reason);
    if (failed.length > 0) await this.#arm(EXPECTED_MS);
  }

  /** Whoever calls does not wait for it: what breaks off here is made up for by the alarm. */
  #look(): void {
    this.#isToLook = true;
    this.#looking ??= this.#lookUntilDone();
    this.ctx.waitUntil(this.#looking);
  }

  async #lookUntilDone(): Promise<void> {
    try {
      while (this.#isToLook) {
        this.#isToLook = false;
        await this.#tellIdle();
        await this.world.wait(LOOK_EVERY_MS);
      }
    } catch (error) {
      this.world.reportError(error);
    } finally {
      this.#looking = undefined;
    }
  }

  async #tellIdle(): Promise<void> {
    if (!this.#idle.areWaiting()) return;
    const startable = await this.world.startable();
    const types = startable.map(({ type }) => type);
    if (types.length === 0 || !this.#idle.areWaiting(types)) return;
    // Before anybody is told, so that a word that is lost with the object is given again.
    await this.#arm(EXPECTED_MS);
    const now = this.world.clock();
    for (const { type, count } of startable)
      for (const deviceId of this.#idle.call({ type, count: count + TOLD_BESIDE, now }))
        this.ctx.waitUntil(this.#tell(deviceId));
  }

  async #tell(deviceId: string): Promise<void> {
    try {
      if (await this.world.wanted(deviceId)) this.#idle.heard(deviceId);
      else {
        this.#idle.unheard(deviceId, this.world.clock());
        this.#look();
      }
    } catch (error) {
      this.#idle.missed(deviceId);
      this.world.reportError(error);
      await this.#arm(EXPECTED_MS);
    }
  }

  async #publish(): Promise<void> {
    const queues = await this.world.queues();
    const changed = queues.filter((queue) => this.#published.get(queue.name) !== JSON.stringify(queue));
    if (changed.length > 0) await this.world.publish(changed);
    for (const queue of changed) this.#published.set(queue.name, JSON.stringify(queue));
  }

  async #arm(waitMs: number): Promise<void> {
    const { storage } = this.ctx;
    const at = this.world.clock() + waitMs;
    this.#armedAt ??= (await storage.getAlarm()) ?? undefined;
    if (this.#armedAt !== undefined && this.#armedAt <= at) return;
    this.#armedAt = at;
    await storage.setAlarm(at);
  }
}
