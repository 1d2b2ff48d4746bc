import { ACCESS_SCHEMA, openAccessDatabase } from "@fieldline/db/access-database";
import type { Role } from "@fieldline/domain/roles";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { v7 as uuidv7 } from "uuid";
import type { Env } from "../env.ts";
import { SetupError } from "../setup-error.ts";

const SESSION_S = 14 * 86_400;
/** A session in use is prolonged this often; it is also how exactly one knows when it was last used. */
const RENEW_S = 15 * 60;
/** Set by the worker itself, whatever a client sends. */
export const ADDRESS_HEADER = "x-fieldline-address";

function createAuth(env: Env, isSecure: boolean) {
  return betterAuth({
    appName: "Fieldline",
    baseURL: env.FIELDLINE_ORIGIN ?? "http://127.0.0.1",
    basePath: "/auth",
    secret: secretOf(env),
    database: drizzleAdapter(openAccessDatabase(env.DB), { provider: "sqlite", schema: ACCESS_SCHEMA }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      additionalFields: {
        role: { type: "string", required: true, input: false },
        disabledAt: { type: "number", required: false, input: false },
      },
    },
    session: { expiresIn: SESSION_S, updateAge: RENEW_S },
    rateLimit: { enabled: false },
    databaseHooks: {
      session: {
        create: {
          async before({ userId }, context) {
            const user = await context?.context.internalAdapter.findUserById(userId);
            if (!user || (user as { disabledAt?: number | null }).disabledAt != null)
              throw new APIError("FORBIDDEN", { message: "This account is disabled. Ask an administrator." });
          },
        },
      },
    },
    advanced: {
      useSecureCookies: isSecure,
      cookiePrefix: "fieldline",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure: isSecure, path: "/" },
      database: { generateId: () => uuidv7(), joins: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // The worker's own check is in force for every path, this library's only for its own.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What the library would log of an unexpected error may hold a session's token; the worker logs it instead.
    onAPIError: { throw: true },
  });
}

type Auth = ReturnType<typeof createAuth>;
const made = new WeakMap<object, Map<boolean, Auth>>();

/** The sign-in library on this worker's database, made once for each set of bindings, for TLS and for plain HTTP. */
export function authOf(env: Env, url: string): Auth {
  const isSecure = isServedByTls(env, url);
  const known = made.get(env) ?? new Map<boolean, Auth>();
  const auth = known.get(isSecure) ?? createAuth(env, isSecure);
  made.set(env, known.set(isSecure, auth));
  return auth;
}

/** Throws where the secret is missing or too short; the health check says so before anyone signs in. */
export function secretOf({ FIELDLINE_AUTH_SECRET: secret }: Env): string {
  if (!secret || secret.length < 32)
    throw new SetupError("FIELDLINE_AUTH_SECRET must have 32 characters or more. Set it by `wrangler secret put`.");
  return secret;
}

/** Whether a browser reached this server by TLS: by the origin that it was told, else by the request itself. */
export function isServedByTls(env: Env, url: string): boolean {
  return (env.FIELDLINE_ORIGIN ?? url).startsWith("https:");
}

export interface SessionUser {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt?: number | null;
}
