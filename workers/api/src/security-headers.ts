import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { isServedByTls } from "./auth/auth.ts";
import type { Env } from "./env.ts";

const headers = (isTls: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // Two libraries of the dashboard put rules of their own into the page; a rule runs nothing.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      mediaSrc: ["'self'", "blob:"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: isTls ? "max-age=31536000; includeSubDomains" : false,
    // An address may hold a share link's token.
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
    crossOriginOpenerPolicy: "same-origin",
    crossOriginResourcePolicy: "same-origin",
    permissionsPolicy: { camera: ["self"], microphone: [], geolocation: [], payment: [], usb: [] },
  });
const overTls = headers(true);
const inPlain = headers(false);

/** What every answer tells a browser: which scripts may run, who may frame it, and what not to pass on. */
export const securityHeaders: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  await next();
  // The answer to an upgrade is the runtime's own and cannot be changed; a refused one is an answer like any other.
  if (c.res.status !== 101) await (isServedByTls(c.env, c.req.url) ? overTls : inPlain)(c, async () => {});
};
