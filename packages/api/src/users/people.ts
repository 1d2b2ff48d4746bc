import { disablePerson, enablePerson, insertPerson, updateRole } from "@fieldline/db/change-person";
import { updatePassword } from "@fieldline/db/passwords";
import { findPerson, type Person } from "@fieldline/db/people";
import { DomainError } from "@fieldline/domain/errors";
import type { Role } from "@fieldline/domain/roles";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";

/** Throws USER_NOT_FOUND. */
export async function getPerson(ctx: SignedIn, id: string): Promise<Person> {
  const person = await findPerson(ctx.db, id);
  if (!person) throw new DomainError("USER_NOT_FOUND", "There is no such person. Read the list again.", { id });
  return person;
}

interface Invitation {
  email: string;
  name: string;
  role: Role;
  password?: string | undefined;
}

/** Adds a person. Where no password is given one is made, and told this once. Throws USER_EXISTS. */
export async function invitePerson(ctx: SignedIn, { password, ...invited }: Invitation) {
  const given = password ?? ctx.secrets.newPassword();
  const person: Person = { id: ctx.newId(), ...invited, disabledAt: null, createdAt: ctx.clock(), lastSeenAt: null };
  const isNew = await insertPerson(ctx.db, {
    person,
    password: { accountId: ctx.newId(), hash: await ctx.secrets.hashPassword(given) },
    audit: auditOf(ctx, { action: "user.invite", entityType: "user", entityId: person.id, after: invited }),
  });
  if (!isNew) {
    const message = "Somebody with this e-mail is here already. Change their role or reset their password instead.";
    throw new DomainError("USER_EXISTS", message, { issues: [{ path: "email", message }] });
  }
  return { user: person, ...(password === undefined && { password: given }) };
}

/** Gives a person another role, from their next request on. Throws USER_NOT_FOUND, LAST_ADMIN. */
export async function setRole(ctx: SignedIn, { id, role }: { id: string; role: Role }): Promise<Person> {
  const person = await getPerson(ctx, id);
  if (person.role === role) return person;
  const before = person.role;
  const audit = auditOf(ctx, {
    action: "user.setRole",
    entityType: "user",
    entityId: id,
    before: { role: before },
    after: { role },
  });
  if (!(await updateRole(ctx.db, { id, before, role, audit }))) {
    // Somebody else was first, or nobody would be left to administer.
    if ((await getPerson(ctx, id)).role !== before) return setRole(ctx, { id, role });
    throw lastAdmin("given another role");
  }
  await ctx.closeSocketsOf(id);
  return getPerson(ctx, id);
}

/** Shuts a person out at once; their jobs go on. Throws USER_NOT_FOUND, LAST_ADMIN. */
export async function disable(
  ctx: SignedIn,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<Person> {
  const person = await getPerson(ctx, id);
  if (person.disabledAt !== null) return person;
  const audit = auditOf(ctx, {
    action: "user.disable",
    entityType: "user",
    entityId: id,
    before: { disabled: false },
    after: { disabled: true },
    reason: reason || null,
  });
  const isDone = await disablePerson(ctx.db, { id, audit });
  const now = await getPerson(ctx, id);
  if (!isDone && now.disabledAt === null) throw lastAdmin("disabled");
  await ctx.closeSocketsOf(id);
  return now;
}

/** Lets a person in again. Throws USER_NOT_FOUND. */
export async function enable(ctx: SignedIn, { id }: { id: string }): Promise<Person> {
  await getPerson(ctx, id);
  const audit = auditOf(ctx, {
    action: "user.enable",
    entityType: "user",
    entityId: id,
    before: { disabled: true },
    after: { disabled: false },
  });
  await enablePerson(ctx.db, { id, audit });
  return getPerson(ctx, id);
}

/** Makes a new password, told this once; the person's sessions end. Throws USER_NOT_FOUND. */
export async function resetPassword(ctx: SignedIn, { id }: { id: string }): Promise<{ password: string }> {
  await getPerson(ctx, id);
  const password = ctx.secrets.newPassword();
  await updatePassword(ctx.db, {
    userId: id,
    hash: await ctx.secrets.hashPassword(password),
    keptSessionId: null,
    audit: auditOf(ctx, { action: "user.resetPassword", entityType: "user", entityId: id }),
  });
  await ctx.closeSocketsOf(id);
  return { password };
}

function lastAdmin(what: string): DomainError {
  return new DomainError(
    "LAST_ADMIN",
    `The last administrator cannot be ${what}: nobody would be left to let others in. Make somebody else an administrator first.`,
  );
}
