import type { User } from "@fieldline/api/context";
import type { Database } from "@fieldline/db/database";
import { findTokenUser, touchToken } from "@fieldline/db/tokens";
import type { Config } from "@fieldline/domain/config";
import { isAtLeast, lesserRole, type Role } from "@fieldline/domain/roles";
import type { Env } from "../env.ts";
import { authOf, type SessionUser } from "./auth.ts";
import { hashToken, isTokenLike } from "./secrets.ts";

const TOUCH_EVERY_MS = 60_000;

export interface Identified {
  user: User | null;
  /** Set where the session was prolonged: the cookie that says so. */
  setCookie: string | null;
}

interface Asked {
  env: Env;
  db: Database;
  url: string;
  headers: Headers;
  readAccess: () => Promise<Config["access"]>;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Who sends a request: by its token where it carries one, else by its session; null where by neither. */
export async function identify(asked: Asked): Promise<Identified> {
  const authorization = asked.headers.get("authorization");
  // A token that is not valid is not made up for by a cookie.
  if (authorization !== null) return { user: await userOfToken(asked, authorization), setCookie: null };
  if (!asked.headers.get("cookie")?.includes("fieldline.")) return { user: null, setCookie: null };
  return userOfSession(asked);
}

async function userOfToken({ db, readAccess, waitUntil }: Asked, authorization: string): Promise<User | null> {
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!isTokenLike(token)) return null;
  const now = Date.now();
  const found = await findTokenUser(db, { hash: await hashToken(token), now });
  if (!found) return null;
  const { tokenId, tokenRole, isOfTechToken, expiresAt, lastUsedAt, role, ...person } = found;
  if (lastUsedAt === null || now - lastUsedAt > TOUCH_EVERY_MS) waitUntil(touchToken(db, { id: tokenId, now }));
  const access = await readAccess();
  const rolesPassed: Role[] = [role, tokenRole, ...(isOfTechToken ? (["tech"] as const) : [])];
  return {
    ...person,
    role: lesserRole(role, tokenRole),
    seesOthers: rolesPassed.every((passed) => seesOthers(access, passed)),
    via: "token",
    sessionId: null,
    token: { id: tokenId, expiresAt },
  };
}

async function userOfSession({ env, url, headers, readAccess }: Asked): Promise<Identified> {
  const { headers: answered, response } = await authOf(env, url).api.getSession({ headers, returnHeaders: true });
  const setCookie = answered.get("set-cookie");
  if (!response) return { user: null, setCookie };
  const { id, name, email, role, disabledAt } = response.user as SessionUser;
  if (disabledAt != null) return { user: null, setCookie: null };
  const access = await readAccess();
  const user: User = {
    id,
    name,
    email,
    role,
    seesOthers: seesOthers(access, role),
    via: "session",
    sessionId: response.session.id,
    token: null,
  };
  return { user, setCookie };
}

function seesOthers(access: Config["access"], role: Role): boolean {
  if (isAtLeast(role, "operator")) return true;
  return (role === "tech" ? access.techSees : access.viewerSees) === "all";
}
