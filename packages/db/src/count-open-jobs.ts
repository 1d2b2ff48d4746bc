import { OPEN_STATUSES } from "@fieldline/domain/job";
import { and, count, eq, inArray } from "drizzle-orm";
import type { Database } from "./database.ts";
import { jobs } from "./tables.ts";

/** How many jobs of a device have not ended. */
export async function countOpenJobs(db: Database, deviceId: string): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(jobs)
    .where(and(eq(jobs.deviceId, deviceId), inArray(jobs.status, [...OPEN_STATUSES])));
  return row?.count ?? 0;
}
