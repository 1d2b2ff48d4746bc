import { and, eq, lt } from "drizzle-orm";
import type { Database } from "./database.ts";
import { devices } from "./device-tables.ts";

export interface PresenceChange {
  isOnline: boolean;
  seenAt: number | null;
  /** Grows with each change, so that a late write undoes no newer one. */
  version: number;
}

/** Writes a change of presence to the device's row, unless a newer one is there. */
export async function writePresence(
  db: Database,
  id: string,
  { isOnline, seenAt, version }: PresenceChange,
): Promise<void> {
  await db
    .update(devices)
    .set({ isOnline, seenAt, presenceVersion: version })
    .where(and(eq(devices.id, id), lt(devices.presenceVersion, version)));
}
