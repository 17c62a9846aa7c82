import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";
import type { NodeHoverDrawingFunction } from "sigma/rendering";
import type { Graph } from "../data/graph";
import { colour } from "../ui/looks";
import { SHAPES, ShapeProgram } from "./shapes";
import type { Visible } from "./visible";

/** So many nodes at most are laid out anew when they are shown without the others. */
const RELAID = 800;
/** With more links than this they have no heads, cannot be pointed at, and rest while one pans. */
const BUSY = 2_000;
/** Milliseconds within which a second click makes a double click. */
const SECOND_CLICK = 250;
const LAYOUT_ROUNDS = 250;

export interface Hands {
  node(node: number): void;
  expand(node: number): void;
  link(head: number, tail: number): void;
}

/** The drawing of a part of the graph. */
export class Drawing {
  private readonly sigma: Sigma;
  private near = new Set<string>();
  private hovered: string | undefined;
  private chosen: string | undefined;
  private dragged: string | undefined;

  constructor(
    private readonly graph: Graph,
    container: HTMLElement,
    hands: Hands,
  ) {
    this.sigma = this.renderer(container);
    let click = 0;
    this.sigma.on("clickNode", ({ node }) => {
      // Wait for a second click, which the card that opens could catch.
      clearTimeout(click);
      click = window.setTimeout(() => hands.node(Number(node)), SECOND_CLICK);
    });
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      clearTimeout(click);
      hands.expand(Number(node));
    });
    this.sigma.on("clickEdge", ({ edge }) => hands.link(...ends(edge)));
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(undefined));
    this.letDrag();
  }

  /** Draw these nodes and edges; those of a small part find places of their own. */
  show(part: Visible, whole: boolean, pins: ReadonlySet<number>): void {
    const busy = part.edges.length > BUSY;
    this.near = new Set();
    this.hovered = this.chosen = this.dragged = undefined;
    this.sigma.setCustomBBox(null);
    this.sigma.setSettings({ enableEdgeEvents: !busy, hideEdgesOnMove: busy, hideLabelsOnMove: busy });
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
    this.sigma.resize();
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
    if (this.sigma.getGraph().size > BUSY) return; // to draw it anew would take too long
    this.hovered = node;
    this.focus();
  }

  private focus(): void {
    const centre = this.hovered ?? this.chosen;
    const graph = this.sigma.getGraph();
    this.near = new Set(centre === undefined ? [] : [centre, ...graph.neighbors(centre)]);
    this.sigma.refresh({ skipIndexation: true });
  }

  /** A node follows the pointer that holds it, and the others keep their places. */
  private letDrag(): void {
    this.sigma.on("downNode", ({ node }) => {
      this.dragged = node;
      this.sigma.setCustomBBox(this.sigma.getBBox());
    });
    this.sigma.on("moveBody", ({ event }) => {
      if (this.dragged === undefined) return;
      const { x, y } = this.sigma.viewportToGraph(event);
      this.sigma.getGraph().mergeNodeAttributes(this.dragged, { x, y });
      event.preventSigmaDefault();
    });
    const drop = (): void => {
      this.dragged = undefined;
    };
    this.sigma.on("upNode", drop);
    this.sigma.on("upStage", drop);
  }

  private drawn(part: Visible, whole: boolean, pins: ReadonlySet<number>, busy: boolean): MultiDirectedGraph {
    const { graph } = this;
    const { x, y } = graph.packed.nodes;
    const colours = new Map(graph.packed.labels.map((label) => [label, colour(label.toLowerCase())]));
    const drawn = new MultiDirectedGraph();
    for (const node of part.nodes) {
      const label = graph.label(node);
      drawn.addNode(String(node), {
        x: x[node],
        y: y[node],
        label: short(graph.nodeName(node)),
        size: sizeOf(graph, node),
        ...SHAPES[label],
        color: colours.get(label),
        forceLabel: pins.has(node),
        highlighted: pins.has(node),
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
        type: busy ? "line" : "arrow",
      });
    }
    if (!whole && part.nodes.length <= RELAID && part.nodes.length > 1) {
      const settings = { ...forceAtlas2.inferSettings(drawn), adjustSizes: false, gravity: 1 };
      forceAtlas2.assign(drawn, { iterations: LAYOUT_ROUNDS, settings });
    }
    return drawn;
  }

  private renderer(container: HTMLElement): Sigma {
    const [ink, faint, edge] = [colour("ink"), colour("faint"), colour("edge")];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return new Sigma(new MultiDirectedGraph(), container, {
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeLineProgram },
      defaultDrawNodeHover: label(colour("raised"), ink),
      labelColor: { color: ink },
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelDensity: 0.7,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: 5,
      minEdgeThickness: 1.4,
      stagePadding: 40,
      zIndex: true,
      zoomDuration: still ? 0 : 200,
      inertiaDuration: still ? 0 : 200,
      // While one node is in the foreground, what is not near it fades.
      nodeReducer: (node, data) =>
        this.near.size && !this.near.has(node)
          ? { ...data, color: faint, label: "", forceLabel: false, highlighted: false, zIndex: 0 }
          : { ...data, zIndex: 1 },
      edgeReducer: (key, data) => {
        if (!this.near.size) return data;
        const centre = Number(this.hovered ?? this.chosen);
        return ends(key).includes(centre)
          ? { ...data, color: edge, zIndex: 1 }
          : { ...data, color: faint, zIndex: 0 };
      },
    });
  }
}

/** Draws the name of the node that is pointed at on a ground of its own. */
function label(ground: string, ink: string): NodeHoverDrawingFunction {
  return (context, { label, x, y, size }, { labelSize, labelFont, labelWeight }) => {
    if (!label) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const width = context.measureText(label).width;
    context.fillStyle = ground;
    context.shadowBlur = 6;
    context.shadowColor = "rgba(0, 0, 0, 0.4)";
    context.beginPath();
    context.roundRect(x + size, y - labelSize * 0.75, width + 8, labelSize * 1.5, 5);
    context.fill();
    context.shadowBlur = 0;
    context.fillStyle = ink;
    context.fillText(label, x + size + 3, y + labelSize / 3);
  };
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
