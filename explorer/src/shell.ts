import type { App, View } from "./app";
import { cypherView } from "./cypher/view";
import type { Graph } from "./data/graph";
import { served } from "./data/load";
import { Search } from "./data/search";
import { leaderboardView } from "./leaderboard/view";
import { matrixView } from "./matrix/view";
import { networkView } from "./network/view";
import { paperView } from "./paper/view";
import { list, listed, parse, type Route, written } from "./route";
import { combobox } from "./ui/combobox";
import { counted, h } from "./ui/dom";
import { panel } from "./ui/panel";
import { applyTheme } from "./ui/theme";

const VIEWS: ReadonlyArray<readonly [name: string, title: string, make: (app: App) => View]> = [
  ["matrix", "Matrix", matrixView],
  ["leaderboard", "Leaderboard", leaderboardView],
  ["network", "Network", networkView],
  ["paper", "Papers", paperView],
  ...(served ? [["cypher", "Cypher", cypherView] as const] : []),
];

/** What stays open beside each view while the reader goes from one to another. */
const CARD = ["node", "pair"];

/** Put the page together and keep it in step with the address. */
export function shell(page: HTMLElement, graph: Graph): void {
  let route: Route = { view: "", parameters: {} };
  const made = new Map<string, View>();

  const app: App = {
    graph,
    search: new Search(graph),
    get route() {
      return route;
    },
    get pins() {
      return new Set(list(route.parameters["pin"]));
    },
    go(view, parameters = {}) {
      const pin = route.parameters["pin"] ?? "";
      visit({ view, parameters: { pin, ...parameters } });
    },
    set(changes, quietly = false) {
      visit({ view: route.view, parameters: { ...route.parameters, ...changes } }, quietly);
    },
    open(node) {
      if (graph.isPaper(node)) app.go("paper", { paper: graph.key(node) });
      else app.set({ node: graph.key(node), pair: "" });
    },
    pin(node, pinned) {
      const pins = new Set(app.pins);
      if (pinned) pins.add(graph.key(node));
      else pins.delete(graph.key(node));
      app.set({ pin: listed(pins) });
    },
  };

  const tabs = VIEWS.map(([name, title]) =>
    h("a", { href: `#/${name}`, onclick: (event: Event) => follow(event, name) }, title),
  );
  const find = combobox(app, "Find a name", (node) => app.open(node));
  const main = h("main", { id: "main", tabindex: "-1" });
  const side = panel(app);
  page.replaceChildren(
    h("a", { class: "skip", href: "#main", onclick: skip }, "Skip to the content"),
    h(
      "header",
      {},
      h("div", { class: "title" }, h("h1", {}, graph.name), h("p", {}, ...sizes(graph))),
      h("nav", { "aria-label": "Views" }, ...tabs),
      find.element,
      h(
        "button",
        { type: "button", class: "button theme", onclick: switchTheme, "aria-label": "Dark or light" },
        "◐",
      ),
    ),
    h("div", { class: "body" }, main, side.element),
  );

  function visit(next: Route, quietly = false): void {
    const address = written(next);
    if (address === location.hash) return;
    history[quietly ? "replaceState" : "pushState"](null, "", address);
    show(next);
  }

  function show(next: Route): void {
    const known = VIEWS.find(([name]) => name === next.view) ?? VIEWS[0]!;
    const [name, title, make] = known;
    const changed = name !== route.view;
    if (changed) made.get(route.view)?.close?.();
    route = { view: name, parameters: next.parameters };
    const view = made.get(name) ?? make(app);
    made.set(name, view);
    if (changed) main.replaceChildren(view.element);
    tabs.forEach((tab, i) => {
      if (VIEWS[i]![0] === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
    // On a phone not all tabs have room beside each other.
    if (changed) tabs[VIEWS.indexOf(known)]!.scrollIntoView({ block: "nearest" });
    side.update(route.parameters);
    view.update(route.parameters);
    document.title = `${title} · ${graph.name}`;
  }

  /** To another view, with the card that is open. */
  function follow(event: Event, view: string): void {
    event.preventDefault();
    const kept: Record<string, string> = {};
    for (const name of CARD) kept[name] = route.parameters[name] ?? "";
    app.go(view, kept);
  }

  function skip(event: Event): void {
    event.preventDefault();
    main.focus();
  }

  function switchTheme(): void {
    const dark = document.documentElement.dataset["theme"] === "dark";
    applyTheme(dark ? "light" : "dark");
    for (const view of made.values()) view.recolour?.();
  }

  document.addEventListener("keydown", (event) => {
    const typing = (event.target as HTMLElement).closest("input, select, textarea");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      find.input.focus();
    }
    if (event.key === "Escape" && !event.defaultPrevented) closeCard(app);
  });
  addEventListener("popstate", () => show(parse(location.hash)));
  show(parse(location.hash));
}

function closeCard(app: App): void {
  if (CARD.some((name) => app.route.parameters[name])) app.set({ node: "", pair: "" });
}

function sizes(graph: Graph): (string | HTMLElement)[] {
  const { whole } = graph.packed;
  const size = `${counted(graph.papers, "paper")}, ${counted(graph.entities().length, "name")}`;
  if (!whole) return [size];
  const cut = `The best-supported ${graph.size.toLocaleString("en")} of ${counted(whole.nodes, "node")}.`;
  return [`${size}. `, h("strong", {}, cut)];
}

