import type { Graph } from "./graph";

export interface Found {
  node: number;
  /** The name that was found, where it is not the one that the node goes by. */
  alias: string | undefined;
}

interface Name {
  node: number;
  text: string;
  plain: string;
}

/** Finds nodes by their names and aliases as they are typed. */
export class Search {
  private names: Name[] | undefined;

  constructor(private readonly graph: Graph) {}

  /** The nodes with a name that has `text` in it, the likeliest first. */
  find(text: string, limit: number, accept: (node: number) => boolean = () => true): Found[] {
    const wanted = plain(text);
    if (!wanted) return [];
    const best = new Map<number, { rank: number; name: Name }>();
    for (const name of this.all()) {
      const rank = matching(name.plain, wanted);
      if (rank < NONE && rank < (best.get(name.node)?.rank ?? NONE) && accept(name.node)) {
        best.set(name.node, { rank, name });
      }
    }
    return [...best.values()]
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          this.graph.paperCount(b.name.node) - this.graph.paperCount(a.name.node) ||
          a.name.text.length - b.name.text.length ||
          a.name.node - b.name.node,
      )
      .slice(0, limit)
      .map(({ name }) => this.found(name));
  }

  /** Nodes whose names come near `text`, when none has it. */
  near(text: string, limit: number, accept: (node: number) => boolean = () => true): Found[] {
    const wanted = pairs(plain(text));
    const best = new Map<number, { likeness: number; name: Name }>();
    for (const name of this.all()) {
      const likeness = dice(wanted, pairs(name.plain));
      const known = best.get(name.node)?.likeness ?? NEAR;
      if (likeness > known && accept(name.node)) best.set(name.node, { likeness, name });
    }
    return [...best.values()]
      .sort((a, b) => b.likeness - a.likeness || a.name.node - b.name.node)
      .slice(0, limit)
      .map(({ name }) => this.found(name));
  }

  private found(name: Name): Found {
    const known = name.text === this.graph.nodeName(name.node);
    return { node: name.node, alias: known ? undefined : name.text };
  }

  private all(): Name[] {
    if (!this.names) {
      this.names = [];
      for (let node = 0; node < this.graph.size; node++) {
        if (this.graph.isResult(node)) continue;
        for (const text of [this.graph.nodeName(node), ...this.graph.aliases(node)]) {
          this.names.push({ node, text, plain: plain(text) });
        }
      }
    }
    return this.names;
  }
}

/** From this Dice coefficient on a name is a near miss. */
const NEAR = 0.5;
const NONE = 4;

/** 0 if all of the name matches, 1 its beginning, 2 that of a word, 3 anything, else NONE. */
function matching(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  if (at < 0) return NONE;
  if (at === 0) return name.length === wanted.length ? 0 : 1;
  return name.includes(` ${wanted}`) ? 2 : 3;
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s\-_]+/g, " ")
    .trim();
}

function pairs(text: string): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) found.add(text.slice(i, i + 2));
  return found;
}

function dice(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return a.size + b.size ? (2 * shared) / (a.size + b.size) : 0;
}
