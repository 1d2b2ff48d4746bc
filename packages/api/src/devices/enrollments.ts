import {
  type Enrollment,
  findEnrollment,
  insertEnrollment,
  listEnrollments,
  revokeEnrollment as revokeRow,
} from "@fieldline/db/enrollments";
import type { CreateEnrollment } from "@fieldline/domain/devices-input";
import { DomainError } from "@fieldline/domain/errors";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { refuseOtherGroups } from "./known-groups.ts";

const TOKEN_PREFIX = "fle_";

/** Makes a token that one device enrolls with, told this once. Throws GROUP_NOT_FOUND, INVALID_INPUT. */
export async function createEnrollment(
  ctx: SignedIn,
  { name, kind, groupIds, accountNumber, expiresInMs }: CreateEnrollment,
) {
  await refuseOtherGroups(ctx, groupIds, "groupIds");
  const { token, hash } = await ctx.secrets.newToken(TOKEN_PREFIX);
  const createdAt = ctx.clock();
  const enrollment: Enrollment = {
    id: ctx.newId(),
    name: name ?? null,
    kind,
    groupIds: [...new Set(groupIds)],
    accountNumber: accountNumber ?? null,
    createdBy: { id: ctx.user.id, name: ctx.user.name },
    createdAt,
    expiresAt: createdAt + expiresInMs,
    usedAt: null,
    deviceId: null,
    revokedAt: null,
  };
  const { id, expiresAt } = enrollment;
  const audit = auditOf(ctx, {
    action: "enrollment.create",
    entityType: "enrollment",
    entityId: id,
    after: {
      name: enrollment.name,
      kind,
      groupIds: enrollment.groupIds,
      accountNumber: enrollment.accountNumber,
      expiresAt,
    },
  });
  await insertEnrollment(ctx.db, { enrollment, hash, audit });
  return { token, id, expiresAt };
}

/** The newest enrollment tokens, ended ones included; of each everything but the token. */
export async function enrollmentsOf(ctx: SignedIn) {
  return { items: await listEnrollments(ctx.db) };
}

/** Ends a token that no device has used yet; ending it again changes nothing. Throws ENROLLMENT_NOT_FOUND. */
export async function revokeEnrollment(ctx: SignedIn, { id }: { id: string }): Promise<{ id: string }> {
  const before = await findEnrollment(ctx.db, id);
  if (!before) throw notFound(id, "There is no such enrollment. Read the list again.");
  const { name, kind, expiresAt } = before;
  const audit = auditOf(ctx, {
    action: "enrollment.revoke",
    entityType: "enrollment",
    entityId: id,
    before: { name, kind, expiresAt },
  });
  if (await revokeRow(ctx.db, { id, audit })) return { id };
  const now = await findEnrollment(ctx.db, id);
  if (now?.usedAt != null)
    throw notFound(id, "A device has enrolled with this token already. Revoke the device instead.");
  return { id };
}

function notFound(id: string, message: string): DomainError {
  return new DomainError("ENROLLMENT_NOT_FOUND", message, { id });
}
