import type { AppRouter } from "@fieldline/api/router";
import type { inferRouterOutputs } from "@trpc/server";

export type AuditEntry = inferRouterOutputs<AppRouter>["audit"]["list"]["items"][number];
