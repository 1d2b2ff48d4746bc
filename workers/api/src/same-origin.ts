import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "./env.ts";
import { refusal } from "./refusal.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

type Asked = Pick<Context<{ Bindings: Env }>, "env" | "req">;

/**
 * Refuses what a page of another site sends through a visitor's browser, and names that were pointed at this server.
 * What a cookie speaks for must say that it comes from here wherever it changes something or opens a socket.
 */
export const sameOrigin: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const host = c.req.header("host") ?? "";
  if (!isOwnHost(c.env, host))
    return refusal(
      c,
      403,
      "FORBIDDEN",
      "This server does not answer to this name. Open it by the address that it was given to you by.",
    );
  const origin = c.req.header("origin");
  const isForeign = origin !== undefined ? !isOwnOrigin(c.env, origin, host) : saysForeign(c);
  if (isForeign)
    return refusal(c, 403, "FORBIDDEN", "This request comes from another site's page. Open Fieldline itself.");
  if (origin === undefined && needsOrigin(c))
    return refusal(
      c,
      403,
      "FORBIDDEN",
      "A request with a cookie must name its Origin. Scripts use a personal access token.",
    );
  return next();
};

/** Where people reach this server: what it was told, or what this request was sent to. */
export function originOf(c: Asked): string {
  if (c.env.FIELDLINE_ORIGIN) return c.env.FIELDLINE_ORIGIN.replace(/\/$/, "");
  const { protocol, host } = new URL(c.req.url);
  return `${protocol}//${c.req.header("host") ?? host}`;
}

function needsOrigin(c: Asked): boolean {
  const isSocket = c.req.header("upgrade")?.toLowerCase() === "websocket";
  const speaksByCookie = c.req.header("cookie") !== undefined && c.req.header("authorization") === undefined;
  return speaksByCookie && (isSocket || !SAFE_METHODS.has(c.req.method));
}

/** Where a browser names no origin, it still says when another site made it ask for data. */
function saysForeign(c: Asked): boolean {
  const site = c.req.header("sec-fetch-site");
  return site === "cross-site" && c.req.header("sec-fetch-mode") !== "navigate";
}

/** A local server answers to loopback's names alone, and to the origin that it was told. */
function isOwnHost({ FIELDLINE_LOCAL, FIELDLINE_ORIGIN }: Env, host: string): boolean {
  if (FIELDLINE_ORIGIN && host === new URL(FIELDLINE_ORIGIN).host) return true;
  if (FIELDLINE_LOCAL === "1") return LOOPBACK.test(host);
  return FIELDLINE_ORIGIN === undefined;
}

function isOwnOrigin({ FIELDLINE_ORIGIN }: Env, origin: string, host: string): boolean {
  try {
    const url = new URL(origin);
    const told = FIELDLINE_ORIGIN ? new URL(FIELDLINE_ORIGIN) : undefined;
    // Of the name that it was told, a page in plain is not its own where it is served by TLS.
    return url.origin === told?.origin || (url.host === host && host !== told?.host);
  } catch {
    return false;
  }
}
