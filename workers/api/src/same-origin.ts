import type { MiddlewareHandler } from "hono";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Refuses what a page of another site sends through a visitor's browser, and names that were pointed at this
 * machine: without sign-in, whoever can send a request is the administrator.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const host = c.req.header("host") ?? "";
  const origin = c.req.header("origin");
  if (!LOOPBACK.test(host)) return c.json(refusal("This server answers on loopback only. Open it by 127.0.0.1."), 403);
  if (origin !== undefined && !isOriginOf(origin, host))
    return c.json(refusal("This request comes from another site's page. Open Fieldline itself."), 403);
  return next();
};

function isOriginOf(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

function refusal(message: string) {
  return { error: { message, data: { code: "FORBIDDEN", httpStatus: 403, reason: "FORBIDDEN" } } };
}
