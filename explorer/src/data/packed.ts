/** What `kg/explorer/pack.py` writes: things are numbered, and columns hold a value for each. */
export interface Packed {
  version: number;
  name: string;
  /** How large the graph is of which this is a part, if it is one. */
  whole: { nodes: number; edges: number } | null;
  labels: string[];
  relations: string[];
  outcomes: string[];
  /** Papers first, then entities, then results. */
  nodes: { key: string[]; label: number[]; name: string[]; x: number[]; y: number[] };
  papers: {
    abstract: string[];
    date: string[];
    authors: string[][];
    categories: string[][];
    url: string[];
    /** Start, end and node of each mention in title, line break and abstract, one after another. */
    marks: number[][];
  };
  entities: { aliases: string[][]; papers: number[]; first: string[]; last: string[] };
  /** Metrics of which less is better. */
  costs: number[];
  results: { number: (number | null)[]; unit: string[] };
  edges: {
    head: number[];
    relation: number[];
    tail: number[];
    support: number[];
    percent: number[];
    outcome: number[];
    first: string[];
    last: string[];
  };
  /** Sentences by edge, as places in a paper's text. */
  evidence: {
    edge: number[];
    paper: number[];
    start: number[];
    end: number[];
    percent: number[];
    outcome: number[];
  };
}

export const VERSION = 1;
