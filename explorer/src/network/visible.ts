import { BY_PAPERS, BY_RESULTS, type Graph, PAPER, RESULT } from "../data/graph";
import { shortestPath, within } from "../data/paths";
import { list } from "../route";

/** What of the graph is to be drawn. */
export interface Filters {
  labels: Set<string>;
  relations: Set<string>;
  /** Year-month-day, or "". */
  since: string;
  until: string;
  /** At least so many papers state a link. */
  support: number;
  /** Only what papers of this category name, or "". */
  category: string;
  /** Around these nodes only, if there are any. */
  near: number[];
  depth: number;
  /** On a shortest way between these two only, if both are given. */
  from: number | undefined;
  to: number | undefined;
  pins: number[];
}

export interface Visible {
  nodes: number[];
  /** Edges that join two of the nodes. */
  edges: number[];
  /** The way that was asked for, as edges; undefined if there is none or nobody asked. */
  path: number[] | undefined;
}

const HIDDEN: readonly string[] = [PAPER, RESULT, "Metric"];

/** The labels that are drawn unless told: what papers and results say is in the links and cards. */
export function defaultLabels(graph: Graph): string[] {
  return graph.packed.labels.filter((label) => !HIDDEN.includes(label));
}

/** The filters that the address holds. */
export function filtersOf(graph: Graph, parameters: Readonly<Record<string, string>>): Filters {
  const nodes = (name: string): number[] =>
    list(parameters[name]).flatMap((key) => graph.node(key) ?? []);
  return {
    labels: new Set(parameters["types"] === undefined ? defaultLabels(graph) : list(parameters["types"])),
    relations: new Set(
      parameters["relations"] === undefined ? graph.packed.relations : list(parameters["relations"]),
    ),
    since: parameters["since"] ?? "",
    until: parameters["until"] ?? "",
    support: Number(parameters["support"]) || 1,
    category: parameters["category"] ?? "",
    near: nodes("near"),
    depth: Number(parameters["depth"] || 1),
    from: graph.node(parameters["from"] ?? ""),
    to: graph.node(parameters["to"] ?? ""),
    pins: nodes("pin"),
  };
}

/** The nodes and edges that the filters let through; a node that nothing joins is left out. */
export function visible(graph: Graph, filters: Filters): Visible {
  const { labels, relations, since, until, support, near, depth, from, to, pins } = filters;
  const named = namedIn(graph, filters.category);
  const kept = new Set([...near, ...pins, ...[from, to].filter((n) => n !== undefined)]);
  const accepted = (node: number): boolean =>
    kept.has(node) || (labels.has(graph.label(node)) && (!named || named.has(node)));
  const joins = (edge: number): boolean =>
    relations.has(graph.relation(edge)) &&
    graph.support(edge) >= support &&
    (!since || graph.lastStated(edge) >= since) &&
    (!until || (graph.firstStated(edge) !== "" && graph.firstStated(edge) <= until)) &&
    accepted(graph.head(edge)) &&
    accepted(graph.tail(edge));

  const path =
    from !== undefined && to !== undefined ? wayBetween(graph, from, to, joins) : undefined;
  let scope: { has(node: number): boolean } | undefined;
  if (path) scope = new Set(path.flatMap((edge) => [graph.head(edge), graph.tail(edge)]));
  else if (near.length) scope = within(graph, near, depth, joins);

  const edges: number[] = [];
  const nodes = new Set<number>(kept);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const [head, tail] = [graph.head(edge), graph.tail(edge)];
    const inScope = !scope || (scope.has(head) && scope.has(tail));
    if (inScope && (path?.includes(edge) || joins(edge))) {
      edges.push(edge);
      nodes.add(head).add(tail);
    }
  }
  return { nodes: [...nodes], edges, path };
}

/** A shortest way by what is drawn, else by relations of named things, else by papers too. */
function wayBetween(
  graph: Graph,
  from: number,
  to: number,
  joins: (edge: number) => boolean,
): number[] | undefined {
  const related = (edge: number): boolean =>
    ![...BY_PAPERS, ...BY_RESULTS].includes(graph.relation(edge));
  return (
    shortestPath(graph, from, to, joins) ??
    shortestPath(graph, from, to, related) ??
    shortestPath(graph, from, to, () => true)
  );
}

/** The papers of a category with all that they name; undefined if there is no category. */
function namedIn(graph: Graph, category: string): Set<number> | undefined {
  if (!category) return undefined;
  const found = new Set<number>();
  graph.packed.papers.categories.forEach((categories, paper) => {
    if (!categories.includes(category)) return;
    found.add(paper);
    for (const edge of graph.out(paper)) found.add(graph.tail(edge));
  });
  return found;
}

/** The categories of the papers, the most frequent first. */
export function categories(graph: Graph): string[] {
  const counts = new Map<string, number>();
  for (const each of graph.packed.papers.categories.flat()) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}
