import { Outlet, useMatches } from "@tanstack/react-router";
import { NoAccess } from "../session/no-access.tsx";
import { useCan } from "../session/use-me.ts";

/** The page of this address, or why it is not open to the reader. */
export function Gate() {
  const can = useCan();
  const { page, action } = useMatches({ select: (matches) => matches.at(-1)?.staticData }) ?? {};
  return page && action && !can(action) ? <NoAccess page={page} action={action} /> : <Outlet />;
}
