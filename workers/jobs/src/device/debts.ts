import type { DeviceStore } from "./device-store.ts";
import type { DeviceWorld } from "./device-world.ts";

/** What is owed to others, by what is stored: a change of presence to its row, a revocation to each job. */
export class Debts {
  readonly #store: DeviceStore;
  readonly #world: DeviceWorld;
  #underWay: Promise<boolean> | undefined;

  constructor(store: DeviceStore, world: DeviceWorld) {
    this.#store = store;
    this.#world = world;
  }

  exist(): boolean {
    const { presence, revokedBy } = this.#store.head;
    return presence.version > presence.toldVersion || (revokedBy !== undefined && this.#store.allOffers().length > 0);
  }

  /** Carries out all that is owed, at least once; false where something has to be tried again. Never throws. */
  carryOut(): Promise<boolean> {
    this.#underWay ??= this.#carryOutAll().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #carryOutAll(): Promise<boolean> {
    while (this.exist()) {
      const outcomes = await Promise.allSettled([this.#tellPresence(), ...this.#tellJobs()]);
      const failed = outcomes.filter((outcome) => outcome.status === "rejected");
      for (const { reason } of failed) this.#world.reportError(reason);
      if (failed.length > 0) return false;
    }
    return true;
  }

  async #tellPresence(): Promise<void> {
    const { id, presence } = this.#store.head;
    if (presence.version === presence.toldVersion) return;
    const { isOnline, seenAt, version } = presence;
    if (id !== undefined) await this.#world.tellPresence(id, { isOnline, seenAt, version });
    this.#store.keep({ presence: { ...this.#store.head.presence, toldVersion: version } });
  }

  #tellJobs(): Promise<void>[] {
    const { id, revokedBy } = this.#store.head;
    if (id === undefined || !revokedBy) return [];
    return this.#store.allOffers().map(async ({ jobId, attempt }) => {
      await this.#world.deviceRevoked(jobId, { deviceId: id, by: revokedBy });
      this.#store.withdraw(jobId, attempt);
    });
  }
}
