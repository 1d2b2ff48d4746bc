import type { Device } from "@fieldline/domain/device";
import { eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { deviceColumns, deviceOf } from "./device-row.ts";
import { devices } from "./device-tables.ts";

export async function findDevice(db: Database, id: string): Promise<Device | undefined> {
  const [row] = await db.select(deviceColumns).from(devices).where(eq(devices.id, id));
  return row && deviceOf(row);
}
