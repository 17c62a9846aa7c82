import type { App } from "../app";
import { BY_PAPERS, BY_RESULTS, DATA } from "../data/graph";
import { type Figure, figuresOf } from "../data/results";
import { listed } from "../route";
import { type Child, h } from "./dom";
import { icon, outcomeWords, words } from "./looks";
import { button, facts, figureItem, listing, nodeLink, papers, quote, section, sure } from "./pieces";

/** All that the graph says of an entity, each thing with the sentence that says so. */
export function entityCard(app: App, node: number): Child[] {
  const { graph } = app;
  const [first, last] = [graph.first(node), graph.last(node)];
  const aliases = graph.aliases(node).filter((alias) => alias !== graph.nodeName(node));
  const results = figuresOf(graph, node);
  return [
    h(
      "p",
      { class: "kind" },
      icon(graph.label(node)),
      facts(
        graph.label(node),
        papers(graph.paperCount(node)),
        first === last ? first : `${first} to ${last}`,
      ),
    ),
    h("h2", {}, graph.nodeName(node)),
    aliases.length > 0 && aliasLine(aliases),
    actions(app, node),
    sources(app, node, "INTRODUCES"),
    ...relations(app, node),
    section("results", results.length, () =>
      listing(byValue(results), (figure) => figureItem(app, figure, node)),
    ),
    sources(app, node, "MENTIONS"),
  ];
}

/** All that is said of some entities together with another: a cell, or a link of the network. */
export function pairCard(app: App, one: number, others: readonly number[]): Child[] {
  const { graph } = app;
  const among = new Set(others);
  const edges = graph.edgesOf(one).filter((edge) => among.has(graph.other(edge, one)));
  const results = figuresOf(graph, one).filter(
    (figure) =>
      [figure.subject, figure.on, figure.metric].some((end) => end !== undefined && among.has(end)),
  );
  const sentences = edges.map((edge) => edgeItem(app, edge));
  return [
    h("p", { class: "kind" }, "Between"),
    h(
      "h2",
      { class: "pair" },
      ...others.map((other) => nodeLink(app, other)),
      nodeLink(app, one),
    ),
    section("results", results.length, () =>
      listing(byValue(results), (figure) => figureItem(app, figure, one)),
    ),
    section("statements", edges.length, () => h("ul", { class: "listing" }, ...sentences)),
    edges.length + results.length === 0 && h("p", {}, "Nothing is said of them together."),
  ];
}

function edgeItem(app: App, edge: number): HTMLElement {
  const { graph } = app;
  return h(
    "li",
    {},
    h(
      "p",
      { class: "line" },
      nodeLink(app, graph.head(edge)),
      h("span", { class: "relation" }, words(graph.relation(edge))),
      nodeLink(app, graph.tail(edge)),
      facts(outcomeWords(graph.outcome(edge)), papers(graph.support(edge)), sure(graph.percent(edge))),
    ),
    ...graph.evidence(edge).map((sentence) => quote(app, sentence)),
  );
}

function aliasLine(aliases: string[]): HTMLElement {
  const text = `also ${aliases.join(", ")}`;
  if (text.length < 160) return h("p", { class: "soft" }, text);
  return h(
    "details",
    { class: "soft" },
    h("summary", {}, `${aliases.length} other names`),
    aliases.join(", "),
  );
}

function actions(app: App, node: number): HTMLElement {
  const { graph } = app;
  const key = graph.key(node);
  const pinned = app.pins.has(key);
  return h(
    "p",
    { class: "actions" },
    DATA.includes(graph.label(node)) &&
      button("Leaderboard", () => app.go("leaderboard", { on: key })),
    button("Neighbours", () => app.go("network", { near: listed([key]), node: key })),
    button("Path to …", () => app.go("network", { from: key, node: key })),
    button(pinned ? "Unpin" : "Pin", () => app.pin(node, !pinned), { "aria-pressed": pinned ? "true" : "false" }),
  );
}

/** The papers that introduce or mention an entity, the latest first. */
function sources(app: App, node: number, relation: string): Child {
  const { graph } = app;
  const edges = graph
    .in(node, relation)
    .sort((a, b) => graph.lastStated(b).localeCompare(graph.lastStated(a)) || a - b);
  return section(words(relation, true), edges.length, () =>
    listing(edges, (edge) => {
      const [best] = graph.evidence(edge);
      return h("li", {}, best ? quote(app, best) : nodeLink(app, graph.head(edge)));
    }, 4),
  );
}

/** The links to other entities, relation by relation, the best supported first. */
function relations(app: App, node: number): Child[] {
  const { graph } = app;
  const named = graph.packed.relations.filter(
    (relation) => !BY_PAPERS.includes(relation) && !BY_RESULTS.includes(relation),
  );
  return named.flatMap((relation) =>
    [false, true].map((incoming) => {
      const edges = (incoming ? graph.in(node, relation) : graph.out(node, relation)).sort(
        (a, b) => graph.support(b) - graph.support(a) || graph.percent(b) - graph.percent(a) || a - b,
      );
      return section(words(relation, incoming), edges.length, () =>
        listing(edges, (edge) => linkItem(app, edge, node, incoming)),
      );
    }),
  );
}

function linkItem(app: App, edge: number, node: number, incoming: boolean): HTMLElement {
  const { graph } = app;
  const [best, ...more] = graph.evidence(edge);
  return h(
    "li",
    {},
    h(
      "p",
      { class: "line" },
      nodeLink(app, graph.other(edge, node)),
      facts(
        outcomeWords(graph.outcome(edge), incoming),
        papers(graph.support(edge)),
        sure(graph.percent(edge)),
      ),
    ),
    best && quote(app, best, incoming),
    more.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `${more.length} more`),
        ...more.map((sentence) => quote(app, sentence, incoming)),
      ),
  );
}

function byValue(figures: Figure[]): Figure[] {
  return [...figures].sort(
    (a, b) =>
      (a.on ?? 0) - (b.on ?? 0) ||
      (a.metric ?? 0) - (b.metric ?? 0) ||
      (b.number ?? -Infinity) - (a.number ?? -Infinity) ||
      a.result - b.result,
  );
}
