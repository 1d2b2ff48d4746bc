import type { DependencyEdge } from "@fieldline/domain/dependency-graph";

/** Jobs in the order in which they can run: each row waits for rows above it alone. */
export function layersOf<Node extends { id: string }>(
  nodes: readonly Node[],
  edges: readonly DependencyEdge[],
): Node[][] {
  const parents = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) if (parents.has(from)) parents.get(to)?.push(from);
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    // Held while its parents are looked at, so that a way round would end.
    depths.set(id, 0);
    const depth = Math.max(-1, ...(parents.get(id) ?? []).map(depthOf)) + 1;
    depths.set(id, depth);
    return depth;
  };
  const layers: Node[][] = [];
  for (const node of nodes) {
    const depth = depthOf(node.id);
    layers[depth] ??= [];
    layers[depth].push(node);
  }
  return layers.filter(Boolean);
}

/** The rows around the one that holds a job, and how many there are before and after those. */
export function around<Node extends { id: string }>(layers: Node[][], id: string, reach: number) {
  const at = Math.max(
    0,
    layers.findIndex((layer) => layer.some((node) => node.id === id)),
  );
  const first = Math.max(0, at - reach);
  const shown = layers.slice(first, at + reach + 1);
  return { shown, before: first, after: layers.length - first - shown.length };
}
