import type { JobKind, JobStatus } from "./job.ts";

export interface DependencyNode {
  id: string;
  name: string;
  /** Null of what the reader does not see, and of what was deleted. */
  kind: JobKind | null;
  status: JobStatus | null;
}

export interface DependencyEdge {
  /** Must end before `to`. */
  from: string;
  to: string;
}

/** Everything that a job waits for and that waits for it, as far as the reader may see it. */
export interface DependencyGraph {
  nodes: DependencyNode[];
  edges: DependencyEdge[];
  /** Whether there is more than is told. */
  isPartial: boolean;
}

/** The jobs that each job waits for, by whatever names they go. */
export type Waits = ReadonlyMap<string, readonly string[]>;

/** A way of waiting that ends where it began, such as `a`, `b`, `a`; undefined where there is none. */
export function findCycle(waits: Waits): string[] | undefined {
  const done = new Set<string>();
  for (const name of waits.keys()) {
    const cycle = cycleFrom(name, { waits, done, way: [] });
    if (cycle) return cycle;
  }
  return undefined;
}

interface Walk {
  waits: Waits;
  /** From where no way leads round. */
  done: Set<string>;
  /** The way that was taken so far. */
  way: string[];
}

function cycleFrom(name: string, { waits, done, way }: Walk): string[] | undefined {
  const met = way.indexOf(name);
  if (met >= 0) return [...way.slice(met), name];
  if (done.has(name)) return undefined;
  for (const next of waits.get(name) ?? []) {
    const cycle = cycleFrom(next, { waits, done, way: [...way, name] });
    if (cycle) return cycle;
  }
  done.add(name);
  return undefined;
}

/** The names in an order in which each comes after all that it waits for; without a cycle, which it would cut. */
export function parentsFirst(waits: Waits): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const enter = (name: string) => {
    if (entered.has(name)) return;
    entered.add(name);
    for (const parent of waits.get(name) ?? []) enter(parent);
    if (waits.has(name)) ordered.add(name);
  };
  for (const name of waits.keys()) enter(name);
  return [...ordered];
}
