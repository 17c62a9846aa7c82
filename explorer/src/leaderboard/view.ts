import type { App, Parameters, View } from "../app";
import { DATA } from "../data/graph";
import { type Figure, leaderboard, type Ranking } from "../data/results";
import { combobox } from "../ui/combobox";
import { counted, h } from "../ui/dom";
import { saveCsv } from "../ui/download";
import { icon } from "../ui/looks";
import { button, nodeLink, sure } from "../ui/pieces";
import { timeline } from "./timeline";

const LISTED = 200;

/** The reported results on one benchmark or dataset, metric by metric. */
export function leaderboardView(app: App): View {
  const { graph } = app;
  const beds = graph
    .entities(DATA)
    .map((node) => [node, graph.in(node, "ON").length] as const)
    .filter(([, results]) => results > 0)
    .sort((a, b) => b[1] - a[1] || graph.nodeName(a[0]).localeCompare(graph.nodeName(b[0])));
  const known = new Set(beds.map(([node]) => node));
  const choose = (node: number): void => app.set({ on: graph.key(node) });
  const find = combobox(app, "Find a benchmark", choose, (node) => known.has(node));
  const items = beds.slice(0, LISTED).map(([node, results]) =>
    h(
      "button",
      { type: "button", class: "item", "data-key": graph.key(node), onclick: () => choose(node) },
      icon(graph.label(node)),
      h("span", {}, graph.nodeName(node)),
      h("small", {}, results.toLocaleString("en")),
    ),
  );
  const content = h("div", { class: "content", tabindex: "-1" });
  const element = h(
    "div",
    { class: "view columns" },
    h(
      "nav",
      { class: "index", "aria-label": "Benchmarks and datasets with results" },
      find.element,
      ...items,
      beds.length > LISTED && h("p", { class: "soft" }, `and ${beds.length - LISTED} more`),
    ),
    content,
  );

  let shown: number | undefined;
  function update({ on }: Parameters): void {
    const node = graph.node(on ?? "") ?? beds[0]?.[0];
    if (node === undefined) {
      content.replaceChildren(h("p", { class: "empty" }, "This graph has no results on any benchmark."));
      return;
    }
    for (const item of items) {
      const current = item.dataset["key"] === graph.key(node);
      item.toggleAttribute("aria-current", current);
    }
    if (node === shown) return;
    shown = node;
    content.replaceChildren(...board(app, node));
    content.scrollTop = 0;
  }

  function recolour(): void {
    if (shown !== undefined) content.replaceChildren(...board(app, shown));
  }

  return { element, update, recolour };
}

function board(app: App, node: number): HTMLElement[] {
  const { graph } = app;
  const rankings = leaderboard(graph, node);
  const count = rankings.reduce((sum, r) => sum + r.ranked.length + r.unranked.length, 0);
  return [
    h(
      "div",
      { class: "heading" },
      h("h2", {}, nodeLink(app, node)),
      h("p", { class: "soft" }, counted(count, "reported result"), "; each metric is ranked by itself"),
      count > 0 && button("CSV", () => saveCsv("leaderboard", table(app, rankings))),
    ),
    ...(count ? rankings.flatMap((ranking) => group(app, ranking)) : [h("p", { class: "empty" }, "No paper of this graph reports a result on it.")]),
  ];
}

function group(app: App, ranking: Ranking): HTMLElement[] {
  const { graph } = app;
  const { metric, ranked, unranked, lowerIsBetter } = ranking;
  const title = metric === undefined ? "No metric named" : graph.nodeName(metric);
  const dated = ranked.filter((figure) => figure.date !== "");
  const sections: HTMLElement[] = [];
  if (ranked.length) {
    sections.push(
      h(
        "section",
        { class: "ranking" },
        h("h3", {}, title, h("small", {}, lowerIsBetter ? " less is better" : " more is better")),
        dated.length >= 3 && timeline(graph, title, dated, lowerIsBetter),
        rows(app, ranked, title, true),
      ),
    );
  }
  if (unranked.length) {
    const why = metric === undefined ? " not ranked: they may be of different metrics" : " not ranked: gains and figures in words";
    sections.push(
      h("section", { class: "ranking" }, h("h3", {}, title, h("small", {}, why)), rows(app, unranked, title, false)),
    );
  }
  return sections;
}

function rows(app: App, figures: Figure[], title: string, ranked: boolean): HTMLElement {
  const { graph } = app;
  const head = [...(ranked ? ["#"] : []), "Value", "Method or model", "Date", "Paper and sentence"];
  const place = (i: number): string =>
    String(1 + figures.findIndex((figure) => figure.number === figures[i]!.number));
  const paper = (figure: Figure): HTMLElement | string => {
    const { sentence } = figure;
    if (!sentence) return "";
    const open = (): void =>
      app.go("paper", { paper: graph.key(sentence.paper), at: `${sentence.start}-${sentence.end}` });
    return h(
      "div",
      {},
      h("button", { type: "button", class: "link", onclick: open }, graph.nodeName(sentence.paper)),
      h("p", { class: "said" }, sentence.text, " ", h("small", {}, sure(sentence.percent))),
    );
  };
  return h(
    "div",
    { class: "table-frame" },
    h(
      "table",
      { class: "board" },
      h("caption", { class: "unseen" }, title),
      h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        {},
        ...figures.map((figure, i) =>
          h(
            "tr",
            {},
            ranked && h("td", { class: "place" }, place(i)),
            h("td", { class: "value" }, figure.value),
            h("td", {}, figure.subject === undefined ? "" : nodeLink(app, figure.subject)),
            h("td", { class: "date" }, figure.date),
            h("td", {}, paper(figure)),
          ),
        ),
      ),
    ),
  );
}

function table(app: App, rankings: Ranking[]): string[][] {
  const { graph } = app;
  const name = (node: number | undefined): string => (node === undefined ? "" : graph.nodeName(node));
  return [
    ["metric", "value", "method or model", "date", "paper", "sentence"],
    ...rankings
      .flatMap(({ ranked, unranked }) => [...ranked, ...unranked])
      .map((f) => [name(f.metric), f.value, name(f.subject), f.date, name(f.paper), f.sentence?.text ?? ""]),
  ];
}
