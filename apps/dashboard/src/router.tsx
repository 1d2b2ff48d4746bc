import type { Action } from "@fieldline/domain/permissions";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from "@tanstack/react-router";
import { readAuditSearch } from "./pages/audit/audit-search.ts";
import { readJobSearch } from "./pages/job/job-search.ts";
import { readJobsSearch } from "./pages/jobs/jobs-search.ts";
import { readNewProbeSearch } from "./pages/new-probe/new-probe-search.ts";
import { readOverviewSearch } from "./pages/overview/overview-search.ts";
import { readPeopleSearch } from "./pages/people/people-search.ts";
import { readSettingsSearch } from "./pages/settings/settings-search.ts";
import { readSignInSearch } from "./pages/sign-in/sign-in-search.ts";
import { parseSearchParams, stringifySearchParams } from "./search-params.ts";
import { type RouterContext, requireSession, skipSignIn } from "./session/require-session.ts";
import { CouldNotStart } from "./shell/could-not-start.tsx";
import { Frame, preloadShell } from "./shell/frame.tsx";
import { NoSuchPage } from "./shell/no-such-page.tsx";
import { UnexpectedError } from "./shell/unexpected-error.tsx";

const root = createRootRouteWithContext<RouterContext>()({
  beforeLoad: (entering) => requireSession(entering, preloadShell),
  component: Frame,
  errorComponent: CouldNotStart,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  beforeLoad: skipSignIn,
  component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const report = createRoute({
  getParentRoute: () => root,
  path: "/report/$token",
  component: lazyRouteComponent(() => import("./pages/report/report-page.tsx"), "ReportPage"),
});

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
  staticData: { page: "New probe", action: "jobs.create" },
  validateSearch: readNewProbeSearch,
  component: lazyRouteComponent(() => import("./pages/new-probe/new-probe-page.tsx"), "NewProbePage"),
});

const job = createRoute({
  getParentRoute: () => root,
  path: "/jobs/$jobId",
  validateSearch: readJobSearch,
  component: lazyRouteComponent(() => import("./pages/job/job-page.tsx"), "JobPage"),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => import("./pages/account/account-page.tsx"), "AccountPage"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  staticData: { page: "People", action: "users.list" },
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import("./pages/people/people-page.tsx"), "PeoplePage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  staticData: { page: "Audit", action: "audit.list" },
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import("./pages/audit/audit-page.tsx"), "AuditPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  staticData: { page: "Settings", action: "config.set" },
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import("./pages/settings/settings-page.tsx"), "SettingsPage"),
});

/** The app's pages; `history` is the browser's unless told. */
export function createAppRouter(context: RouterContext, history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([signIn, report, overview, jobs, newProbe, job, account, people, audit, settings]),
    context,
    ...(history && { history }),
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
  interface StaticDataRouteOption {
    /** What the page is called where it has to be refused. */
    page?: string;
    /** What one must be allowed to do to open it. */
    action?: Action;
  }
}
