import { claimTask, releaseClaim, renewClaim } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { type PresenceChange, writePresence } from "@fieldline/db/device-presence";
import { findDevice } from "@fieldline/db/find-device";
import type { Caller } from "@fieldline/domain/caller";
import type { Assignment, Claim, Wish } from "@fieldline/domain/device";
import type { Result } from "@fieldline/domain/errors";
import type { JobsEnv } from "../env.ts";
import { QUEUES } from "../queue/queues-object.ts";
import { reportError } from "../report-error.ts";

interface OfDevice {
  deviceId: string;
  attempt: number;
}

/** Everything outside its own storage that a device's object touches. */
export interface DeviceWorld {
  clock(): number;
  begin(jobId: string, by: OfDevice & { deviceName: string }): Promise<Result<Assignment>>;
  /** A place in a queue with the next task of these types; undefined where there is none. */
  claim(asked: { deviceId: string; types: string[] | undefined }): Promise<Claim | undefined>;
  /** Whether a claim of before still holds; if so, it counts as made now. */
  renewClaim(claim: OfDevice & { jobId: string }): Promise<boolean>;
  releaseClaim(claim: OfDevice & { jobId: string }): Promise<void>;
  /** Has the queues tell the device when there may be a task of these types. */
  awaitTasks(deviceId: string, types: string[] | undefined): Promise<void>;
  /** Has the device told after a while to ask again; nobody waits for it. */
  callAgain(deviceId: string, afterMs: number): Promise<void>;
  beat(jobId: string, by: OfDevice): Promise<Result<{ wish?: Wish }>>;
  deviceRevoked(jobId: string, told: { deviceId: string; by: Caller }): Promise<void>;
  /** Writes a change of presence to the device's row and shows the device to those who watch. */
  tellPresence(id: string, change: PresenceChange): Promise<void>;
  reportError(error: unknown): void;
}

export function deviceWorldOf(env: JobsEnv): DeviceWorld {
  const job = (id: string) => env.JOBS.getByName(id);
  const db = openDatabase(env.DB);
  const queues = () => env.QUEUES.getByName(QUEUES);
  /** What was found is told before what is looked for next: the other way round the queues would forget the device. */
  let told: Promise<void> = Promise.resolve();
  const tellClaimed = (deviceId: string) =>
    queues()
      .claimed(deviceId)
      .catch((error: unknown) => reportError("device object", error));
  return {
    clock: () => Date.now(),
    begin: (id, by) => job(id).begin(by),
    async claim({ deviceId, types }) {
      const claim = await claimTask(db, { deviceId, types, now: Date.now() });
      // Nobody waits for those who watch the queues.
      if (claim) told = Promise.all([told, tellClaimed(deviceId)]).then(() => {});
      return claim;
    },
    renewClaim: (claim) => renewClaim(db, claim, Date.now()),
    async releaseClaim(claim) {
      await releaseClaim(db, claim);
      await queues().changed(null);
    },
    async awaitTasks(deviceId, types) {
      await told;
      await queues().awaits(deviceId, types ?? null);
    },
    async callAgain(deviceId, afterMs) {
      await scheduler.wait(afterMs);
      await env.DEVICES.getByName(deviceId).wanted();
    },
    beat: (id, by) => job(id).beat(by),
    deviceRevoked: (id, told) => job(id).deviceRevoked(told),
    async tellPresence(id, change) {
      await writePresence(db, id, change);
      const device = await findDevice(db, id);
      if (device) await env.FEEDS.getByName("devices").publish([{ type: "device", device }], null);
    },
    reportError: (error) => reportError("device object", error),
  };
}
