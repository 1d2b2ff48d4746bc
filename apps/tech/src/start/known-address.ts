import { createQuery } from "@tanstack/solid-query";
import { server } from "../server.ts";
import { recognise, type Target } from "./target.ts";

export interface KnownAddress {
  host: string;
  measuredAt: number;
}

const SHORTEST_SEARCH = 3;

/** Where an account or a MAC was last measured, from the jobs there have been. */
export function createKnownAddress(target: () => Target | null) {
  return createQuery(() => {
    const wanted = target();
    return {
      queryKey: ["known-address", wanted?.kind, wanted?.value],
      queryFn: () => findKnownAddress(wanted),
      enabled: (wanted?.kind === "account" || wanted?.kind === "mac") && wanted.value.length >= SHORTEST_SEARCH,
      retry: false,
      staleTime: 60_000,
    };
  });
}

async function findKnownAddress(wanted: Target | null): Promise<KnownAddress | null> {
  if (!wanted) return null;
  const { items } = await server.jobs.list.query({ search: wanted.value, kind: ["probe"], limit: 20 });
  const job = items.find(({ type, spec: { target } }) => {
    if (type === "simulated" || recognise(target.host)?.kind === undefined) return false;
    return wanted.kind === "mac"
      ? target.mac === wanted.value
      : target.accountNumber?.toLowerCase() === wanted.value.toLowerCase();
  });
  return job ? { host: job.spec.target.host, measuredAt: job.createdAt } : null;
}
