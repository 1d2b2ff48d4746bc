import { DurableObject } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { listQueues, openTypes } from "@fieldline/db/queues";
import type { JobsEnv } from "../env.ts";
import { reportError } from "../report-error.ts";

/** There is one for all queues: who waits for a task waits for any of them. */
export const QUEUES = "main";

/** So many agents are told of one task that may be for any of them: some of them may be gone. */
const TOLD_OF_ONE = 4;
const PUBLISH_EVERY_MS = 500;

type Waiting = { device_id: string; types: string | null };

/**
 * Knows which agents wait for a task, and tells some of them when there may be one; whoever is told asks by a claim of
 * its own. What is lost here costs an agent no more than the wait until it asks by itself.
 */
export class QueuesObject extends DurableObject<JobsEnv> {
  #isLooking = false;
  #hasChanged = false;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS waiting (device_id TEXT PRIMARY KEY, types TEXT, at INTEGER) WITHOUT ROWID",
    );
  }

  /** Notes that an agent waits for a task of these types, or of any. */
  awaits(deviceId: string, types: string[] | null): void {
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO waiting (device_id, types, at) VALUES (?, ?, ?)",
      deviceId,
      types ? JSON.stringify(types) : null,
      Date.now(),
    );
  }

  /** Hears that a task has come into a queue, or that a place there is free; null where it may be any. */
  async changed(_queue: string | null): Promise<void> {
    await this.#arm();
    this.#hasChanged = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#hasChanged) {
        this.#hasChanged = false;
        await this.#tellWaiting();
      }
    } finally {
      this.#isLooking = false;
    }
  }

  /** Shows the queues as they are now to those who watch them. */
  override async alarm(): Promise<void> {
    try {
      const queues = await listQueues(openDatabase(this.env.DB), Date.now());
      await this.env.FEEDS.getByName("queues").publish(
        queues.map((queue) => ({ type: "queue", queue })),
        null,
      );
    } catch (error) {
      reportError("queues object", error);
    }
  }

  async #arm(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + PUBLISH_EVERY_MS);
  }

  async #tellWaiting(): Promise<void> {
    if (this.#waiting(1).length === 0) return;
    const open = await openTypes(openDatabase(this.env.DB));
    for (const type of open) for (const { device_id } of this.#waitingFor(type)) await this.#tell(device_id);
  }

  #waiting(limit: number): Waiting[] {
    return this.ctx.storage.sql.exec<Waiting>("SELECT device_id, types FROM waiting LIMIT ?", limit).toArray();
  }

  #waitingFor(type: string): Waiting[] {
    return this.ctx.storage.sql
      .exec<Waiting>(
        `SELECT device_id, types FROM waiting
         WHERE types IS NULL OR ?1 IN (SELECT value FROM json_each(types)) ORDER BY at LIMIT ?2`,
        type,
        TOLD_OF_ONE,
      )
      .toArray();
  }

  /** Whoever is told waits no longer; it says so anew when it finds nothing. */
  async #tell(deviceId: string): Promise<void> {
    this.ctx.storage.sql.exec("DELETE FROM waiting WHERE device_id = ?", deviceId);
    try {
      await this.env.DEVICES.getByName(deviceId).wanted();
    } catch (error) {
      reportError("queues object", error);
    }
  }
}
