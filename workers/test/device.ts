import { env } from "cloudflare:workers";
import { v7 as uuidv7 } from "uuid";
import { hashToken } from "../api/src/auth/secrets.ts";
import { type Answer, answerOf, sendAsNobody } from "./call.ts";
import { ADMIN } from "./identities.ts";
import { newAddress } from "./report.ts";

export interface Enrolled {
  deviceId: string;
  secret: string;
  accessToken: string;
  expiresAt: number;
}

/** Adds an enrollment token straight to the database. */
export async function addEnrollment({
  expiresAt = Date.now() + 60_000,
  revokedAt = null as number | null,
  groupIds = [] as string[],
  kind = "device",
} = {}): Promise<{ id: string; token: string }> {
  const token = `fle_${uuidv7()}${crypto.randomUUID()}`;
  const id = uuidv7();
  await env.DB.prepare(
    `INSERT INTO enrollments (id, hash, kind, group_ids, created_by, created_by_name, created_at, expires_at, revoked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
    .bind(
      id,
      await hashToken(token),
      kind,
      JSON.stringify(groupIds),
      ADMIN.id,
      ADMIN.name,
      Date.now(),
      expiresAt,
      revokedAt,
    )
    .run();
  return { id, token };
}

/** Calls a procedure as whoever has no token, from an address of its own. */
export async function mutateAsNobody<T>(procedure: string, input: unknown, address = newAddress()): Promise<Answer<T>> {
  const headers = { "content-type": "application/json", "cf-connecting-ip": address };
  return answerOf(await sendAsNobody(`/trpc/${procedure}`, { method: "POST", headers, body: JSON.stringify(input) }));
}

export const CAPABILITIES = { kinds: ["probe", "command"] };

/** Enrolls a device as an agent does. */
export async function enrollDevice(input: Record<string, unknown> = {}): Promise<Enrolled> {
  const token = (input.token as string | undefined) ?? (await addEnrollment()).token;
  const { data, error } = await mutateAsNobody<Enrolled>("device.enroll", {
    name: "gw-test",
    capabilities: CAPABILITIES,
    ...input,
    token,
  });
  if (error) throw new Error(`The device was not enrolled: ${error.message}`);
  return data;
}
