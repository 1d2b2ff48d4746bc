import { errorOf } from "@fieldline/client/errors";

/** The schedules that run a template: how many, and what the first of them are called. */
export interface Users {
  count: number;
  names: string[];
}

/** Who the template is in use by, where its deletion was refused for that. */
export function usersOf(thrown: unknown): Users | undefined {
  const { reason, details } = errorOf(thrown);
  return reason === "TEMPLATE_IN_USE" ? (details.schedules as Users) : undefined;
}
