import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";

/** Pixels between a node and its name, and between a name and the edge of the drawing. */
const GAP = 3;
/** More than the size of any node. */
const FIRST = 1_000;

/** Where a name stands; its letters stand on `base`. */
interface Place {
  left: number;
  right: number;
  base: number;
  height: number;
}

type Node = Parameters<NodeLabelDrawingFunction>[1];
type Settings = Parameters<NodeLabelDrawingFunction>[2];

/** Writes names beside their nodes, those of large nodes first, where they cover no other. */
export class Names {
  private waiting: Parameters<NodeLabelDrawingFunction>[] = [];

  constructor(
    private readonly ink: string,
    private readonly page: string,
    private readonly raised: string,
  ) {}

  /** Note a name that is to be written: Sigma's order is that of their places. */
  readonly note: NodeLabelDrawingFunction = (...name) => {
    if (name[1].label) this.waiting.push(name);
  };

  /** Write what was noted; a name without room is left out, unless it is forced. */
  write(): void {
    const taken: Place[] = [];
    this.waiting.sort(([, a], [, b]) => rank(b) - rank(a));
    for (const [context, node, settings] of this.waiting) {
      const places = besides(context, node, settings);
      const free = places.find((place) => !taken.some((other) => overlap(place, other)));
      const place = free ?? (node.forceLabel ? places[0] : undefined);
      if (!place) continue;
      taken.push(place);
      context.strokeStyle = this.page;
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeText(node.label!, place.left, place.base);
      context.fillStyle = this.ink;
      context.fillText(node.label!, place.left, place.base);
    }
    this.waiting = [];
  }

  /** Write the name of the node that is pointed at on a ground of its own, over all others. */
  readonly point: NodeHoverDrawingFunction = (context, node, settings) => {
    if (!node.label) return;
    const { left, right, base, height } = besides(context, node, settings)[0]!;
    context.fillStyle = this.raised;
    context.shadowBlur = 6;
    context.shadowColor = "rgba(0, 0, 0, 0.4)";
    context.beginPath();
    context.roundRect(left - GAP, base - height, right - left + 2 * GAP, height * 1.4, 5);
    context.fill();
    context.shadowBlur = 0;
    context.fillStyle = this.ink;
    context.fillText(node.label, left, base);
  };
}

function rank(node: Node): number {
  return (node.forceLabel ? FIRST : 0) + node.size;
}

function overlap(one: Place, other: Place): boolean {
  const apart = Math.max(one.height, other.height);
  return one.left < other.right && other.left < one.right && Math.abs(one.base - other.base) < apart;
}

/** Where a name can stand, the best place first; all within the drawing, if it is wide enough. */
function besides(
  context: CanvasRenderingContext2D,
  { x, y, size, label }: Node,
  { labelSize, labelFont, labelWeight }: Settings,
): Place[] {
  context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
  const width = context.measureText(label!).width;
  const end = context.canvas.clientWidth - GAP;
  const height = labelSize * 1.2;
  const middle = y + labelSize / 3;
  const at = (left: number, base: number): Place => ({ left, right: left + width, base, height });
  const places = [
    at(x + size + GAP, middle),
    at(x - size - GAP - width, middle),
    at(x - width / 2, y + size + GAP + labelSize),
    at(x - width / 2, y - size - GAP - labelSize / 4),
  ].filter(({ left, right }) => left >= GAP && right <= end);
  return places.length ? places : [at(Math.max(end - width, GAP), middle)];
}
