import type { App, Parameters, View } from "../app";
import { BY_PAPERS, BY_RESULTS } from "../data/graph";
import { figure } from "../data/results";
import { combobox } from "../ui/combobox";
import { type Child, h } from "../ui/dom";
import { outcomeWords, words } from "../ui/looks";
import { facts, figureItem, nodeLink, section, sure } from "../ui/pieces";
import { type Place, marked } from "./text";

const LISTED = 300;

/** The papers; of one the text with what it names, and what it states. */
export function paperView(app: App): View {
  const { graph } = app;
  const papers = Array.from({ length: graph.papers }, (_, paper) => paper).sort(
    (a, b) => graph.first(b).localeCompare(graph.first(a)) || a - b,
  );
  const find = combobox(app, "Find a paper", (node) => app.open(node), (node) => graph.isPaper(node));
  const items = papers.slice(0, LISTED).map((paper) =>
    h(
      "button",
      { type: "button", class: "item", "data-key": graph.key(paper), onclick: () => app.open(paper) },
      h("span", {}, graph.nodeName(paper)),
      h("small", {}, graph.first(paper)),
    ),
  );
  const content = h("div", { class: "content", tabindex: "-1" });
  const element = h(
    "div",
    { class: "view columns" },
    h(
      "nav",
      { class: "index", "aria-label": "Papers, the latest first" },
      find.element,
      ...items,
      papers.length > LISTED && h("p", { class: "soft" }, `and ${papers.length - LISTED} more`),
    ),
    content,
  );

  let shown = "";
  function update({ paper: key, at }: Parameters): void {
    const paper = graph.node(key ?? "") ?? papers[0];
    if (paper === undefined || !graph.isPaper(paper)) {
      content.replaceChildren(h("p", { class: "empty" }, "There is no such paper in this graph."));
      return;
    }
    for (const item of items) item.toggleAttribute("aria-current", item.dataset["key"] === graph.key(paper));
    const wanted = `${paper} ${at}`;
    if (wanted === shown) return;
    shown = wanted;
    content.replaceChildren(article(app, paper));
    content.scrollTop = 0;
    const [start, end] = (at ?? "").split("-").map(Number);
    if (start !== undefined && end !== undefined) emphasise(content, [{ start, end }]);
  }

  return { element, update };
}

function article(app: App, paper: number): HTMLElement {
  const { graph } = app;
  const { authors, categories, url } = graph.packed.papers;
  const text = graph.text(paper);
  const title = graph.nodeName(paper);
  const body = marked(app, text, graph.packed.papers.marks[paper]!);
  const address = url[paper]!;
  return h(
    "article",
    { class: "paper" },
    h("p", { class: "kind" }, facts(graph.first(paper), ...categories[paper]!)),
    h("h2", {}, ...body.between(0, title.length)),
    h("p", { class: "soft" }, authors[paper]!.join(", ")),
    /^https?:\/\//.test(address) &&
      h("p", {}, h("a", { href: address, rel: "noreferrer", target: "_blank" }, address)),
    h("p", { class: "abstract" }, ...body.between(title.length + 1, text.length)),
    ...stated(app, paper),
  );
}

/** What the paper contributes, states and reports; each item shows where in the text. */
function stated(app: App, paper: number): Child[] {
  const { graph } = app;
  const introduced = graph.out(paper, "INTRODUCES");
  const mentioned = graph.out(paper, "MENTIONS");
  const claims = claimsOf(app, paper);
  const results = graph.out(paper, "REPORTS").map((edge) => figure(graph, graph.tail(edge)));
  return [
    section("contributes", introduced.length, () => names(app, introduced)),
    section("states", claims.length, () =>
      h(
        "ul",
        { class: "claims" },
        ...claims.map(({ edge, place, outcome, percent }) =>
          pointing(
            [place],
            nodeLink(app, graph.head(edge)),
            h("span", { class: "relation" }, words(graph.relation(edge))),
            nodeLink(app, graph.tail(edge)),
            facts(outcomeWords(outcome), sure(percent)),
          ),
        ),
      ),
    ),
    section("reports", results.length, () =>
      h("ul", { class: "listing" }, ...results.map((each) => figureItem(app, each))),
    ),
    section("mentions", mentioned.length, () => names(app, mentioned)),
  ];
}

interface Claim {
  edge: number;
  place: Place;
  outcome: string;
  percent: number;
}

function claimsOf(app: App, paper: number): Claim[] {
  const { graph } = app;
  const named = new Set(graph.out(paper).map((edge) => graph.tail(edge)));
  const claims: Claim[] = [];
  for (const node of named) {
    for (const edge of graph.out(node)) {
      const relation = graph.relation(edge);
      if (BY_PAPERS.includes(relation) || BY_RESULTS.includes(relation)) continue;
      for (const item of graph.evidence(edge)) {
        if (item.paper === paper) {
          claims.push({ edge, place: item, outcome: item.outcome, percent: item.percent });
        }
      }
    }
  }
  return claims.sort((a, b) => a.place.start - b.place.start || a.edge - b.edge);
}

function names(app: App, edges: number[]): HTMLElement {
  return h("p", { class: "names" }, ...edges.map((edge) => nodeLink(app, app.graph.tail(edge))));
}

/** An item of a list whose place in the text lights up while it is pointed at or holds the focus. */
function pointing(places: Place[], ...children: Child[]): HTMLElement {
  const item: HTMLElement = h(
    "li",
    {
      class: "line claim",
      "data-start": places[0]!.start,
      "data-end": places[0]!.end,
      onmouseenter: () => light(true),
      onmouseleave: () => light(false),
      onfocusin: () => light(true),
      onfocusout: () => light(false),
    },
    ...children,
  );
  const light = (on: boolean): void => emphasise(item.closest(".content")!, on ? places : []);
  return item;
}

/** Light up some places of the text, and no others. */
function emphasise(content: Element, places: Place[]): void {
  for (const piece of content.querySelectorAll<HTMLElement>("[data-at]")) {
    const at = Number(piece.dataset["at"]);
    piece.classList.toggle("lit", places.some(({ start, end }) => start <= at && at < end));
  }
}
