import type { Role } from "@fieldline/domain/roles";

/** What each role is called and, in one sentence, may do. */
export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  viewer: { name: "Viewer", may: "Reads jobs, charts and alerts, and changes nothing." },
  tech: { name: "Tech", may: "Starts probes, and controls and shares their own." },
  operator: { name: "Operator", may: "Sees and controls everybody's jobs." },
  admin: { name: "Admin", may: "Sees and controls everybody's jobs, and looks after people, settings and the audit." },
};
