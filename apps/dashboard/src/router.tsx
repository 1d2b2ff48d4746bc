import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readJobSearch } from "./pages/job/job-search.ts";
import { readJobsSearch } from "./pages/jobs/jobs-search.ts";
import { readNewProbeSearch } from "./pages/new-probe/new-probe-search.ts";
import { readOverviewSearch } from "./pages/overview/overview-search.ts";
import { parseSearchParams, stringifySearchParams } from "./search-params.ts";
import { NoSuchPage } from "./shell/no-such-page.tsx";
import { Shell } from "./shell/shell.tsx";
import { UnexpectedError } from "./shell/unexpected-error.tsx";

const root = createRootRoute({ component: Shell });

const overview = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import("./pages/overview/overview-page.tsx"), "OverviewPage"),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: "/jobs",
  validateSearch: readJobsSearch,
  component: lazyRouteComponent(() => import("./pages/jobs/jobs-page.tsx"), "JobsPage"),
});

const newProbe = createRoute({
  getParentRoute: () => root,
  path: "/jobs/new",
  validateSearch: readNewProbeSearch,
  component: lazyRouteComponent(() => import("./pages/new-probe/new-probe-page.tsx"), "NewProbePage"),
});

const job = createRoute({
  getParentRoute: () => root,
  path: "/jobs/$jobId",
  validateSearch: readJobSearch,
  component: lazyRouteComponent(() => import("./pages/job/job-page.tsx"), "JobPage"),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([overview, jobs, newProbe, job]),
    parseSearch: parseSearchParams,
    stringifySearch: stringifySearchParams,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: UnexpectedError,
    defaultNotFoundComponent: NoSuchPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
