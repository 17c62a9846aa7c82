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

/** Results of one metric and scale on one test bed: these may be compared, and no others. */
export interface Ranking {
  metric: number;
  lowerIsBetter: boolean;
  /** The best first. */
  figures: Figure[];
}

export interface Leaderboard {
  rankings: Ranking[];
  /** What cannot be held against others: without a metric, without a number, or gains. */
  unranked: Figure[];
}

/** The results on a test bed, as `kg/leaderboard.py` ranks them. */
export function leaderboard(graph: Graph, on: number): Leaderboard {
  const groups = new Map<string, Figure[]>();
  const unranked: Figure[] = [];
  for (const edge of graph.in(on, ON)) {
    const found = figure(graph, graph.head(edge));
    if (found.metric === undefined || found.number === null || found.gain) unranked.push(found);
    else {
      const group = `${found.metric} ${scale(graph, found)}`;
      groups.set(group, [...(groups.get(group) ?? []), found]);
    }
  }
  const rankings = [...groups.values()].map((figures) => ranking(graph, figures));
  return {
    rankings: rankings.sort((a, b) => b.figures.length - a.figures.length || a.metric - b.metric),
    unranked: unranked.sort((a, b) => b.date.localeCompare(a.date) || a.result - b.result),
  };
}

/** Papers print 71.5 where they mean 71.5%, but 0.715 is on another scale. */
function scale(graph: Graph, { result, number }: Figure): string {
  return graph.unit(result) || (Math.abs(number!) > 1 ? "%" : "");
}

function ranking(graph: Graph, figures: Figure[]): Ranking {
  const metric = figures[0]!.metric!;
  const lowerIsBetter = graph.packed.costs.includes(metric);
  const sign = lowerIsBetter ? 1 : -1;
  figures.sort((a, b) => sign * (a.number! - b.number!) || a.result - b.result);
  return { metric, lowerIsBetter, figures };
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
