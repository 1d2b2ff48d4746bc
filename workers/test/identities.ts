import { env } from "cloudflare:workers";
import type { Role } from "@fieldline/domain/roles";
import { hashPassword } from "better-auth/crypto";
import { v7 as uuidv7 } from "uuid";
import { hashToken } from "../api/src/auth/secrets.ts";

/** Somebody who may sign in, with a token that stands for them. */
export interface Identity {
  id: string;
  name: string;
  email: string;
  role: Role;
  token: string;
}

export const PASSWORD = "a long enough password";
let hashed: Promise<string> | undefined;

/** Adds somebody straight to the database, with a password and a token that has their own role. */
export async function addPerson(
  role: Role,
  { name = `${role} ${uuidv7().slice(-6)}`, id = uuidv7() }: { name?: string; id?: string } = {},
): Promise<Identity> {
  hashed ??= hashPassword(PASSWORD);
  const email = `${id}@example.net`;
  const now = Date.now();
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO users (id, name, email, email_verified, role, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?, ?)",
    ).bind(id, name, email, role, now, now),
    env.DB.prepare(
      "INSERT INTO accounts (id, user_id, account_id, provider_id, password, created_at, updated_at) VALUES (?, ?, ?, 'credential', ?, ?, ?)",
    ).bind(uuidv7(), id, id, await hashed, now, now),
  ]);
  return { id, name, email, role, token: await addToken(id, { role }) };
}

/** Adds a token of somebody straight to the database. */
export async function addToken(
  userId: string,
  { role, expiresAt = Date.now() + 86_400_000 }: { role: Role; expiresAt?: number },
): Promise<string> {
  const token = `flp_${uuidv7().replaceAll("-", "")}${crypto.randomUUID().replaceAll("-", "")}`;
  await env.DB.prepare(
    "INSERT INTO tokens (id, user_id, name, role, hash, created_at, expires_at) VALUES (?, ?, 'test', ?, ?, ?, ?)",
  )
    .bind(uuidv7(), userId, role, await hashToken(token), Date.now(), expiresAt)
    .run();
  return token;
}

export const ADMIN = { id: "01900000-0000-7000-8000-00000000000a", name: "Ada Admin" };
let administrator: Promise<Identity> | undefined;

/** The administrator that tests act as where they do not say otherwise. */
export function admin(): Promise<Identity> {
  administrator ??= addPerson("admin", ADMIN);
  return administrator;
}
