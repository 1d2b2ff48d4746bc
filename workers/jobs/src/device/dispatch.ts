import type { Assignment, Capabilities, Claim, Control, WorkAsked } from "@fieldline/domain/device";
import { DomainError } from "@fieldline/domain/errors";
import type { DeviceStore, Offered } from "./device-store.ts";
import type { DeviceWorld } from "./device-world.ts";

interface NamedJob {
  id: string;
  attempt: number;
}

export const REVOKED = "This device's access was revoked. Enrol it anew with a new token.";

/** Claims of one call that come to nothing; more of them would say that something else is wrong. */
const MOST_CLAIMS = 100;

/** Hands the device its work. The jobs decide; what is kept here only says where to ask, and in which order. */
export class Dispatch {
  readonly #store: DeviceStore;
  readonly #world: DeviceWorld;
  #turn: Promise<unknown> = Promise.resolve();
  /** The types of which the queues know that the device waits for them; undefined where they may not know. */
  #awaits: string | undefined;

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
      hasWork: this.#store.head.isWanted === true || this.#store.hasWorkBeside(jobs.map(({ id }) => id)),
      controls: controls.filter((control) => control !== undefined),
    };
  }

  async #next(deviceId: string, asked: WorkAsked): Promise<Assignment[]> {
    const given: Assignment[] = [];
    for (const offered of this.#store.offersFor(asked)) {
      if (given.length >= asked.max) return given;
      const begun = await this.#begin(deviceId, offered);
      if (begun) given.push(begun);
    }
    const types = taskTypes(this.#store.head.credentials?.capabilities, asked);
    if (types === "none") return given;
    for (let tries = 0; given.length < asked.max && tries < MOST_CLAIMS; tries++) {
      const claim = await this.#claim(deviceId, types);
      if (!claim) break;
      const begun = await this.#begin(deviceId, { ...claim, kind: "task" });
      if (begun) given.push(begun);
    }
    return given;
  }

  async #begin(deviceId: string, { jobId, attempt, kind }: Offered): Promise<Assignment | undefined> {
    const deviceName = this.#store.head.credentials?.name ?? "a device";
    const begun = await this.#ask(() => this.#world.begin(jobId, { deviceId, deviceName, attempt }));
    this.#expectHeld();
    if (begun?.ok) return this.#store.begin({ jobId, attempt }, this.#world.clock()) ? begun.value : undefined;
    if (!begun) return undefined;
    this.#store.withdraw(jobId, attempt);
    if (kind === "task") await this.#ask(() => this.#world.releaseClaim({ jobId, attempt, deviceId }));
    return undefined;
  }

  /**
   * A task from a queue, noted here before it is begun, so that an answer that is lost is given again. Where there is
   * none the queues are asked to tell when there is; what came in between is found by looking once more.
   */
  async #claim(deviceId: string, types: string[] | undefined): Promise<Claim | undefined> {
    if (this.#store.head.isWanted) this.#store.keep({ isWanted: false });
    const claim = (await this.#world.claim({ deviceId, types })) ?? (await this.#claimAfterAsking(deviceId, types));
    this.#expectHeld();
    if (claim) this.#store.offer({ ...claim, kind: "task" });
    return claim;
  }

  async #claimAfterAsking(deviceId: string, types: string[] | undefined): Promise<Claim | undefined> {
    const asks = types?.join() ?? "";
    if (this.#awaits === asks) return undefined;
    await this.#world.awaitTasks(deviceId, types);
    this.#awaits = asks;
    return this.#world.claim({ deviceId, types });
  }

  /** Hears that a queue may have a task for the device. */
  wanted(): void {
    this.#awaits = undefined;
    if (!this.#store.head.isWanted) this.#store.keep({ isWanted: true });
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

/** The types of task to look for: those asked for, within what the device was enrolled for; undefined is any. */
function taskTypes(capabilities: Capabilities | undefined, { kinds, types }: WorkAsked): string[] | undefined | "none" {
  if (!capabilities?.kinds.includes("task") || (kinds && !kinds.includes("task"))) return "none";
  const { types: enrolled } = capabilities;
  if (!types || !enrolled) return types ?? enrolled;
  return types.filter((type) => enrolled.includes(type));
}
