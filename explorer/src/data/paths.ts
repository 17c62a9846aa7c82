import type { Graph } from "./graph";

/** The edges of a shortest way between two nodes, from `from` on, or nothing if there is none. */
export function shortestPath(
  graph: Graph,
  from: number,
  to: number,
  accept: (edge: number) => boolean,
): number[] | undefined {
  const came = new Map<number, number>([[from, -1]]);
  let reached = [from];
  while (reached.length && !came.has(to)) {
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
  if (!came.has(to)) return undefined;
  const path: number[] = [];
  for (let node = to; node !== from; ) {
    const edge = came.get(node)!;
    path.unshift(edge);
    node = graph.other(edge, node);
  }
  return path;
}

/** All nodes that are at most `depth` steps from `from`, with their distances. */
export function within(
  graph: Graph,
  from: Iterable<number>,
  depth: number,
  accept: (edge: number) => boolean,
): Map<number, number> {
  const steps = new Map<number, number>();
  for (const node of from) steps.set(node, 0);
  let reached = [...steps.keys()];
  for (let step = 1; step <= depth; step++) {
    const next: number[] = [];
    for (const node of reached) {
      for (const edge of graph.edgesOf(node)) {
        const other = graph.other(edge, node);
        if (steps.has(other) || !accept(edge)) continue;
        steps.set(other, step);
        next.push(other);
      }
    }
    reached = next;
  }
  return steps;
}
