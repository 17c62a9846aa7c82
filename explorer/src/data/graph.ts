import type { Packed } from "./packed";

export interface Sentence {
  paper: number;
  start: number;
  end: number;
  text: string;
  percent: number;
  outcome: string;
}

export const PAPER = "Paper";
export const RESULT = "Result";
export const METHODS: readonly string[] = ["Method", "Model"];
export const DATA: readonly string[] = ["Benchmark", "Dataset"];

/** Relations that are not between two entities: how papers and results hang on to them. */
export const BY_PAPERS: readonly string[] = ["INTRODUCES", "MENTIONS", "REPORTS"];
export const BY_RESULTS: readonly string[] = ["OF", "ON", "MEASURED_BY"];

/** The graph in memory: nodes and edges are numbers, and this answers what they are. */
export class Graph {
  readonly size: number;
  readonly edgeCount: number;
  readonly papers: number;
  readonly results: number;
  private readonly numbers: Map<string, number>;
  private readonly outgoing: Rows;
  private readonly incoming: Rows;
  private readonly sentences: Rows;

  constructor(readonly packed: Packed) {
    const { nodes, edges, evidence } = packed;
    this.size = nodes.key.length;
    this.edgeCount = edges.head.length;
    this.papers = packed.papers.abstract.length;
    this.results = packed.results.number.length;
    this.numbers = new Map(nodes.key.map((key, node) => [key, node]));
    this.outgoing = new Rows(this.size, edges.head);
    this.incoming = new Rows(this.size, edges.tail);
    this.sentences = new Rows(this.edgeCount, evidence.edge);
  }

  get name(): string {
    return this.packed.name;
  }

  node(key: string): number | undefined {
    return this.numbers.get(key);
  }

  key(node: number): string {
    return this.packed.nodes.key[node]!;
  }

  nodeName(node: number): string {
    return this.packed.nodes.name[node]!;
  }

  label(node: number): string {
    return this.packed.labels[this.packed.nodes.label[node]!]!;
  }

  isPaper(node: number): boolean {
    return node < this.papers;
  }

  isResult(node: number): boolean {
    return node >= this.size - this.results;
  }

  isEntity(node: number): boolean {
    return !this.isPaper(node) && !this.isResult(node);
  }

  /** The numbers of all entities of these labels. */
  entities(labels?: readonly string[]): number[] {
    const found: number[] = [];
    for (let node = this.papers; node < this.size - this.results; node++) {
      if (!labels || labels.includes(this.label(node))) found.push(node);
    }
    return found;
  }

  aliases(node: number): string[] {
    return this.isEntity(node) ? this.packed.entities.aliases[node - this.papers]! : [];
  }

  /** How many papers name an entity; for any other node 1. */
  paperCount(node: number): number {
    return this.isEntity(node) ? this.packed.entities.papers[node - this.papers]! : 1;
  }

  /** When it was first named or written, as year-month-day, or "". */
  first(node: number): string {
    if (this.isPaper(node)) return this.packed.papers.date[node]!;
    return this.isEntity(node) ? this.packed.entities.first[node - this.papers]! : "";
  }

  last(node: number): string {
    if (this.isPaper(node)) return this.packed.papers.date[node]!;
    return this.isEntity(node) ? this.packed.entities.last[node - this.papers]! : "";
  }

  /** Title, line break and abstract: what places count in. */
  text(paper: number): string {
    return `${this.nodeName(paper)}\n${this.packed.papers.abstract[paper]!}`;
  }

  number(result: number): number | null {
    return this.packed.results.number[result - (this.size - this.results)]!;
  }

  unit(result: number): string {
    return this.packed.results.unit[result - (this.size - this.results)]!;
  }

  out(node: number, relation?: string): number[] {
    return this.only(this.outgoing.of(node), relation);
  }

  in(node: number, relation?: string): number[] {
    return this.only(this.incoming.of(node), relation);
  }

  edgesOf(node: number): number[] {
    return [...this.outgoing.of(node), ...this.incoming.of(node)];
  }

  head(edge: number): number {
    return this.packed.edges.head[edge]!;
  }

  tail(edge: number): number {
    return this.packed.edges.tail[edge]!;
  }

  other(edge: number, node: number): number {
    return this.head(edge) === node ? this.tail(edge) : this.head(edge);
  }

  relation(edge: number): string {
    return this.packed.relations[this.packed.edges.relation[edge]!]!;
  }

  support(edge: number): number {
    return this.packed.edges.support[edge]!;
  }

  percent(edge: number): number {
    return this.packed.edges.percent[edge]!;
  }

  outcome(edge: number): string {
    return this.packed.outcomes[this.packed.edges.outcome[edge]!]!;
  }

  firstStated(edge: number): string {
    return this.packed.edges.first[edge]!;
  }

  lastStated(edge: number): string {
    return this.packed.edges.last[edge]!;
  }

  /** The sentences that state an edge, the surest first, and titles last among equals. */
  evidence(edge: number): Sentence[] {
    return Array.from(this.sentences.of(edge), (item) => this.sentence(item))
      .sort((a, b) => b.percent - a.percent || Number(a.start === 0) - Number(b.start === 0));
  }

  private sentence(item: number): Sentence {
    const { paper, start, end, percent, outcome } = this.packed.evidence;
    const place = { paper: paper[item]!, start: start[item]!, end: end[item]! };
    return {
      ...place,
      text: this.text(place.paper).slice(place.start, place.end),
      percent: percent[item]!,
      outcome: this.packed.outcomes[outcome[item]!]!,
    };
  }

  private only(edges: Int32Array, relation?: string): number[] {
    const found = Array.from(edges);
    return relation === undefined ? found : found.filter((e) => this.relation(e) === relation);
  }
}

/** Which items belong to each owner, as slices of one array. */
class Rows {
  private readonly starts: Int32Array;
  private readonly items: Int32Array;

  constructor(owners: number, owner: readonly number[]) {
    this.starts = new Int32Array(owners + 1);
    for (const each of owner) this.starts[each + 1]!++;
    for (let i = 0; i < owners; i++) this.starts[i + 1]! += this.starts[i]!;
    this.items = new Int32Array(owner.length);
    const next = this.starts.slice(0, owners);
    owner.forEach((each, item) => {
      this.items[next[each]!++] = item;
    });
  }

  of(owner: number): Int32Array {
    return this.items.subarray(this.starts[owner], this.starts[owner + 1]);
  }
}
