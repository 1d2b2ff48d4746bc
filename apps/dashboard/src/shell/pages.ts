import type { Action } from "@fieldline/domain/permissions";
import type { IconName } from "../components/icon.tsx";

export interface NavigationPage {
  to: string;
  label: string;
  icon: IconName;
  /** What one must be allowed to do to see it. */
  action?: Action;
  /** Other addresses that belong to it. */
  also?: string;
  /** Whether a phone's bar has no room for it. */
  isBehindMore?: boolean;
}

/** What one works in. */
export const WORK_PAGES: NavigationPage[] = [
  { to: "/", label: "Overview", icon: "overview" },
  { to: "/jobs", label: "Jobs", icon: "jobs" },
  { to: "/devices", label: "Devices", icon: "devices" },
  { to: "/rollouts", label: "Rollouts", icon: "rollouts", isBehindMore: true },
  { to: "/templates", label: "Templates", icon: "templates", also: "/handlers", isBehindMore: true },
  { to: "/schedules", label: "Schedules", icon: "schedules", isBehindMore: true },
  { to: "/queues", label: "Queues", icon: "queues", isBehindMore: true },
];

/** What an administrator looks after. */
export const ADMIN_PAGES: (NavigationPage & { action: Action })[] = [
  { to: "/people", label: "People", icon: "people", action: "users.list", isBehindMore: true },
  { to: "/audit", label: "Audit", icon: "audit", action: "audit.list", isBehindMore: true },
  {
    to: "/settings",
    label: "Settings",
    icon: "settings",
    action: "config.set",
    also: "/doctor",
    isBehindMore: true,
  },
];
