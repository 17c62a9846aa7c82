import type { App, Parameters, View } from "../app";
import { type Child, counted, h } from "../ui/dom";
import { words } from "../ui/looks";
import { listed } from "../route";
import { button, nodeLink, quote } from "../ui/pieces";
import { Drawing } from "./drawing";
import { filterPanel } from "./filters";
import { type Filters, filtersOf, visible } from "./visible";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const SCOPE = ["types", "relations", "since", "until", "support", "category", "near", "depth", "from", "to", "pin"];

/** The graph as a drawing of nodes and links, whole or around some of its nodes. */
export function networkView(app: App): View {
  const { graph } = app;
  const filters = filterPanel(app);
  const status = h("p", { class: "status", role: "status" });
  const canvas = h("div", {
    class: "canvas",
    tabindex: "0",
    role: "application",
    "aria-label": "Drawing of the graph: arrow keys move it, plus and minus zoom; every node can be found by its name",
    onkeydown: steer,
  });
  const way = h("div", { class: "way", hidden: true });
  const element = h(
    "div",
    { class: "view columns network" },
    filters.element,
    h(
      "div",
      { class: "stage" },
      canvas,
      h(
        "div",
        { class: "over", role: "group", "aria-label": "Zoom" },
        button("+", () => drawing?.zoom(1 / 1.5), { "aria-label": "Zoom in" }),
        button("−", () => drawing?.zoom(1.5), { "aria-label": "Zoom out" }),
        button("Fit", () => drawing?.reset()),
      ),
      status,
      way,
    ),
  );

  let drawing: Drawing | undefined;
  let shown = "";
  let chosen = "";

  function update(parameters: Parameters): void {
    const wanted = filtersOf(graph, parameters);
    filters.update(wanted);
    const scope = JSON.stringify(SCOPE.map((name) => parameters[name] ?? ""));
    if (!drawing) drawing = begin();
    else drawing.resize();
    if (!drawing) return;
    const changed = scope !== shown;
    const key = parameters["node"] ?? "";
    const node = graph.node(key);
    if (changed) {
      shown = scope;
      draw(drawing, wanted, node);
    }
    if (changed || key !== chosen) {
      drawing.choose(node);
      if (node !== undefined && !wanted.near.length) drawing.centre(node, !STILL.matches);
    }
    chosen = key;
  }

  function begin(): Drawing | undefined {
    try {
      const made = new Drawing(graph, canvas, {
        node: (node) => app.open(node),
        expand,
        link: (head, tail) => app.set({ pair: listed([graph.key(tail), graph.key(head)]), node: "" }),
      });
      // For tests, and for whoever looks behind the page.
      Object.assign(canvas, { drawing: made });
      return made;
    } catch (error) {
      canvas.replaceChildren(h("p", { class: "empty" }, "The network is drawn with WebGL 2, which this browser does not have."));
      console.warn(error);
      return undefined;
    }
  }

  function draw(drawing: Drawing, wanted: Filters, chosen: number | undefined): void {
    const part = visible(graph, wanted);
    const whole = wanted.near.length === 0 && part.path === undefined;
    drawing.show(part, whole, new Set(wanted.pins), chosen);
    status.textContent = `${counted(part.nodes.length, "node")}, ${counted(part.edges.length, "link")}`;
    way.hidden = wanted.from === undefined || wanted.to === undefined;
    way.replaceChildren(...(way.hidden ? [] : described(part.path)));
  }

  function expand(node: number): void {
    const near = new Set([...filtersOf(graph, app.route.parameters).near, node]);
    app.set({ near: listed([...near].map((each) => graph.key(each))), from: "", to: "" });
  }

  function described(path: number[] | undefined): Node[] {
    if (!path?.length) return [h("p", {}, path ? "It is the same node." : "No way leads from the one to the other.")];
    const steps = path.map((edge) => {
      const [best] = graph.evidence(edge);
      const children: Child[] = [
        h("p", { class: "line" }, nodeLink(app, graph.head(edge)), h("span", { class: "relation" }, words(graph.relation(edge))), nodeLink(app, graph.tail(edge))),
        best && quote(app, best),
      ];
      return h("li", {}, ...children);
    });
    return [h("h3", {}, `Path of ${counted(path.length, "step")}`), h("ol", { class: "listing" }, ...steps)];
  }

  function steer(event: Event): void {
    if (event.target !== canvas) return;
    const step = MOVES[(event as KeyboardEvent).key];
    if (!step || !drawing) return;
    event.preventDefault();
    step(drawing);
  }

  function recolour(): void {
    drawing?.kill();
    drawing = undefined;
    shown = "";
    if (canvas.isConnected) update(app.route.parameters);
  }

  return { element, update, recolour };
}

const MOVES: Readonly<Record<string, (drawing: Drawing) => void>> = {
  ArrowLeft: (drawing) => drawing.pan(-0.1, 0),
  ArrowRight: (drawing) => drawing.pan(0.1, 0),
  ArrowUp: (drawing) => drawing.pan(0, 0.1),
  ArrowDown: (drawing) => drawing.pan(0, -0.1),
  "+": (drawing) => drawing.zoom(1 / 1.3),
  "=": (drawing) => drawing.zoom(1 / 1.3),
  "-": (drawing) => drawing.zoom(1.3),
  "0": (drawing) => drawing.reset(),
};
