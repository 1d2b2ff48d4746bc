import type { Context } from "hono";
import type { Env } from "./env.ts";

/** The built front ends; a deep link that is no file gets the page of its front end. */
export async function servePage(c: Context<{ Bindings: Env }>): Promise<Response> {
  const asset = await c.env.ASSETS.fetch(c.req.raw);
  if (asset.status !== 404) return new Response(asset.body, asset);
  const { pathname } = new URL(c.req.url);
  if (/\.[a-z0-9]+$/i.test(pathname)) return new Response(asset.body, asset);
  const page = pathname === "/tech" || pathname.startsWith("/tech/") ? "/tech/" : "/";
  const found = await c.env.ASSETS.fetch(new Request(new URL(page, c.req.url), { headers: c.req.raw.headers }));
  return new Response(found.body, found);
}
