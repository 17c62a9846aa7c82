import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { extremityArrow, layerFill, layerPlain, pathLine } from "sigma/rendering";
import type { Graph } from "../data/graph";
import { colour } from "../ui/looks";
import { SHAPES } from "./shapes";
import type { Visible } from "./visible";

/** So many nodes at most are laid out anew when they are shown without the others. */
const RELAID = 800;
/** With more links than this they have no heads, cannot be pointed at, and rest while one pans. */
const BUSY = 4_000;
const LAYOUT_ROUNDS = 250;

export interface Hands {
  node(node: number): void;
  expand(node: number): void;
  link(head: number, tail: number): void;
}

/** The drawing of a part of the graph. */
export class Drawing {
  private readonly sigma: ReturnType<typeof renderer>;
  private readonly marked = new Set<string>();
  private hovered: string | undefined;
  private chosen: string | undefined;

  constructor(
    private readonly graph: Graph,
    container: HTMLElement,
    hands: Hands,
  ) {
    this.sigma = renderer(container);
    this.sigma.on("clickNode", ({ node }) => hands.node(Number(node)));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      hands.expand(Number(node));
    });
    this.sigma.on("clickEdge", ({ edge }) => hands.link(...ends(edge)));
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(undefined));
  }

  /** Draw these nodes and edges; those of a small part find places of their own. */
  show(part: Visible, whole: boolean, pins: ReadonlySet<number>): void {
    const busy = part.edges.length > BUSY;
    this.sigma.setSettings({ enableEdgeEvents: !busy, hideEdgesOnMove: busy });
    this.marked.clear();
    this.hovered = this.chosen = undefined;
    this.sigma.setGraphState({ focused: false });
    this.sigma.setGraph(this.drawn(part, whole, pins, busy));
  }

  /** Put a node in the foreground with its neighbours, or all the same. */
  choose(node: number | undefined): void {
    const key = node === undefined ? undefined : String(node);
    this.chosen = key !== undefined && this.sigma.getGraph().hasNode(key) ? key : undefined;
    this.focus();
  }

  /** Move the camera to a node. */
  centre(node: number, animated: boolean): void {
    const place = this.sigma.getNodeDisplayData(String(node));
    if (!place) return;
    const camera = this.sigma.getCamera();
    const state = { x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.4) };
    if (animated) void camera.animate(state, { duration: 300 });
    else camera.setState(state);
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.ratio * factor });
  }

  pan(x: number, y: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio });
  }

  reset(): void {
    this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  resize(): void {
    this.sigma.resize(true);
    this.sigma.scheduleRefresh();
  }

  /** Where a node is in the container, in pixels. */
  at(node: number): { x: number; y: number } {
    const { x, y } = this.sigma.getGraph().getNodeAttributes(String(node)) as { x: number; y: number };
    return this.sigma.graphToViewport({ x, y });
  }

  get nodes(): number[] {
    return this.sigma.getGraph().nodes().map(Number);
  }

  kill(): void {
    this.sigma.kill();
  }

  private hover(node: string | undefined): void {
    this.hovered = node;
    this.focus();
  }

  private focus(): void {
    const graph = this.sigma.getGraph();
    const centre = this.hovered ?? this.chosen;
    const near = new Set(centre === undefined ? [] : [centre, ...graph.neighbors(centre)]);
    const links = centre === undefined ? [] : graph.edges(centre);
    const gone = [...this.marked].filter((item) => !near.has(item) && graph.hasNode(item));
    this.sigma.setNodesState(gone, { near: false });
    this.sigma.setNodesState([...near], { near: true });
    const lit = graph.getAttribute("lit") as string[];
    this.sigma.setEdgesState(lit.filter((edge) => graph.hasEdge(edge)), { near: false });
    this.sigma.setEdgesState(links, { near: true });
    graph.setAttribute("lit", links);
    this.marked.clear();
    for (const node of near) this.marked.add(node);
    this.sigma.setGraphState({ focused: centre !== undefined });
  }

  private drawn(part: Visible, whole: boolean, pins: ReadonlySet<number>, busy: boolean): MultiDirectedGraph {
    const { graph } = this;
    const { x, y } = graph.packed.nodes;
    const colours = new Map(graph.packed.labels.map((label) => [label, colour(label.toLowerCase())]));
    const drawn = new MultiDirectedGraph();
    drawn.setAttribute("lit", []);
    for (const node of part.nodes) {
      const label = graph.label(node);
      drawn.addNode(String(node), {
        x: x[node],
        y: y[node],
        label: short(graph.nodeName(node)),
        size: sizeOf(graph, node),
        shape: SHAPES[label]!.name,
        color: colours.get(label),
        pinned: pins.has(node),
      });
    }
    const onPath = new Set(part.path);
    for (const edge of part.edges) {
      const key = `${graph.head(edge)}-${graph.tail(edge)}`;
      const path = onPath.has(edge);
      if (drawn.hasEdge(key)) continue;
      drawn.addEdgeWithKey(key, String(graph.head(edge)), String(graph.tail(edge)), {
        size: path ? 3 : busy ? 0.6 : Math.min(1 + Math.log2(graph.support(edge)), 4),
        color: path ? colour("accent") : colour(busy ? "link-thin" : "link"),
        head: busy ? "none" : "arrow",
      });
    }
    if (!whole && part.nodes.length <= RELAID && part.nodes.length > 1) {
      const settings = { ...forceAtlas2.inferSettings(drawn), adjustSizes: false, gravity: 1 };
      forceAtlas2.assign(drawn, { iterations: LAYOUT_ROUNDS, settings });
    }
    return drawn;
  }
}

function renderer(container: HTMLElement) {
  return new Sigma(new MultiDirectedGraph(), container, {
    customNodeState: { near: false },
    customEdgeState: { near: false },
    customGraphState: { focused: false },
    primitives: {
      nodes: { shapes: Object.values(SHAPES).filter(first), layers: [layerFill()] },
      edges: {
        paths: [pathLine()],
        extremities: [extremityArrow({ lengthRatio: 4 })],
        layers: [layerPlain()],
      },
    },
    styles: {
      nodes: [
        {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: { attribute: "size", defaultValue: 4 },
          color: { attribute: "color", defaultValue: "#888888" },
          shape: { attribute: "shape", defaultValue: "circle" },
          label: { attribute: "label" },
          labelColor: colour("ink"),
          labelSize: 13,
          labelFont: "system-ui, sans-serif",
          backdropColor: colour("raised"),
          backdropShadowColor: "rgba(0, 0, 0, 0.35)",
        },
        { whenData: "pinned", then: { labelVisibility: "visible", backdropVisibility: "visible", depth: "topNodes" } },
        {
          when: (_attributes, state, graph) => graph.focused && !state.near,
          then: { color: colour("faint"), labelVisibility: "hidden" },
        },
        { whenState: "isHovered", then: { labelVisibility: "visible", backdropVisibility: "visible", depth: "topNodes" } },
        {
          when: (_attributes, state, graph) => graph.focused && state.near,
          then: { labelVisibility: "auto", depth: "topNodes" },
        },
      ],
      edges: [
        {
          size: { attribute: "size", defaultValue: 1 },
          color: { attribute: "color", defaultValue: "#bbbbbb" },
          head: { attribute: "head", defaultValue: "none" },
        },
        {
          when: (_attributes, state, graph) => graph.focused && !state.near,
          then: { color: colour("faint") },
        },
        { whenState: "near", then: { color: colour("edge"), depth: "topEdges" } },
        { whenState: "isHovered", then: { color: colour("accent"), depth: "topEdges" } },
      ],
    },
    settings: {
      labelDensity: 0.7,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: 5,
      minEdgeThickness: 0.5,
      enableNodeDrag: true,
      itemSizesReference: "screen",
      stagePadding: 40,
      zoomDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
      inertiaDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    },
  });
}

/** Whether this is the first shape of its name. */
function first(shape: { name: string }, place: number, shapes: { name: string }[]): boolean {
  return shapes.findIndex(({ name }) => name === shape.name) === place;
}

function sizeOf(graph: Graph, node: number): number {
  if (!graph.isEntity(node)) return 3;
  return Math.min(4 + 2.2 * Math.log2(1 + graph.paperCount(node)), 18);
}

function short(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}

function ends(edge: string): [number, number] {
  const [head, tail] = edge.split("-").map(Number);
  return [head!, tail!];
}
