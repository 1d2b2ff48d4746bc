import type { Action } from "@fieldline/domain/permissions";
import { ADMIN_PAGES, WORK_PAGES } from "../shell/pages.ts";

export interface Command {
  id: string;
  label: string;
  /** Under which heading it stands. */
  group: "On this page" | "New" | "Go to" | "Jobs";
  /** The key that does the same. */
  key?: string;
  run: () => void;
}

interface Place {
  to: string;
  label: string;
  action?: Action;
}

const NEW: readonly Place[] = [
  { to: "/jobs/new", label: "New probe", action: "jobs.create" },
  { to: "/jobs/new-task", label: "New task", action: "jobs.create" },
  { to: "/schedules/new", label: "New schedule", action: "schedules.create" },
  { to: "/rollouts/new", label: "New rollout", action: "rollouts.create" },
  { to: "/templates/new", label: "New template", action: "templates.create" },
  { to: "/handlers/new", label: "New handler", action: "handlers.create" },
];
const MORE: readonly Place[] = [
  { to: "/jobs?unreviewed=yes", label: "Jobs that ended badly and nobody looked at" },
  { to: "/devices/groups", label: "Device groups" },
  { to: "/handlers", label: "Handlers" },
  { to: "/doctor", label: "Doctor", action: "doctor.check" },
  { to: "/account", label: "My account" },
];

interface Reader {
  can: (action: Action) => boolean;
  go: (to: string) => void;
}

/** The pages that are open to the reader, and what can be made. */
export function placeCommands({ can, go }: Reader): Command[] {
  const open = (places: readonly Place[], group: Command["group"]) =>
    places
      .filter(({ action }) => action === undefined || can(action))
      .map(({ to, label }): Command => ({ id: to, label, group, run: () => go(to) }));
  return [...open(NEW, "New"), ...open([...WORK_PAGES, ...ADMIN_PAGES, ...MORE], "Go to")];
}

/** The commands that hold each word of what was typed; those whose label begins with it go first in their group. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = commands.filter(({ label, group }) => {
    const text = `${label} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const isFirst = ({ label }: Command) => Number(label.toLowerCase().startsWith(words.join(" ")));
  return GROUPS.flatMap((group) =>
    matching.filter((each) => each.group === group).sort((a, b) => isFirst(b) - isFirst(a)),
  );
}

const GROUPS: readonly Command["group"][] = ["On this page", "New", "Go to", "Jobs"];
