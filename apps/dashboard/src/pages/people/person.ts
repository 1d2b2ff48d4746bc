import type { AppRouter } from "@fieldline/api/router";
import type { Role } from "@fieldline/domain/roles";
import type { inferRouterOutputs } from "@trpc/server";

export type Person = inferRouterOutputs<AppRouter>["users"]["list"]["items"][number];

/** What is asked before something is done to a person. */
export type Question =
  | { about: "role"; person: Person; role: Role }
  | { about: "disable"; person: Person }
  | { about: "password"; person: Person };
