import { enrollDevice, findEnrollable, type NewDevice } from "@fieldline/db/enroll-device";
import { findDevice } from "@fieldline/db/find-device";
import type { Enroll } from "@fieldline/domain/device-input";
import { DomainError } from "@fieldline/domain/errors";
import type { Context } from "../context.ts";
import { takePlace } from "../rate-limit.ts";
import { placeOf } from "./place.ts";

const MINUTE_MS = 60_000;
const TRIES = { limit: 1_200, windowMs: MINUTE_MS };
const REFUSED_TRIES = { limit: 30, windowMs: MINUTE_MS };
const SECRET_PREFIX = "fls_";

/**
 * Makes a device of whoever has an unused enrollment token, and tells it its secret this once. Throws
 * ENROLLMENT_INVALID for any other token, RATE_LIMITED where that is tried too often from one place.
 */
export async function enroll(ctx: Context, { token, ...given }: Enroll) {
  const place = placeOf(ctx);
  await takePlace(ctx, `device.enroll/${place}`, TRIES);
  const now = ctx.clock();
  const hash = await ctx.secrets.hashToken(token);
  const enrollment = await findEnrollable(ctx.db, { hash, now });
  if (!enrollment) throw await refused(ctx, place);
  const accountNumber = accountOf(enrollment.accountNumber, given.accountNumber);
  const device = newDevice({ ...given, accountNumber }, { id: ctx.newId(), now });
  const { token: secret, hash: secretHash } = await ctx.secrets.newToken(SECRET_PREFIX);
  // The object first: one that no row comes to name does no harm, and a row whose object knows no secret is no use.
  await ctx.devices.enroll(device.id, { name: device.name, secretHash, capabilities: device.capabilities });
  const isEnrolled = await enrollDevice(ctx.db, { hash, device, audit: auditOfEnroll(ctx, device) });
  if (!isEnrolled) throw await refused(ctx, place);
  // Whoever watches reads it later at the latest; the secret is told now or never.
  await show(ctx, device.id).catch(ctx.reportError);
  return { deviceId: device.id, secret, ...(await ctx.secrets.signDevice(device.id)) };
}

/** The account that the token was made for; a device cannot say that it is at another one. */
function accountOf(bound: string | null, claimed: string | undefined): string | undefined {
  if (bound === null || claimed === undefined || claimed === bound) return bound ?? claimed;
  const message =
    "This token was made for another account. Leave accountNumber out, or ask an operator for a new token.";
  throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "accountNumber", message }] });
}

async function show(ctx: Context, id: string): Promise<void> {
  const device = await findDevice(ctx.db, id);
  if (device) await ctx.publish("devices", [{ type: "device", device }]);
}

function newDevice(given: Omit<Enroll, "token">, { id, now }: { id: string; now: number }): NewDevice {
  const { name, capabilities, mac = null, ip = null, accountNumber = null, agentVersion = null } = given;
  const { attributes = {} } = given;
  return { id, name, capabilities, attributes, mac, ip, accountNumber, agentVersion, enrolledAt: now };
}

function auditOfEnroll({ newId, request }: Context, { id, name, enrolledAt, ...told }: NewDevice) {
  return {
    id: newId(),
    at: enrolledAt,
    actor: { kind: "device", id, name },
    action: "device.enroll",
    entityType: "device",
    entityId: id,
    before: null,
    after: { name, ...told },
    reason: null,
    address: request.address,
    requestId: request.id,
  } as const;
}

async function refused(ctx: Context, place: string): Promise<DomainError> {
  await takePlace(ctx, `device.enroll/refused/${place}`, REFUSED_TRIES);
  return new DomainError(
    "ENROLLMENT_INVALID",
    "This enrollment token is unknown, used or over. Ask an operator for a new one.",
  );
}
