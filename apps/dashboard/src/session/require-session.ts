import { errorOf } from "@fieldline/client/errors";
import type { QueryClient } from "@tanstack/react-query";
import { type ParsedLocation, redirect } from "@tanstack/react-router";
import { type Api, getMe } from "./me.ts";
import { isOpenPage, returnPath } from "./return-path.ts";

const JUST_NOW_MS = 5_000;

export interface RouterContext {
  cache: QueryClient;
  api: Api;
}

interface Entering {
  context: RouterContext;
  location: ParsedLocation;
}

/** Lets nobody past who is not signed in, but for the pages that need no sign-in; `prepare` runs while that is read. */
export async function requireSession(
  { context: { cache, api }, location }: Entering,
  prepare: () => void = () => {},
): Promise<void> {
  if (isOpenPage(location.pathname)) return;
  prepare();
  try {
    await getMe(cache, api);
  } catch (error) {
    if (errorOf(error).reason !== "UNAUTHENTICATED") throw error;
    throw redirect({ to: "/sign-in", search: { to: location.href }, replace: true });
  }
}

/** Leads one who is signed in already past the sign-in page. It is not asked again what has just been answered. */
export async function skipSignIn({ context: { cache, api }, location }: Entering): Promise<void> {
  const { error, errorUpdatedAt = 0 } = cache.getQueryState(api.users.me.queryKey()) ?? {};
  if (error && Date.now() - errorUpdatedAt < JUST_NOW_MS) return;
  const me = await getMe(cache, api).catch(() => undefined);
  if (me) throw redirect({ href: returnPath((location.search as { to?: string }).to), replace: true });
}
