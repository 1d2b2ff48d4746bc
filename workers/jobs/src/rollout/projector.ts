import type { RolloutRun } from "./rollout-run.ts";
import type { RolloutStore } from "./rollout-store.ts";
import type { RolloutWorld } from "./world.ts";

/** Its row and those who watch are told of a rollout at most so often. */
const TELL_EVERY_MS = 500;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** Tells D1 and the feed how the rollout stands: at once where its status changed, else twice a second at most. */
export class Projector {
  readonly #parts: { run: RolloutRun; store: RolloutStore; world: RolloutWorld };
  #told: { version: number; status: string; at: number } | undefined;
  #failures = 0;
  #notBefore = 0;
  #underWay: Promise<void> | undefined;

  constructor(parts: { run: RolloutRun; store: RolloutStore; world: RolloutWorld }) {
    this.#parts = parts;
  }

  /** When there is something to tell, in epoch ms. After a restart all is told again, which changes nothing. */
  dueAt(): number | undefined {
    const { version, status, updatedAt } = this.#parts.run.head.progress;
    if (this.#told?.version === version) return undefined;
    const at = this.#told?.status === status ? this.#told.at + TELL_EVERY_MS : updatedAt;
    return Math.max(at, this.#notBefore);
  }

  /** Tells it now; what fails is told later. Never throws. */
  async tell(): Promise<void> {
    // One that is under way may have read the state before it changed.
    await this.#underWay;
    this.#underWay ??= this.#tell().finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  async #tell(): Promise<void> {
    const { run, store, world } = this.#parts;
    const rollout = run.describe();
    const owed = store.owed();
    try {
      await world.project({ rollout, audit: owed.map(({ entry }) => entry) });
      const last = owed.at(-1);
      if (last) store.settle(last.id);
      await world.publish(rollout);
      this.#told = { version: rollout.version, status: rollout.status, at: world.clock() };
      this.#failures = 0;
      this.#notBefore = 0;
    } catch (error) {
      world.reportError(error);
      this.#notBefore = world.clock() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    }
  }
}
