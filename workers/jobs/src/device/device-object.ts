import { DurableObject } from "cloudflare:workers";
import type { Caller } from "@fieldline/domain/caller";
import {
  type Assignment,
  type Control,
  DEVICE_LEAVES,
  HEARTBEAT_MS,
  type HeartbeatAnswer,
  type WorkAsked,
  type WorkOffer,
} from "@fieldline/domain/device";
import { asResult, DomainError, type Result } from "@fieldline/domain/errors";
import { CallRate } from "../call-rate.ts";
import type { JobsEnv } from "../env.ts";
import { Debts } from "./debts.ts";
import { type Credentials, DeviceStore } from "./device-store.ts";
import { type DeviceWorld, deviceWorldOf } from "./device-world.ts";
import { Dispatch, REVOKED } from "./dispatch.ts";
import { Presence } from "./presence.ts";
import { PushChannel } from "./push-channel.ts";

const CALLS = {
  callsASecond: 20,
  burst: 60,
  refusal: "A device may call 20 times a second. Wait, then go on more slowly.",
};

/** One device: its credentials, whether it is there, its push channel, and the work that is offered to it. */
export class DeviceObject extends DurableObject<JobsEnv> {
  readonly world: DeviceWorld;
  readonly #store: DeviceStore;
  readonly #channel: PushChannel;
  readonly #presence: Presence;
  readonly #dispatch: Dispatch;
  readonly #rate = new CallRate(CALLS);

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    const world = deviceWorldOf(env);
    const store = new DeviceStore(ctx.storage);
    const channel = new PushChannel(ctx);
    const waitUntil = (work: Promise<void>) => ctx.waitUntil(work);
    const debts = new Debts(store, world);
    this.world = world;
    this.#store = store;
    this.#channel = channel;
    this.#presence = new Presence({ storage: ctx.storage, store, channel, debts, world, waitUntil });
    this.#dispatch = new Dispatch(store, world);
  }

  /** Gives the device its credentials; given again, they change nothing. */
  enroll(id: string, credentials: Credentials): void {
    if (!this.#store.head.credentials) this.#store.keep({ id, credentials });
  }

  rename(name: string): void {
    const { credentials } = this.#store.head;
    if (credentials) this.#store.keep({ credentials: { ...credentials, name } });
  }

  /** Takes tasks of these types from now on; the kinds of its work stay. */
  learn(types: string[]): void {
    const { credentials } = this.#store.head;
    if (!credentials?.capabilities) return;
    this.#store.keep({ credentials: { ...credentials, capabilities: { ...credentials.capabilities, types } } });
  }

  /** Whether the secret is the device's: fails with UNAUTHENTICATED, DEVICE_REVOKED. */
  authenticate(secretHash: string): Promise<Result<{ ok: true }>> {
    return asResult(() => {
      const { credentials, revokedBy } = this.#store.head;
      if (!credentials || !isSame(credentials.secretHash, secretHash))
        throw new DomainError("UNAUTHENTICATED", "This device's id and secret do not belong together.");
      if (revokedBy) throw new DomainError("DEVICE_REVOKED", REVOKED);
      return { ok: true as const };
    });
  }

  /** Whether the device may call: fails with UNAUTHENTICATED, DEVICE_REVOKED, RATE_LIMITED. */
  check(): Promise<Result<{ ok: true }>> {
    return asResult(() => {
      this.#admit();
      return { ok: true as const };
    });
  }

  heartbeat({ jobs }: { jobs: { id: string; attempt: number }[] }): Promise<Result<HeartbeatAnswer>> {
    return asResult(async () => {
      const id = this.#admit();
      await this.#presence.heard();
      const told = await this.#dispatch.beat(id, jobs);
      return { ...told, nextHeartbeatMs: HEARTBEAT_MS, now: this.world.clock() };
    });
  }

  next(asked: WorkAsked): Promise<Result<Assignment[]>> {
    return asResult(async () => {
      const id = this.#admit();
      await this.#presence.heard();
      return this.#dispatch.next(id, asked);
    });
  }

  /** Refuses the device from now on, ends its push channel and fails its jobs; what cannot be told now is told later. */
  async revoke(id: string, by: Caller): Promise<void> {
    if (!this.#store.head.revokedBy) this.#store.keep({ id, revokedBy: by });
    this.#presence.end();
    this.#presence.owe();
    this.#channel.push({ type: "revoked" });
    this.#channel.closeAll(1008, "this device's access was revoked");
    await this.#presence.settle();
  }

  /** Offers an attempt of a job to the device and tells it so; offering it again changes nothing. */
  async offer(work: WorkOffer): Promise<void> {
    this.#store.offer(work);
    if (!this.#store.head.revokedBy) {
      this.#channel.push({ type: "work" });
      return;
    }
    this.#presence.owe();
    await this.#presence.settle();
  }

  /** Hears that a queue may have a task for it, and tells the device so; false where that has to wait for its next call. */
  wanted(): boolean {
    if (this.#store.head.revokedBy) return false;
    this.#dispatch.wanted();
    return this.#channel.push({ type: "work" });
  }

  /** Takes an attempt back that is over or was given to another; also where it was never offered. */
  withdraw({ jobId, attempt }: { jobId: string; attempt: number }): void {
    this.#store.withdraw(jobId, attempt);
  }

  /** Tells the device of a control if it holds its push channel open; else its next heartbeat does. */
  control(control: Control): void {
    this.#channel.push({ type: "control", ...control });
  }

  /** Upgrades to the push channel; the worker has checked whose it is. */
  override async fetch(): Promise<Response> {
    if (!this.#store.head.credentials || this.#store.head.revokedBy) return new Response(null, { status: 401 });
    const upgraded = this.#channel.open(this.world.clock());
    await this.#presence.heard();
    return upgraded;
  }

  /** Never rethrows: the platform gives up on an alarm that keeps failing. */
  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    try {
      await this.#presence.alarm(info?.scheduledTime ?? this.world.clock());
    } catch (error) {
      this.world.reportError(error);
      await this.ctx.storage.setAlarm(this.world.clock() + 5_000);
    }
  }

  override webSocketMessage(socket: WebSocket): void {
    socket.close(1003, "this socket takes nothing but ping");
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
    if (code === DEVICE_LEAVES) await this.#presence.leave();
    else await this.#lost();
  }

  override webSocketError(): Promise<void> {
    return this.#lost();
  }

  /** What a socket knew of the device goes with it, so it counts as a word; not of a device that is given up. */
  async #lost(): Promise<void> {
    if (this.#store.head.presence.isOnline) await this.#presence.heard();
  }

  #admit(): string {
    const { id, credentials, revokedBy } = this.#store.head;
    if (revokedBy) throw new DomainError("DEVICE_REVOKED", REVOKED);
    if (id === undefined || !credentials)
      throw new DomainError("UNAUTHENTICATED", "This device is not known here. Enrol it with a new token.");
    this.#rate.take(this.world.clock());
    return id;
  }
}

/** Compared in constant time, so that how long it takes says nothing of the secret. */
function isSame(hash: string, other: string): boolean {
  const [left, right] = [hash, other].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
  return left.byteLength === right.byteLength && crypto.subtle.timingSafeEqual(left, right);
}
