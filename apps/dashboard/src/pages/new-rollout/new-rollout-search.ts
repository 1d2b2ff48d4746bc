/** What the address of a new rollout holds: what is rolled out, and where, both by commas. */
export interface NewRolloutSearch {
  /** A template's slug. */
  template?: string;
  devices?: string;
  groups?: string;
}

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The ids in a list by commas; what is no id is dropped. */
export function idsIn(list: string | undefined): string[] {
  return [...new Set((list ?? "").split(",").map((id) => id.trim().toLowerCase()))].filter((id) => ID.test(id));
}

export function readNewRolloutSearch(raw: Record<string, unknown>): NewRolloutSearch {
  const { template } = raw;
  const devices = idsIn(typeof raw.devices === "string" ? raw.devices : undefined).join(",");
  const groups = idsIn(typeof raw.groups === "string" ? raw.groups : undefined).join(",");
  return {
    ...(typeof template === "string" && template.trim() && { template: template.trim().slice(0, 100) }),
    ...(devices && { devices }),
    ...(groups && { groups }),
  };
}
