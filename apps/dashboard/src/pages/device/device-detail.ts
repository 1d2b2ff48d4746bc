import type { AppRouter } from "@fieldline/api/router";
import type { inferRouterOutputs } from "@trpc/server";

export type DeviceDetail = inferRouterOutputs<AppRouter>["devices"]["get"];
