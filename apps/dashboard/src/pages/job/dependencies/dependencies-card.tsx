import type { Job } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { Card } from "../../../components/card.tsx";
import { DependencyNode } from "./dependency-node.tsx";
import { around, layersOf } from "./layers.ts";
import { useDependencies } from "./use-dependencies.ts";

/** So many steps are shown before and after the job's own, and so many jobs of each. */
const REACH = 2;
const MOST_IN_STEP = 8;

/** What has to end before this job starts, and what starts after it, in the order in which they run. */
export function DependenciesCard({ job }: { job: Job }) {
  const graph = useDependencies(job.id);
  if (!graph || graph.edges.length === 0) return null;
  const layers = layersOf(graph.nodes, graph.edges);
  const { shown, before, after } = around(layers, job.id, REACH);
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const parentsOf = (child: string) => graph.edges.flatMap(({ from, to }) => (to === child ? [from] : []));
  return (
    <Card
      title="Before and after"
      aside={
        <span className="text-[13px] text-muted">
          {formatQuantity(graph.nodes.length, "job")}
          {graph.isPartial && " shown; there are more"}
        </span>
      }
    >
      <ol className="flex px-3.5 py-3 max-lg:flex-col lg:items-center lg:overflow-x-auto">
        {before > 0 && <Others count={before} where="before" />}
        {shown.map((layer, at) => (
          <li key={layer[0]?.id} className="flex min-w-0 max-lg:flex-col lg:shrink-0 lg:items-center">
            {(at > 0 || before > 0) && <Arrow />}
            <ul className="flex min-w-0 gap-2 max-lg:flex-wrap lg:flex-col">
              {firstOf(layer, job.id).map((node) => (
                <DependencyNode
                  key={node.id}
                  node={node}
                  isThis={node.id === job.id}
                  waitsFor={parentsOf(node.id).map((id) => names.get(id) ?? "another job")}
                  isPlain={isAfterAll(parentsOf(node.id), layers[before + at - 1])}
                />
              ))}
              {layer.length > MOST_IN_STEP && (
                <li className="text-[13px] text-muted">
                  and {formatQuantity(layer.length - MOST_IN_STEP, "more", "more")}
                </li>
              )}
            </ul>
          </li>
        ))}
        {after > 0 && <Others count={after} where="after" />}
      </ol>
    </Card>
  );
}

/** The first of a step, this job among them. */
function firstOf<Node extends { id: string }>(layer: Node[], id: string): Node[] {
  if (layer.length <= MOST_IN_STEP) return layer;
  return layer.toSorted((one, other) => Number(other.id === id) - Number(one.id === id)).slice(0, MOST_IN_STEP);
}

/** Whether a job waits for the whole step before its own and nothing else, which its place says already. */
function isAfterAll(parents: readonly string[], before: readonly { id: string }[] = []): boolean {
  return parents.length === before.length && before.every(({ id }) => parents.includes(id));
}

function Others({ count, where }: { count: number; where: "before" | "after" }) {
  return (
    <li className="flex text-[13px] text-muted max-lg:flex-col lg:shrink-0 lg:items-center">
      {where === "after" && <Arrow />}
      <span className="lg:max-w-20">
        {formatQuantity(count, "more step")} {where}
      </span>
    </li>
  );
}

function Arrow() {
  return (
    <svg
      aria-hidden="true"
      width="12"
      height="18"
      viewBox="0 0 12 18"
      className="my-1 shrink-0 text-muted max-lg:ml-4 lg:mx-1.5 lg:my-0 lg:-rotate-90"
    >
      <path d="M6 1v14M2 11l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
