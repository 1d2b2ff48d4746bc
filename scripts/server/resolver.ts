import { lookup } from "node:dns/promises";
import { Response } from "miniflare";

/** Resolves the name in a request's path as this machine does, its hosts file included; an empty list where it cannot be found. */
export async function resolveName({ url }: { url: string }): Promise<Response> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  try {
    const found = await lookup(name, { all: true, order: "verbatim" });
    return Response.json(found.map(({ address }) => address));
  } catch (error) {
    const isUnknown = error instanceof Error && "code" in error && error.code === "ENOTFOUND";
    return isUnknown ? Response.json([]) : new Response(null, { status: 502 });
  }
}
