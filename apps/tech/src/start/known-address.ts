import { createQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, onCleanup } from "solid-js";
import { server } from "../server.ts";
import { recognise, type Target } from "./target.ts";

export interface KnownAddress {
  host: string;
  measuredAt: number;
}

const SHORTEST_SEARCH = 3;
const TYPING_PAUSE_MS = 300;

/** Where an account or a MAC was last measured, from the jobs there have been. */
export function createKnownAddress(target: () => Target | null) {
  const [settled, setSettled] = createSignal(target());
  createEffect(() => {
    const typed = target();
    const timer = setTimeout(() => setSettled(typed), TYPING_PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return createQuery(() => {
    const wanted = settled();
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
  const probes = items.filter((job) => job.kind === "probe");
  const probe = probes.find(({ type, spec: { target } }) => {
    if (type === "simulated" || recognise(target.host)?.kind === undefined) return false;
    return wanted.kind === "mac"
      ? target.mac === wanted.value
      : target.accountNumber?.toLowerCase() === wanted.value.toLowerCase();
  });
  return probe ? { host: probe.spec.target.host, measuredAt: probe.createdAt } : null;
}
