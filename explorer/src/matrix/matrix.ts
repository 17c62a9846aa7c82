import { DATA, type Graph, METHODS } from "../data/graph";
import { type Figure, figuresByPair } from "../data/results";
import { seriated } from "./seriation";

export type Order = "support" | "date" | "cluster";

export interface Options {
  order: Order;
  /** One row for all variants of a thing. */
  families: boolean;
  /** Only test beds that are for this task. */
  task: number | undefined;
  /** Only rows and columns of which one has this in its name. */
  text: string;
  /** How many rows to take at most, and how many columns. */
  rows: number;
  columns: number;
}

export interface Line {
  node: number;
  /** The nodes that share the row: `node` alone, or a family. */
  members: number[];
  support: number;
  first: string;
}

export interface Cell {
  support: number;
  figures: Figure[];
  /** The value that stands for the cell, if any was reported. */
  shown: Figure | undefined;
}

export interface Matrix {
  rows: Line[];
  columns: Line[];
  /** By row and column, both counted within the matrix. */
  cells: Map<number, Cell>[];
  /** How many rows and columns there are of which these are some. */
  all: { rows: number; columns: number };
}

/** Which methods and models were evaluated on which data, with what result. */
export class MatrixSource {
  private readonly pairs = new Map<number, Map<number, Cell>>();
  private readonly heads = new Map<number, number>();

  constructor(private readonly graph: Graph) {
    for (const node of graph.entities(METHODS)) {
      for (const edge of graph.out(node, "EVALUATED_ON")) {
        this.cell(node, graph.tail(edge)).support += graph.support(edge);
      }
      const [family] = graph.out(node, "VARIANT_OF");
      if (family !== undefined) this.heads.set(node, graph.tail(family));
    }
    const reported = figuresByPair(graph);
    for (const [subject, row] of reported) {
      for (const [on, figures] of row) {
        if (!DATA.includes(graph.label(on))) continue;
        const cell = this.cell(subject, on);
        cell.figures.push(...figures);
        cell.support ||= new Set(figures.map((figure) => figure.paper)).size;
      }
    }
  }

  /** Whether there are variants to gather. */
  get hasFamilies(): boolean {
    return [...this.pairs.keys()].some((node) => this.heads.has(node));
  }

  /** Tasks that some test bed is for, those with most first. */
  tasks(): number[] {
    const { graph } = this;
    const columns = new Set([...this.pairs.values()].flatMap((row) => [...row.keys()]));
    const count = (task: number): number =>
      graph.in(task, "BENCHMARK_FOR").filter((edge) => columns.has(graph.head(edge))).length;
    return graph
      .entities(["Task"])
      .map((task) => [task, count(task)] as const)
      .filter(([, n]) => n > 0)
      .sort((a, b) => b[1] - a[1] || graph.nodeName(a[0]).localeCompare(graph.nodeName(b[0])))
      .map(([task]) => task);
  }

  matrix(options: Options): Matrix {
    const rows = this.gathered(options);
    const all = { rows: rows.size, columns: columnsOf(rows).size };
    const columns = new Set(best(columnsOf(rows), options.columns));
    const weights = new Map<number, number>();
    for (const [row, cells] of rows) {
      const kept = [...cells].filter(([column]) => columns.has(column));
      if (kept.length) weights.set(row, total(kept.map(([, cell]) => cell)));
    }
    const chosen = best(weights, options.rows).map((row) => this.line(row, weights.get(row)!, options));
    return this.ordered(chosen, rows, columns, all, options.order);
  }

  private cell(row: number, column: number): Cell {
    const cells = this.pairs.get(row) ?? new Map<number, Cell>();
    this.pairs.set(row, cells);
    const cell = cells.get(column) ?? { support: 0, figures: [], shown: undefined };
    cells.set(column, cell);
    return cell;
  }

  private family(node: number, families: boolean): number {
    return families ? (this.heads.get(node) ?? node) : node;
  }

  /** The cells that the options let through, by row, with families gathered if they are to be. */
  private gathered({ families, task, text }: Options): Map<number, Map<number, Cell>> {
    const { graph } = this;
    const wanted = text.trim().toLowerCase();
    const named = (node: number): boolean => graph.nodeName(node).toLowerCase().includes(wanted);
    const forTask =
      task === undefined
        ? undefined
        : new Set(graph.in(task, "BENCHMARK_FOR").map((edge) => graph.head(edge)));
    const rows = new Map<number, Map<number, Cell>>();
    for (const [node, cells] of this.pairs) {
      const row = this.family(node, families);
      for (const [column, cell] of cells) {
        if (forTask && !forTask.has(column)) continue;
        if (wanted && !named(node) && !named(column) && !named(row)) continue;
        const into = rows.get(row) ?? new Map<number, Cell>();
        rows.set(row, into);
        into.set(column, united(into.get(column), cell));
      }
    }
    return rows;
  }

  private line(node: number, support: number, { families }: Options): Line {
    const members = [...this.pairs.keys()].filter((each) => this.family(each, families) === node);
    return { node, members, support, first: this.graph.first(node) };
  }

  private ordered(
    rows: Line[],
    pairs: Map<number, Map<number, Cell>>,
    kept: Set<number>,
    all: Matrix["all"],
    order: Order,
  ): Matrix {
    const supports = new Map<number, number>();
    for (const { node } of rows) {
      for (const [column, cell] of pairs.get(node)!) {
        if (kept.has(column)) supports.set(column, (supports.get(column) ?? 0) + cell.support);
      }
    }
    const columns: Line[] = best(supports, supports.size).map((node) => ({
      node,
      members: [node],
      support: supports.get(node)!,
      first: this.graph.first(node),
    }));
    const place = new Map(columns.map(({ node }, c) => [node, c]));
    const cells = rows.map(({ node }) => {
      const shown = [...pairs.get(node)!].filter(([column]) => place.has(column));
      return new Map(shown.map(([column, cell]) => [place.get(column)!, cell]));
    });
    showValues(cells, columns.length);
    const sorted = orders(rows, columns, cells, order);
    const moved = new Map(sorted.columns.map((column, c) => [column, c]));
    return {
      rows: sorted.rows.map((row) => rows[row]!),
      columns: sorted.columns.map((column) => columns[column]!),
      cells: sorted.rows.map(
        (row) => new Map([...cells[row]!].map(([column, cell]) => [moved.get(column)!, cell])),
      ),
      all,
    };
  }
}

function united(one: Cell | undefined, other: Cell): Cell {
  return {
    support: (one?.support ?? 0) + other.support,
    figures: [...(one?.figures ?? []), ...other.figures],
    shown: undefined,
  };
}

function total(cells: Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.support, 0);
}

function columnsOf(rows: Map<number, Map<number, Cell>>): Map<number, number> {
  const found = new Map<number, number>();
  for (const cells of rows.values()) {
    for (const [column, cell] of cells) found.set(column, (found.get(column) ?? 0) + cell.support);
  }
  return found;
}

/** The keys of the highest numbers, the highest first. */
function best(numbers: Map<number, number>, limit: number): number[] {
  return [...numbers]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([key]) => key);
}

/**
 * Choose the value of each cell: a score of the metric that the column reports most, so that a
 * column can be read down, else any score, else a gain.
 */
function showValues(cells: Map<number, Cell>[], columns: number): void {
  for (let column = 0; column < columns; column++) {
    const figures = cells.flatMap((row) => row.get(column)?.figures ?? []);
    const counts = new Map<number, number>();
    for (const { metric } of figures) {
      if (metric !== undefined) counts.set(metric, (counts.get(metric) ?? 0) + 1);
    }
    const [main] = best(counts, 1);
    const rank = (figure: Figure): number =>
      (figure.number === null ? 4 : 0) + (figure.gain ? 2 : 0) + (figure.metric === main ? 0 : 1);
    for (const row of cells) {
      const cell = row.get(column);
      if (cell) cell.shown = [...cell.figures].sort((a, b) => rank(a) - rank(b))[0];
    }
  }
}

function orders(
  rows: Line[],
  columns: Line[],
  cells: Map<number, Cell>[],
  order: Order,
): { rows: number[]; columns: number[] } {
  if (order === "cluster") {
    const weights = cells.map(
      (row) => new Map([...row].map(([column, cell]) => [column, Math.sqrt(cell.support)])),
    );
    return seriated(weights, columns.length);
  }
  const by = (lines: Line[]): number[] => {
    const places = lines.map((_, i) => i);
    if (order === "support") return places; // they come so
    // The newest first, and what has no date last.
    return places.sort((a, b) => lines[b]!.first.localeCompare(lines[a]!.first) || a - b);
  };
  return { rows: by(rows), columns: by(columns) };
}
