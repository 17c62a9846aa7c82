import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";
import type { MouseCoords } from "sigma/types";
import type { Graph } from "../data/graph";
import { colour } from "../ui/looks";
import { drawnBySoftware, letGlide } from "./gliding";
import { Names } from "./names";
import { SHAPES, ShapeProgram } from "./shapes";
import type { Visible } from "./visible";

/** So many nodes at most are laid out anew when they are shown without the others. */
const RELAID = 800;
/** With more links than this they have no heads, cannot be clicked, and may rest; nodes stay put. */
const BUSY = 2_000;
/** Nodes that have fewer square pixels than this to themselves are smaller, down to a share of their size. */
const ROOM = 1_900;
const SMALLEST = 0.4;
/** How near to a link a click must be, in pixels. */
const NEAR_LINK = 5;
/** Milliseconds within which a second click makes a double click. */
const SECOND_CLICK = 250;
/** Milliseconds that nobody sees; Sigma divides by them. */
const AT_ONCE = 1;
const LAYOUT_ROUNDS = 250;

export interface Hands {
  node(node: number): void;
  expand(node: number): void;
  link(head: number, tail: number): void;
}

/** The drawing of a part of the graph. */
export class Drawing {
  private readonly sigma: Sigma;
  private readonly gliding: boolean;
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
    this.sigma.on("clickStage", ({ event }) => {
      const edge = this.linkAt(event);
      if (edge) hands.link(...ends(edge));
    });
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(undefined));
    this.letDrag();
    this.gliding = drawnBySoftware(this.sigma);
    if (this.gliding) letGlide(this.sigma);
  }

  /**
   * Draw these nodes and edges; those of a small part find places of their own.
   *
   * @param chosen is in the foreground, as {@link choose} puts it.
   */
  show(part: Visible, whole: boolean, pins: ReadonlySet<number>, chosen: number | undefined): void {
    const drawn = this.drawn(part, whole, pins);
    this.hovered = this.dragged = undefined;
    this.chosen = keyIn(drawn, chosen);
    this.near = this.around(drawn);
    const restful = drawn.size > BUSY && !this.gliding;
    this.sigma.setCustomBBox(null);
    this.sigma.setSettings({ hideEdgesOnMove: restful, hideLabelsOnMove: restful });
    this.sigma.setGraph(drawn);
  }

  /** Put a node in the foreground with its neighbours, or all the same. */
  choose(node: number | undefined): void {
    const key = keyIn(this.sigma.getGraph(), node);
    if (key === this.chosen) return;
    this.chosen = key;
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
    const { width, height } = this.sigma.getDimensions();
    this.sigma.resize();
    const now = this.sigma.getDimensions();
    if (now.width !== width || now.height !== height) this.sigma.scheduleRefresh();
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
    this.near = this.around(this.sigma.getGraph());
    this.sigma.refresh({ skipIndexation: true });
  }

  /** The node in the foreground and its neighbours. */
  private around(drawn: ReturnType<Sigma["getGraph"]>): Set<string> {
    const centre = this.hovered ?? this.chosen;
    return new Set(centre === undefined ? [] : [centre, ...drawn.neighbors(centre)]);
  }

  /** The link at a point of the container, if it is to be found among the others. */
  private linkAt(point: MouseCoords): string | undefined {
    const drawn = this.sigma.getGraph();
    if (drawn.size > BUSY) return undefined;
    const at = this.sigma.viewportToGraph(point);
    let best = NEAR_LINK / this.sigma.getGraphToViewportRatio();
    let found: string | undefined;
    drawn.forEachEdge((edge, _, _head, _tail, head, tail) => {
      const distance = toSegment(at, head as Point, tail as Point);
      if (distance < best) [best, found] = [distance, edge];
    });
    return found;
  }

  /** A node follows the pointer that holds it, and the others keep their places. */
  private letDrag(): void {
    this.sigma.on("downNode", ({ node }) => {
      if (this.sigma.getGraph().size > BUSY) return; // there is no other hold for moving the whole
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

  private drawn(part: Visible, whole: boolean, pins: ReadonlySet<number>): MultiDirectedGraph {
    const { graph } = this;
    const { x, y } = graph.packed.nodes;
    const busy = part.edges.length > BUSY;
    const { width, height } = this.sigma.getDimensions();
    const share = Math.max(Math.min(Math.sqrt((width * height) / part.nodes.length / ROOM), 1), SMALLEST);
    // Later ones cover earlier ones: papers and results lie lowest, small things on large ones.
    const sizes = new Map(part.nodes.map((node) => [node, share * sizeOf(graph, node)]));
    const layer = (node: number): number => (graph.isEntity(node) ? -sizes.get(node)! : -Infinity);
    const nodes = part.nodes.toSorted((a, b) => (layer(a) === layer(b) ? a - b : layer(a) - layer(b)));
    const colours = new Map(graph.packed.labels.map((label) => [label, colour(label.toLowerCase())]));
    const drawn = new MultiDirectedGraph();
    for (const node of nodes) {
      const label = graph.label(node);
      drawn.addNode(String(node), {
        x: x[node],
        y: y[node],
        label: short(graph.nodeName(node)),
        size: sizes.get(node),
        ...SHAPES[label],
        color: colours.get(label),
        forceLabel: pins.has(node),
        highlighted: pins.has(node),
      });
    }
    const onPath = new Set(part.path);
    // Thousands of links would hide the nodes: they are pale until one of their ends is chosen.
    const [accent, line] = [colour("accent"), colour(busy ? "link-thin" : "edge")];
    for (const edge of part.edges) {
      const key = `${graph.head(edge)}-${graph.tail(edge)}`;
      const path = onPath.has(edge);
      if (drawn.hasEdge(key)) continue;
      drawn.addEdgeWithKey(key, String(graph.head(edge)), String(graph.tail(edge)), {
        size: path ? 3 : busy ? 0.6 : Math.min(1 + Math.log2(graph.support(edge)), 4),
        color: path ? accent : line,
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
    const names = new Names(ink, colour("page"), colour("raised"));
    const sigma = new Sigma(new MultiDirectedGraph(), container, {
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeLineProgram },
      defaultDrawNodeLabel: names.note,
      defaultDrawNodeHover: names.point,
      labelColor: { color: ink },
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelDensity: 0.7,
      labelGridCellSize: 60,
      labelRenderedSizeThreshold: 2,
      minEdgeThickness: 1.4,
      stagePadding: 40,
      zIndex: true,
      zoomDuration: still ? AT_ONCE : 200,
      inertiaDuration: still ? AT_ONCE : 200,
      inertiaRatio: still ? 0 : 3,
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
    sigma.on("afterRender", () => names.write());
    return sigma;
  }
}

interface Point {
  x: number;
  y: number;
}

/** How far a point is from the line between two others. */
function toSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(from.x + t * dx - point.x, from.y + t * dy - point.y);
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

function keyIn(drawn: { hasNode(key: string): boolean }, node: number | undefined): string | undefined {
  const key = String(node);
  return node !== undefined && drawn.hasNode(key) ? key : undefined;
}
