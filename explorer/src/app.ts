import type { Graph } from "./data/graph";
import type { Search } from "./data/search";
import type { Route } from "./route";

export type Parameters = Readonly<Record<string, string>>;

/** What all parts of the page share: the graph, and the place where the reader is. */
export interface App {
  readonly graph: Graph;
  readonly search: Search;
  readonly route: Route;
  /** Go to a view; the browser's back button comes back. */
  go(view: string, parameters?: Parameters): void;
  /** Change parameters of the present view, an empty one away; `quietly` leaves no step back. */
  set(changes: Parameters, quietly?: boolean): void;
  /** Show the card of a node, or the page of a paper. */
  open(node: number): void;
  /** Nodes that the reader has pinned, by key. */
  readonly pins: ReadonlySet<string>;
  pin(node: number, pinned: boolean): void;
}

/** One of the tabs. */
export interface View {
  readonly element: HTMLElement;
  /** Show what the parameters of the address say. */
  update(parameters: Parameters): void;
  /** The colours have changed. */
  recolour?(): void;
  close?(): void;
}
