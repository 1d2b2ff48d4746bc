import { findHandlerVersion } from "@fieldline/db/handlers";
import { listJobs } from "@fieldline/db/list-jobs";
import { DomainError, unwrap } from "@fieldline/domain/errors";
import type { ByDevice } from "../context.ts";

/** A script of the library, the newest version where none is named. Throws HANDLER_NOT_FOUND. */
export async function readHandler(ctx: ByDevice, asked: { name: string; version?: number | undefined }) {
  unwrap(await ctx.devices.check(ctx.device.id));
  const found = await findHandlerVersion(ctx.db, asked);
  if (!found)
    throw new DomainError("HANDLER_NOT_FOUND", "There is no such handler, or it has no such version. Check its name.");
  const { name, version, content, interpreter, sha256 } = found;
  return { name, version, content, interpreter, sha256 };
}

/** The jobs of the device that asks, the newest first. */
export async function readHistory(ctx: ByDevice, page: { limit: number; cursor?: string | null | undefined }) {
  unwrap(await ctx.devices.check(ctx.device.id));
  return listJobs(ctx.db, { ...page, sort: "-createdAt", deviceId: ctx.device.id });
}
