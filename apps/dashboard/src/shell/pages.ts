import type { Action } from "@fieldline/domain/permissions";
import type { IconName } from "../components/icon.tsx";

interface NavigationPage {
  to: "/" | "/jobs" | "/people" | "/audit" | "/settings";
  label: string;
  icon: IconName;
  /** What one must be allowed to do to see it. */
  action?: Action;
}

/** What one works in. */
export const WORK_PAGES: NavigationPage[] = [
  { to: "/", label: "Overview", icon: "overview" },
  { to: "/jobs", label: "Jobs", icon: "jobs" },
];

/** What an administrator looks after. */
export const ADMIN_PAGES: (NavigationPage & { action: Action })[] = [
  { to: "/people", label: "People", icon: "people", action: "users.list" },
  { to: "/audit", label: "Audit", icon: "audit", action: "audit.list" },
  { to: "/settings", label: "Settings", icon: "settings", action: "config.set" },
];
