import { BY_RESULTS, type Graph, type Sentence } from "./graph";

/** A reported result with all that it hangs on. */
export interface Figure {
  result: number;
  value: string;
  number: number | null;
  /** A change against something else, such as "+3.1", and no score. */
  gain: boolean;
  subject: number | undefined;
  on: number | undefined;
  metric: number | undefined;
  paper: number | undefined;
  date: string;
  sentence: Sentence | undefined;
}

const [OF, ON, MEASURED_BY] = BY_RESULTS as [string, string, string];

export function figure(graph: Graph, result: number): Figure {
  const end = (relation: string): number | undefined => {
    const edge = graph.out(result, relation)[0];
    return edge === undefined ? undefined : graph.tail(edge);
  };
  const report = graph.in(result, "REPORTS")[0];
  const paper = report === undefined ? undefined : graph.head(report);
  const value = graph.nodeName(result);
  return {
    result,
    value,
    number: graph.number(result),
    gain: /^[+]/.test(value),
    subject: end(OF),
    on: end(ON),
    metric: end(MEASURED_BY),
    paper,
    date: paper === undefined ? "" : graph.first(paper),
    sentence: report === undefined ? undefined : graph.evidence(report)[0],
  };
}

/** The results that hang on an entity, in any role. */
export function figuresOf(graph: Graph, entity: number): Figure[] {
  const edges = BY_RESULTS.flatMap((relation) => graph.in(entity, relation));
  const results = new Set(edges.map((edge) => graph.head(edge)));
  return [...results].map((result) => figure(graph, result));
}

/** The results of one metric on one test bed: these may be compared, and no others. */
export interface Ranking {
  metric: number | undefined;
  lowerIsBetter: boolean;
  ranked: Figure[];
  /** What has no place in the order: gains, words, and all figures without a metric. */
  unranked: Figure[];
}

/** The results on a test bed by metric, those with most figures first, those without one last. */
export function leaderboard(graph: Graph, on: number): Ranking[] {
  const groups = new Map<number | undefined, Figure[]>();
  for (const edge of graph.in(on, ON)) {
    const found = figure(graph, graph.head(edge));
    groups.set(found.metric, [...(groups.get(found.metric) ?? []), found]);
  }
  return [...groups]
    .map(([metric, figures]) => ranking(graph, metric, figures))
    .sort(
      (a, b) =>
        Number(a.metric === undefined) - Number(b.metric === undefined) ||
        b.ranked.length - a.ranked.length ||
        (a.metric ?? 0) - (b.metric ?? 0),
    );
}

function ranking(graph: Graph, metric: number | undefined, figures: Figure[]): Ranking {
  const lowerIsBetter = metric !== undefined && graph.packed.costs.includes(metric);
  const rankable = (f: Figure): boolean => metric !== undefined && f.number !== null && !f.gain;
  const sign = lowerIsBetter ? 1 : -1;
  return {
    metric,
    lowerIsBetter,
    ranked: figures
      .filter(rankable)
      .sort((a, b) => sign * (a.number! - b.number!) || a.result - b.result),
    unranked: figures
      .filter((f) => !rankable(f))
      .sort((a, b) => b.date.localeCompare(a.date) || a.result - b.result),
  };
}

/** The reported results on test beds, by subject and test bed, for the cells of the matrix. */
export function figuresByPair(graph: Graph): Map<number, Map<number, Figure[]>> {
  const found = new Map<number, Map<number, Figure[]>>();
  for (let result = graph.size - graph.results; result < graph.size; result++) {
    const each = figure(graph, result);
    if (each.subject === undefined || each.on === undefined) continue;
    const row = found.get(each.subject) ?? new Map<number, Figure[]>();
    row.set(each.on, [...(row.get(each.on) ?? []), each]);
    found.set(each.subject, row);
  }
  return found;
}
