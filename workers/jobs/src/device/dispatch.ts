import type { Assignment, Capabilities, Claim, Control, WorkAsked } from "@fieldline/domain/device";
import { DomainError, type ErrorReason } from "@fieldline/domain/errors";
import type { DeviceStore, Offered } from "./device-store.ts";
import type { DeviceWorld } from "./device-world.ts";

interface NamedJob {
  id: string;
  attempt: number;
}

export const REVOKED = "This device's access was revoked. Enrol it anew with a new token.";

/** Claims of one call that come to nothing; more of them would say that something else is wrong. */
const MOST_CLAIMS = 100;
/** So long the queues are believed to remember; then they are told again. */
const AWAITS_FOR_MS = 30_000;
/** So soon a device is told to ask again for work whose job could not be reached, then ever later. */
const AGAIN_AFTER_MS = 500;
const AGAIN_AT_LATEST_MS = 30_000;
/** Why a job refuses to be begun by a claim that its row still allowed. */
const MOVED_ON: readonly ErrorReason[] = ["JOB_ENDED", "JOB_NOT_FOUND", "STALE_ATTEMPT", "FORBIDDEN"];

/** Hands the device its work. The jobs decide; what is kept here only says where to ask, and in which order. */
export class Dispatch {
  readonly #store: DeviceStore;
  readonly #world: DeviceWorld;
  #turn: Promise<unknown> = Promise.resolve();
  /** What the queues know that the device waits for; undefined where they may not know. */
  #awaits: { asks: string; until: number } | undefined;
  #isToCallAgain = false;
  #failures = 0;

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
      const begun = await this.#beginOffered(deviceId, offered);
      if (begun) given.push(begun);
    }
    const types = taskTypes(this.#store.head.credentials?.capabilities, asked);
    if (types === "none") return given;
    for (let tries = 0; given.length < asked.max && tries < MOST_CLAIMS; tries++) {
      const claim = await this.#claim(deviceId, types);
      if (!claim) return given;
      const begun = await this.#begin(deviceId, { ...claim, kind: "task" });
      if (begun) given.push(begun);
      // Its job cannot be reached now, and others hardly can; a claim of each would only hold its place.
      else if (this.#store.isOffered(claim)) break;
    }
    // It has room left, and the queues do not know that it waits.
    if (given.length < asked.max) this.#callAgain(deviceId);
    return given;
  }

  /** A claim of an earlier call may have been given back since, as one that was lost. */
  async #beginOffered(deviceId: string, offered: Offered): Promise<Assignment | undefined> {
    const { jobId, attempt } = offered;
    if (this.#store.isUnbegunClaim(offered)) {
      const holds = await this.#ask(() => this.#world.renewClaim({ jobId, attempt, deviceId }));
      if (holds === false) this.#store.withdraw(jobId, attempt);
      if (holds === undefined) this.#callAgain(deviceId);
      if (!holds) return undefined;
    }
    return this.#begin(deviceId, offered);
  }

  async #begin(deviceId: string, { jobId, attempt, kind }: Offered): Promise<Assignment | undefined> {
    const deviceName = this.#store.head.credentials?.name ?? "a device";
    const begun = await this.#ask(() => this.#world.begin(jobId, { deviceId, deviceName, attempt }));
    if (begun && !begun.ok) {
      this.#store.withdraw(jobId, attempt);
      // Of what is over, or another's, the job itself gives the place back: before its row says so it must not be claimed.
      if (kind === "task" && !MOVED_ON.includes(begun.code))
        await this.#ask(() => this.#world.releaseClaim({ jobId, attempt, deviceId }));
    }
    this.#expectHeld();
    if (!begun) this.#callAgain(deviceId);
    if (!begun?.ok) return undefined;
    this.#failures = 0;
    return this.#store.begin({ jobId, attempt }, this.#world.clock()) ? begun.value : undefined;
  }

  /**
   * A task from a queue, noted here before it is begun, so that an answer that is lost is given again. Where there is
   * none the queues are asked to tell when there is; what came in between is found by looking once more.
   */
  async #claim(deviceId: string, types: string[] | undefined): Promise<Claim | undefined> {
    if (this.#store.head.isWanted) this.#store.keep({ isWanted: false });
    const claim = (await this.#world.claim({ deviceId, types })) ?? (await this.#claimAfterAsking(deviceId, types));
    // Whoever has found a task is no longer known to wait.
    if (claim) this.#awaits = undefined;
    if (claim && this.#store.head.revokedBy)
      await this.#ask(() => this.#world.releaseClaim({ jobId: claim.jobId, attempt: claim.attempt, deviceId }));
    this.#expectHeld();
    if (claim) this.#store.claim(claim);
    return claim;
  }

  async #claimAfterAsking(deviceId: string, types: string[] | undefined): Promise<Claim | undefined> {
    const asks = JSON.stringify(types ?? null);
    const now = this.#world.clock();
    if (this.#awaits?.asks === asks && now < this.#awaits.until) return undefined;
    // Told while it still asks, it waits no longer, whatever comes back.
    const awaits = { asks, until: now + AWAITS_FOR_MS };
    this.#awaits = awaits;
    try {
      await this.#world.awaitTasks(deviceId, types);
    } catch (error) {
      if (this.#awaits === awaits) this.#awaits = undefined;
      throw error;
    }
    return this.#world.claim({ deviceId, types });
  }

  /** Work lies here that could not be begun, and the device's own next call may be half a minute away. */
  #callAgain(deviceId: string): void {
    if (this.#isToCallAgain) return;
    this.#isToCallAgain = true;
    const afterMs = Math.min(AGAIN_AT_LATEST_MS, AGAIN_AFTER_MS * 2 ** this.#failures++);
    void this.#ask(() => this.#world.callAgain(deviceId, afterMs)).finally(() => {
      this.#isToCallAgain = false;
    });
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
  const both = types && enrolled ? types.filter((type) => enrolled.includes(type)) : (types ?? enrolled);
  return both?.length === 0 ? "none" : both;
}
