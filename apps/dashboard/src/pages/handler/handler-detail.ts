import type { AppRouter } from "@fieldline/api/router";
import type { inferRouterOutputs } from "@trpc/server";

export type HandlerDetail = inferRouterOutputs<AppRouter>["handlers"]["get"];
