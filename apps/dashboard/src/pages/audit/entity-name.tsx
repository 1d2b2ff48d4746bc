import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../../audit/audit-entry.ts";
import { isSetting, SETTING_NAMES } from "../../audit/setting-names.ts";

/** The end of an id: what tells apart those of one day. */
export const shortId = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id);

function told({ before, after }: AuditEntry, field: string): string | undefined {
  for (const value of [after, before]) {
    const text = (value as Record<string, unknown> | null)?.[field];
    if (typeof text === "string" && text) return text;
  }
  return undefined;
}

const LINK =
  "relative z-[1] font-[550] text-text underline decoration-line-strong underline-offset-2 hover:text-accent";
/** What is about the one who did it, and needs no other name. */
const OWN = new Set(["session.start", "session.end", "user.changePassword"]);

/** What has a page of its own at its id. */
const PAGES: Partial<Record<string, string>> = {
  device: "/devices/",
  template: "/templates/",
  handler: "/handlers/",
  rollout: "/rollouts/",
  schedule: "/schedules/",
};

interface EntityNameProps {
  entry: AuditEntry;
  names: ReadonlyMap<string, string>;
}

/** What something was done to: a link where it has a page, else its name, else the end of its id. */
export function EntityName({ entry, names }: EntityNameProps) {
  const { action, entityType, entityId } = entry;
  if (OWN.has(action)) return null;
  if (entityType === "config" && isSetting(entityId))
    return (
      <Link to="/settings" search={{ section: entityId }} className={LINK}>
        {SETTING_NAMES[entityId]}
      </Link>
    );
  const id = told(entry, "jobId") ?? entityId;
  const name = names.get(id) ?? told(entry, "name") ?? told(entry, "email");
  const words = name ?? <span className="font-mono text-[.93em]">{shortId(id)}</span>;
  const page = action.endsWith(".delete") ? undefined : PAGES[entityType];
  if (page)
    return (
      <Link to={page + encodeURIComponent(entityId)} title={entityId} className={LINK}>
        {words}
      </Link>
    );
  const isJob = entityType === "job" || entityType === "share";
  if (!isJob || action === "job.delete") return <b className="font-[550]">{words}</b>;
  return (
    <Link to="/jobs/$jobId" params={{ jobId: id }} title={id} className={LINK}>
      {words}
    </Link>
  );
}
