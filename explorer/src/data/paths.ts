import type { Graph } from "./graph";

type Accept = (edge: number) => boolean;

/** The edges of a shortest way between two nodes, from `from` on, or nothing if there is none. */
export function shortestPath(
  graph: Graph,
  from: number,
  to: number,
  accept: Accept,
): number[] | undefined {
  const came = within(graph, [from], Infinity, accept);
  if (!came.has(to)) return undefined;
  const path: number[] = [];
  for (let node = to; node !== from; ) {
    const edge = came.get(node)!;
    path.unshift(edge);
    node = graph.other(edge, node);
  }
  return path;
}

/**
 * All nodes that are at most `depth` steps from `from`, the nearest first, each with the edge by
 * which it was reached: -1 for those of `from`.
 */
export function within(
  graph: Graph,
  from: Iterable<number>,
  depth: number,
  accept: Accept,
): Map<number, number> {
  const came = new Map<number, number>();
  for (const node of from) came.set(node, -1);
  let reached = [...came.keys()];
  for (let step = 0; step < depth && reached.length; step++) {
    const next: number[] = [];
    for (const node of reached) {
      for (const edge of graph.edgesOf(node)) {
        const other = graph.other(edge, node);
        if (came.has(other) || !accept(edge)) continue;
        came.set(other, edge);
        next.push(other);
      }
    }
    reached = next;
  }
  return came;
}
