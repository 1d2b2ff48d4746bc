import { DurableObject } from "cloudflare:workers";
import type { JobsEnv } from "../env.ts";

/** Longer than a probe runs; what is older was watched and is over. */
const KEPT_MS = 30 * 86_400_000;

/** Which jobs one person has opened sockets of, so that these can be closed without asking every job there is. */
export class WatchingObject extends DurableObject<JobsEnv> {
  /** Call before the socket is there, so that none is ever unknown here. */
  async note(jobId: string): Promise<void> {
    const { storage } = this.ctx;
    if ((await storage.getAlarm()) === null) await storage.setAlarm(Date.now() + KEPT_MS);
    void storage.put(jobId, Date.now(), { allowUnconfirmed: true });
  }

  /** The jobs noted so far, which are forgotten: their sockets are about to be closed. */
  async take(): Promise<string[]> {
    const noted = await this.ctx.storage.list();
    await this.ctx.storage.deleteAll();
    return [...noted.keys()];
  }

  override async alarm(): Promise<void> {
    const { storage } = this.ctx;
    const noted = await storage.list<number>();
    for (const [jobId, at] of noted) if (at < Date.now() - KEPT_MS) await storage.delete(jobId);
    if (noted.size > 0) await storage.setAlarm(Date.now() + KEPT_MS);
  }
}
