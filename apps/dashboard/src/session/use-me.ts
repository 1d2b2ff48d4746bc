import type { Action } from "@fieldline/domain/permissions";
import { can, reaches } from "@fieldline/domain/refusal";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { KEPT, type Me } from "./me.ts";

/** Who is signed in; undefined only until it is known. */
export function useMe(): Me | undefined {
  const api = useTRPC();
  return useQuery(api.users.me.queryOptions(undefined, KEPT)).data;
}

/** Whether the reader's role may do something at all. Nothing is possible until it is known. */
export function useCan(): (action: Action) => boolean {
  const me = useMe();
  return (action) => me !== undefined && can(me.role, action);
}

/** Whether the reader may pause, cancel or delete a job. */
export function useControls(): (job: { requesterId: string }) => boolean {
  const me = useMe();
  return ({ requesterId }) => me !== undefined && can(me.role, "jobs.cancel") && reaches(me, "control", requesterId);
}
