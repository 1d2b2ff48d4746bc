import { insertFirstAdmin } from "@fieldline/db/change-person";
import { openDatabase } from "@fieldline/db/database";
import { hasPeople } from "@fieldline/db/people";
import { SYSTEM } from "@fieldline/domain/lifecycle";
import { inviteInput } from "@fieldline/domain/people";
import { v7 as uuidv7 } from "uuid";
import type { Env } from "../env.ts";
import { SetupError } from "../setup-error.ts";
import { secretOf } from "./auth.ts";
import { secretsOf } from "./secrets.ts";

const DEFAULT_EMAIL = "admin@fieldline.local";
let isThere = false;

/**
 * Makes the first administrator where nobody is there yet: as the environment says, or with a password that is printed
 * this once. Throws in words where what the environment says cannot be taken.
 */
export async function ensureFirstAdmin(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  if (isThere || (await hasPeople(db))) {
    isThere = true;
    return;
  }
  const secrets = secretsOf(secretOf(env));
  const made = env.FIELDLINE_ADMIN_PASSWORD ? undefined : secrets.newPassword();
  const wanted = inviteInput.safeParse({
    email: env.FIELDLINE_ADMIN_EMAIL ?? DEFAULT_EMAIL,
    name: "Administrator",
    role: "admin",
    password: env.FIELDLINE_ADMIN_PASSWORD || made,
  });
  if (!wanted.success) {
    const [issue] = wanted.error.issues;
    throw new SetupError(`FIELDLINE_ADMIN_${String(issue?.path[0]).toUpperCase()}: ${issue?.message}`);
  }
  const { email, name, role, password = "" } = wanted.data;
  const now = Date.now();
  const id = uuidv7();
  const isFirst = await insertFirstAdmin(db, {
    person: { id, email, name, role, disabledAt: null, createdAt: now, lastSeenAt: null },
    password: { accountId: uuidv7(), hash: await secrets.hashPassword(password) },
    audit: {
      id: uuidv7(),
      at: now,
      actor: SYSTEM,
      action: "user.invite",
      entityType: "user",
      entityId: id,
      before: null,
      after: { email, name, role },
      reason: "The first administrator, made when the server first started",
      address: null,
      requestId: null,
    },
  });
  isThere = true;
  if (isFirst && made) console.log(`The first administrator is ${email}, the password ${made} (it is told only now).`);
  else if (isFirst) console.log(`The first administrator is ${email}, with the password of FIELDLINE_ADMIN_PASSWORD.`);
}
