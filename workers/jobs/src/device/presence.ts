import { OFFLINE_AFTER_MS } from "@fieldline/domain/device";
import type { Debts } from "./debts.ts";
import type { DeviceStore } from "./device-store.ts";
import type { DeviceWorld } from "./device-world.ts";
import type { PushChannel } from "./push-channel.ts";

/** A later word does not move the alarm by less than this; two heartbeats still fit in. */
const THINNED_MS = 5_000;
/** An alarm so late says that the server was away, and nothing of the device. */
const LATE_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

interface Parts {
  storage: DurableObjectStorage;
  store: DeviceStore;
  channel: PushChannel;
  debts: Debts;
  world: DeviceWorld;
  /** Lets work go on that nobody waits for. */
  waitUntil(work: Promise<void>): void;
}

/**
 * Whether the device is there, and the object's one alarm. An object that hears nothing for ten seconds is evicted, so
 * the alarm itself keeps the last word: it stands OFFLINE_AFTER_MS after it. While something is owed the alarm is for
 * that, and the last word is stored.
 */
export class Presence {
  readonly #parts: Parts;
  #heardAt: number | undefined;
  #armedAt: number | undefined;
  #failures = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A word from the device. Costs at most a write that nobody waits for, unless the device was away. */
  async heard(): Promise<void> {
    const { store, channel, debts, world } = this.#parts;
    if (store.head.revokedBy) return;
    const now = world.clock();
    const before = this.#heardAt;
    this.#heardAt = now;
    const { presence } = store.head;
    if (!presence.isOnline) return this.#change(true, now);
    if (presence.isInDoubt) store.keep({ presence: { ...presence, isInDoubt: false } });
    if (debts.exist()) {
      if (before === undefined || now - before >= THINNED_MS) store.keep({ presence: { ...presence, seenAt: now } });
      return;
    }
    if (!channel.isFresh(now)) await this.#arm(now + OFFLINE_AFTER_MS);
  }

  /** Makes the device offline for good. */
  end(): void {
    if (this.#parts.store.head.presence.isOnline) this.#change(false, this.#parts.world.clock());
  }

  /** The device says that it goes; by another socket of it it may be there all the same. */
  async leave(): Promise<void> {
    const { channel, store, world } = this.#parts;
    if (!store.head.presence.isOnline || channel.isFresh(world.clock())) return;
    this.#change(false, world.clock());
    await this.settle();
  }

  async alarm(scheduledAt: number): Promise<void> {
    this.#armedAt = undefined;
    if (this.#parts.store.head.presence.isOnline) this.#lookWhetherThere(scheduledAt);
    await this.settle();
  }

  /** Carries out what is owed, and arms the alarm for what comes next. */
  async settle(): Promise<void> {
    const { store, storage, debts, world } = this.#parts;
    const isDone = await debts.carryOut();
    this.#failures = isDone ? 0 : this.#failures + 1;
    const now = world.clock();
    if (!isDone) return this.#arm(now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1)), true);
    const { isOnline, seenAt } = store.head.presence;
    if (isOnline) return this.#arm((this.#heardAt ?? seenAt ?? now) + OFFLINE_AFTER_MS, true);
    this.#armedAt = undefined;
    await storage.deleteAlarm();
  }

  /** Arms the alarm for what was just stored to be owed, in the same commit, and starts on it. */
  owe(): void {
    const { storage, world, waitUntil } = this.#parts;
    this.#armedAt = world.clock() + FIRST_RETRY_MS;
    void storage.setAlarm(this.#armedAt);
    waitUntil(this.settle());
  }

  #lookWhetherThere(scheduledAt: number): void {
    const { store, channel, debts, world } = this.#parts;
    const { presence } = store.head;
    const now = world.clock();
    const kept = debts.exist() ? (presence.seenAt ?? 0) : scheduledAt - OFFLINE_AFTER_MS;
    const heardAt = Math.max(this.#heardAt ?? 0, channel.heardAt() ?? 0, kept);
    this.#heardAt = heardAt;
    if (now - heardAt < OFFLINE_AFTER_MS) return;
    if (now - scheduledAt > LATE_MS && !presence.isInDoubt) {
      store.keep({ presence: { ...presence, seenAt: heardAt, isInDoubt: true } });
      this.#heardAt = now;
      return;
    }
    channel.closeAll(1001, "nothing was heard from this device");
    this.#change(false, presence.isInDoubt ? presence.seenAt : heardAt);
  }

  #change(isOnline: boolean, seenAt: number | null): void {
    const { store } = this.#parts;
    const { version, toldVersion } = store.head.presence;
    store.keep({ presence: { isOnline, seenAt, version: version + 1, toldVersion } });
    this.owe();
  }

  async #arm(at: number, isExact = false): Promise<void> {
    const { storage } = this.#parts;
    this.#armedAt ??= (await storage.getAlarm()) ?? undefined;
    const wait = this.#armedAt === undefined ? undefined : at - this.#armedAt;
    if (wait === 0 || (!isExact && wait !== undefined && wait >= 0 && wait < THINNED_MS)) return;
    this.#armedAt = at;
    void storage.setAlarm(at, { allowUnconfirmed: true });
  }
}
