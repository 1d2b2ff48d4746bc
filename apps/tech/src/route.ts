import { createSignal } from "solid-js";

export type Route =
  | { screen: "start" }
  | { screen: "live"; jobId: string | null }
  | { screen: "mine" }
  | { screen: "sign-in" };

const BASE = "/tech/";

/** The screen that a path asks for; Start for any that is not known. */
export function routeOf(path: string): Route {
  const [screen, id] = path.startsWith(BASE) ? path.slice(BASE.length).split("/") : [];
  const jobId = screen === "jobs" && id ? decoded(id) : null;
  if (jobId) return { screen: "live", jobId };
  if (screen === "live") return { screen: "live", jobId: null };
  if (screen === "mine" || screen === "sign-in") return { screen };
  return { screen: "start" };
}

/** The path of a screen; `routeOf` reads it back. */
export function pathOf(route: Route): string {
  if (route.screen === "start") return BASE;
  if (route.screen !== "live") return `${BASE}${route.screen}`;
  return route.jobId ? `${BASE}jobs/${encodeURIComponent(route.jobId)}` : `${BASE}live`;
}

/** The screen to come back to after a sign-in. Whatever the address asks for, it is one of this page's own. */
export function routeAfterSignIn(search: string): Route {
  const asked = routeOf(new URLSearchParams(search).get("next") ?? "");
  return asked.screen === "sign-in" ? { screen: "start" } : asked;
}

const [route, setRoute] = createSignal(routeOf(location.pathname));
addEventListener("popstate", () => setRoute(routeOf(location.pathname)));

export { route };

/** Goes to a screen. */
export function go(next: Route): void {
  const path = pathOf(next);
  if (path !== location.pathname) history.pushState(null, "", path);
  setRoute(next);
  scrollTo(0, 0);
}

/** Goes to the sign-in, which knows the way back. */
export function goToSignIn(): void {
  const from = route();
  if (from.screen === "sign-in") return;
  const next = from.screen === "start" ? "" : `?next=${encodeURIComponent(pathOf(from))}`;
  replace({ screen: "sign-in" }, next);
}

/** Makes the page's next load begin at a screen that tells nothing of who was here before. */
export function startOver(screen: "start" | "sign-in"): void {
  replace({ screen });
  location.reload();
}

/** Goes on to where one was before the sign-in. */
export function goOnFromSignIn(): void {
  replace(routeAfterSignIn(location.search));
}

function replace(next: Route, search = "") {
  history.replaceState(null, "", pathOf(next) + search);
  setRoute(next);
  scrollTo(0, 0);
}

function decoded(part: string) {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
