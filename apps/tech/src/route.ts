import { createSignal } from "solid-js";

export type Route = { screen: "start" } | { screen: "live"; jobId: string | null } | { screen: "mine" };

const BASE = "/tech/";

/** The screen that a path asks for; Start for any that is not known. */
export function routeOf(path: string): Route {
  const [screen, id] = path.startsWith(BASE) ? path.slice(BASE.length).split("/") : [];
  if (screen === "jobs" && id) return { screen: "live", jobId: decodeURIComponent(id) };
  if (screen === "live") return { screen: "live", jobId: null };
  if (screen === "mine") return { screen: "mine" };
  return { screen: "start" };
}

/** The path of a screen; `routeOf` reads it back. */
export function pathOf(route: Route): string {
  if (route.screen === "start") return BASE;
  if (route.screen === "mine") return `${BASE}mine`;
  return route.jobId ? `${BASE}jobs/${encodeURIComponent(route.jobId)}` : `${BASE}live`;
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
