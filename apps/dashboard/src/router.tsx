import type { Action } from "@fieldline/domain/permissions";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from "@tanstack/react-router";
import { readAuditSearch } from "./pages/audit/audit-search.ts";
import { readDeviceSearch } from "./pages/device/device-search.ts";
import { readDevicesSearch } from "./pages/devices/devices-search.ts";
import { readJobSearch } from "./pages/job/job-search.ts";
import { readJobsSearch } from "./pages/jobs/jobs-search.ts";
import { readNewProbeSearch } from "./pages/new-probe/new-probe-search.ts";
import { readNewRolloutSearch } from "./pages/new-rollout/new-rollout-search.ts";
import { readNewTaskSearch } from "./pages/new-task/new-task-search.ts";
import { readOverviewSearch } from "./pages/overview/overview-search.ts";
import { readPeopleSearch } from "./pages/people/people-search.ts";
import { readRolloutSearch } from "./pages/rollout/rollout-search.ts";
import { readRolloutsSearch } from "./pages/rollouts/rollouts-search.ts";
import { readSchedulesSearch } from "./pages/schedules/schedules-search.ts";
import { readSettingsSearch } from "./pages/settings/settings-search.ts";
import { readSignInSearch } from "./pages/sign-in/sign-in-search.ts";
import { readTemplatesSearch } from "./pages/templates/templates-search.ts";
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

const devices = createRoute({
  getParentRoute: () => root,
  path: "/devices",
  validateSearch: readDevicesSearch,
  component: lazyRouteComponent(() => import("./pages/devices/devices-page.tsx"), "DevicesPage"),
});

const groups = createRoute({
  getParentRoute: () => root,
  path: "/devices/groups",
  component: lazyRouteComponent(() => import("./pages/devices/groups-page.tsx"), "GroupsPage"),
});

const enrollments = createRoute({
  getParentRoute: () => root,
  path: "/devices/enrollments",
  staticData: { page: "Enrollments", action: "devices.enrollments" },
  component: lazyRouteComponent(() => import("./pages/devices/enrollments-page.tsx"), "EnrollmentsPage"),
});

const device = createRoute({
  getParentRoute: () => root,
  path: "/devices/$deviceId",
  validateSearch: readDeviceSearch,
  component: lazyRouteComponent(() => import("./pages/device/device-page.tsx"), "DevicePage"),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/templates",
  validateSearch: readTemplatesSearch,
  component: lazyRouteComponent(() => import("./pages/templates/templates-page.tsx"), "TemplatesPage"),
});

const newTemplate = createRoute({
  getParentRoute: () => root,
  path: "/templates/new",
  staticData: { page: "New template", action: "templates.create" },
  component: lazyRouteComponent(() => import("./pages/template/new-template-page.tsx"), "NewTemplatePage"),
});

const template = createRoute({
  getParentRoute: () => root,
  path: "/templates/$slug",
  component: lazyRouteComponent(() => import("./pages/template/template-page.tsx"), "TemplatePage"),
});

const handlers = createRoute({
  getParentRoute: () => root,
  path: "/handlers",
  validateSearch: readTemplatesSearch,
  component: lazyRouteComponent(() => import("./pages/handlers/handlers-page.tsx"), "HandlersPage"),
});

const newHandler = createRoute({
  getParentRoute: () => root,
  path: "/handlers/new",
  staticData: { page: "New handler", action: "handlers.create" },
  component: lazyRouteComponent(() => import("./pages/handler/new-handler-page.tsx"), "NewHandlerPage"),
});

const handler = createRoute({
  getParentRoute: () => root,
  path: "/handlers/$name",
  component: lazyRouteComponent(() => import("./pages/handler/handler-page.tsx"), "HandlerPage"),
});

const rollouts = createRoute({
  getParentRoute: () => root,
  path: "/rollouts",
  validateSearch: readRolloutsSearch,
  component: lazyRouteComponent(() => import("./pages/rollouts/rollouts-page.tsx"), "RolloutsPage"),
});

const newRollout = createRoute({
  getParentRoute: () => root,
  path: "/rollouts/new",
  staticData: { page: "New rollout", action: "rollouts.create" },
  validateSearch: readNewRolloutSearch,
  component: lazyRouteComponent(() => import("./pages/new-rollout/new-rollout-page.tsx"), "NewRolloutPage"),
});

const rollout = createRoute({
  getParentRoute: () => root,
  path: "/rollouts/$rolloutId",
  validateSearch: readRolloutSearch,
  component: lazyRouteComponent(() => import("./pages/rollout/rollout-page.tsx"), "RolloutPage"),
});

const newTask = createRoute({
  getParentRoute: () => root,
  path: "/jobs/new-task",
  staticData: { page: "New task", action: "jobs.create" },
  validateSearch: readNewTaskSearch,
  component: lazyRouteComponent(() => import("./pages/new-task/new-task-page.tsx"), "NewTaskPage"),
});

const queues = createRoute({
  getParentRoute: () => root,
  path: "/queues",
  component: lazyRouteComponent(() => import("./pages/queues/queues-page.tsx"), "QueuesPage"),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: "/schedules",
  validateSearch: readSchedulesSearch,
  component: lazyRouteComponent(() => import("./pages/schedules/schedules-page.tsx"), "SchedulesPage"),
});

const newSchedule = createRoute({
  getParentRoute: () => root,
  path: "/schedules/new",
  staticData: { page: "New schedule", action: "schedules.create" },
  component: lazyRouteComponent(() => import("./pages/schedule/new-schedule-page.tsx"), "NewSchedulePage"),
});

const schedule = createRoute({
  getParentRoute: () => root,
  path: "/schedules/$scheduleId",
  component: lazyRouteComponent(() => import("./pages/schedule/schedule-page.tsx"), "SchedulePage"),
});

const doctor = createRoute({
  getParentRoute: () => root,
  path: "/doctor",
  staticData: { page: "Doctor", action: "doctor.check" },
  component: lazyRouteComponent(() => import("./pages/doctor/doctor-page.tsx"), "DoctorPage"),
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
    routeTree: root.addChildren([
      signIn,
      report,
      overview,
      jobs,
      newProbe,
      job,
      devices,
      groups,
      enrollments,
      device,
      templates,
      newTemplate,
      template,
      handlers,
      newHandler,
      handler,
      rollouts,
      newRollout,
      rollout,
      newTask,
      queues,
      schedules,
      newSchedule,
      schedule,
      doctor,
      account,
      people,
      audit,
      settings,
    ]),
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
