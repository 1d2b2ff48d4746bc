import type { AppRouter } from "@fieldline/api/router";
import type { Look } from "@fieldline/ui/status";
import type { inferRouterOutputs } from "@trpc/server";

export type Enrollment = inferRouterOutputs<AppRouter>["devices"]["enrollments"]["items"][number];
export type EnrollmentState = "open" | "used" | "expired" | "revoked";

/** How an enrollment stands at a moment. */
export function enrollmentState({ usedAt, revokedAt, expiresAt }: Enrollment, now: number): EnrollmentState {
  if (usedAt !== null) return "used";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

const CLOCK = "M6 2.5V6l2.5 1.5M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0";
const SLASH = "M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0M2.5 9.5l7-7";

export const ENROLLMENT_LOOKS: Record<EnrollmentState, Look> = {
  open: { word: "Open", tone: "info", icon: "M1.5 6h8M6.5 2.5L10 6 6.5 9.5", isFilled: false },
  used: { word: "Used", tone: "ok", icon: "M2 6l3 3 5-6", isFilled: false },
  expired: { word: "Expired", tone: "idle", icon: CLOCK, isFilled: false },
  revoked: { word: "Revoked", tone: "idle", icon: SLASH, isFilled: false },
};
