import { type GraphRow, readGraph } from "@fieldline/db/dependencies";
import type { DependencyGraph, DependencyNode } from "@fieldline/domain/dependency-graph";
import type { Job } from "@fieldline/domain/job";
import { reaches } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";

const MOST_NODES = 200;

/** Everything that a job waits for and that waits for it, as far as the caller may see it. */
export async function readDependencies({ db, user, job }: SignedIn & { job: Job }): Promise<DependencyGraph> {
  const { nodes, edges } = await readGraph(db, job.id, { limit: MOST_NODES });
  const isSeen = ({ requesterId }: GraphRow) => requesterId !== null && reaches(user, "read", requesterId);
  const seen = new Set(nodes.filter(isSeen).map(({ id }) => id));
  // Of what others have put together the caller learns no more than where it touches what they see.
  const told = edges.filter(({ from, to }) => seen.has(from) || seen.has(to));
  const touched = new Set(told.flatMap(({ from, to }) => [from, to])).add(job.id);
  const shown = nodes.filter(({ id }) => touched.has(id)).slice(0, MOST_NODES);
  const ids = new Set(shown.map(({ id }) => id));
  return {
    nodes: shown.map((node) => (isSeen(node) ? seenNode(node) : unseenNode(node))),
    edges: told.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    isPartial: nodes.length > MOST_NODES,
  };
}

function seenNode({ id, name, kind, status }: GraphRow): DependencyNode {
  return { id, name: name ?? id, kind, status };
}

function unseenNode({ id, status }: GraphRow): DependencyNode {
  return {
    id,
    name: status === null ? "A job that was deleted" : "A job that you do not see",
    kind: null,
    status: null,
  };
}
