import type { Assignment, Control, WorkAsked } from "@fieldline/domain/device";
import { DomainError } from "@fieldline/domain/errors";
import type { DeviceStore } from "./device-store.ts";
import type { DeviceWorld } from "./device-world.ts";

interface NamedJob {
  id: string;
  attempt: number;
}

export const REVOKED = "This device's access was revoked. Enrol it anew with a new token.";

/** Hands the device its work. The jobs decide; what is kept here only says where to ask, and in which order. */
export class Dispatch {
  readonly #store: DeviceStore;
  readonly #world: DeviceWorld;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: DeviceStore, world: DeviceWorld) {
    this.#store = store;
    this.#world = world;
  }

  /** Begins work, one call after the other, so that two at once give what one after the other would. */
  next(deviceId: string, asked: WorkAsked): Promise<Assignment[]> {
    const mine = this.#turn.then(() => this.#next(deviceId, asked));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  /** Renews the lease of each job that the device names, and says what it is to do about them. */
  async beat(deviceId: string, named: NamedJob[]): Promise<{ hasWork: boolean; controls: Control[] }> {
    const jobs = [...new Map(named.map((job) => [`${job.id}/${job.attempt}`, job])).values()];
    const controls = await Promise.all(jobs.map((job) => this.#beatOne(deviceId, job)));
    this.#expectHeld();
    return {
      hasWork: this.#store.hasWorkBeside(jobs.map(({ id }) => id)),
      controls: controls.filter((control) => control !== undefined),
    };
  }

  async #next(deviceId: string, asked: WorkAsked): Promise<Assignment[]> {
    const given: Assignment[] = [];
    for (const { jobId, attempt } of this.#store.offersFor(asked)) {
      if (given.length >= asked.max) break;
      const begun = await this.#ask(() => this.#world.begin(jobId, { deviceId, attempt }));
      this.#expectHeld();
      if (begun?.ok) {
        if (this.#store.begin({ jobId, attempt }, this.#world.clock())) given.push(begun.value);
      } else if (begun) this.#store.withdraw(jobId, attempt);
    }
    return given;
  }

  async #beatOne(deviceId: string, { id: jobId, attempt }: NamedJob): Promise<Control | undefined> {
    const isOver = { jobId, attempt, wish: "cancel" } as const;
    // What was never offered, or was withdrawn, is no job of this device: there is nothing to ask.
    if (!this.#store.isOffered({ jobId, attempt })) return isOver;
    const beaten = await this.#ask(() => this.#world.beat(jobId, { deviceId, attempt }));
    if (!beaten) return undefined;
    if (beaten.ok) return beaten.value.wish && { jobId, attempt, wish: beaten.value.wish };
    // Named before it was begun, it still waits for the device; withdrawn here, its job would wait in vain.
    if (beaten.code !== "ILLEGAL_TRANSITION") this.#store.withdraw(jobId, attempt);
    return isOver;
  }

  /** A job that cannot be reached now is asked again by the device's next call. */
  async #ask<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      this.#world.reportError(error);
      return undefined;
    }
  }

  /** While a job was asked, the device may have been revoked. */
  #expectHeld(): void {
    if (this.#store.head.revokedBy) throw new DomainError("DEVICE_REVOKED", REVOKED);
  }
}
