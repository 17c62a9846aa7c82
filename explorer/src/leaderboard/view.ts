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
/** From so many dated results on they are drawn over time. */
const PLOTTED = 3;

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
  const found = leaderboard(graph, node);
  const figures = [...found.rankings.flatMap((ranking) => ranking.figures), ...found.unranked];
  const heading = h(
    "div",
    { class: "heading" },
    h("h2", {}, nodeLink(app, node)),
    h("p", { class: "soft" }, counted(figures.length, "reported result"), "; each metric is ranked by itself"),
    button("CSV", () => saveCsv("leaderboard", table(app, figures))),
  );
  if (!figures.length) {
    return [heading, h("p", { class: "empty" }, "No paper of this graph reports a result on it.")];
  }
  return [heading, ...found.rankings.map((each) => ranked(app, each)), ...others(app, found.unranked)];
}

function ranked(app: App, { metric, figures, lowerIsBetter }: Ranking): HTMLElement {
  const title = app.graph.nodeName(metric);
  const dated = figures.filter((figure) => figure.date !== "");
  return h(
    "section",
    { class: "ranking" },
    h("h3", {}, title, h("small", {}, lowerIsBetter ? "less is better" : "more is better")),
    dated.length >= PLOTTED && timeline(app.graph, title, dated, lowerIsBetter),
    rows(app, figures, title, true),
  );
}

function others(app: App, figures: Figure[]): HTMLElement[] {
  if (!figures.length) return [];
  const title = "Not ranked";
  const why = "no metric is named, no number given, or it is a gain over something";
  return [
    h(
      "section",
      { class: "ranking" },
      h("h3", {}, title, h("small", {}, why)),
      rows(app, figures, title, false),
    ),
  ];
}

function rows(app: App, figures: Figure[], title: string, ranked: boolean): HTMLElement {
  const { graph } = app;
  const dated = figures.some((figure) => figure.date !== "");
  const head = [ranked ? "#" : "Metric", "Value", "Method or model", ...(dated ? ["Date"] : []), "Paper and sentence"];
  const metric = (figure: Figure): HTMLElement | string =>
    figure.metric === undefined ? "" : nodeLink(app, figure.metric);
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
            ranked ? h("td", { class: "place" }, place(i)) : h("td", {}, metric(figure)),
            h("td", { class: "value" }, figure.value),
            h("td", {}, figure.subject === undefined ? "" : nodeLink(app, figure.subject)),
            dated && h("td", { class: "date" }, figure.date),
            h("td", { class: "where" }, paper(figure)),
          ),
        ),
      ),
    ),
  );
}

function table(app: App, figures: Figure[]): string[][] {
  const { graph } = app;
  const name = (node: number | undefined): string => (node === undefined ? "" : graph.nodeName(node));
  return [
    ["metric", "value", "method or model", "date", "paper", "sentence"],
    ...figures.map((f) => [
      name(f.metric),
      f.value,
      name(f.subject),
      f.date,
      name(f.paper),
      f.sentence?.text ?? "",
    ]),
  ];
}
