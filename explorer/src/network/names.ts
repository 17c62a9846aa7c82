import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";

/** Pixels between a node and its name, and between a name and the edge of the drawing. */
const GAP = 3;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Writes names beside their nodes: at the right, or at the left where there is no room. */
export class Names {
  private taken: Box[] = [];

  constructor(
    private readonly ink: string,
    private readonly page: string,
    private readonly raised: string,
  ) {}

  /** Begin anew: all room is free. */
  clear(): void {
    this.taken = [];
  }

  /** Write a name where it covers no other; without room it is left out, unless it is forced. */
  readonly write: NodeLabelDrawingFunction = (context, node, { labelSize, labelFont, labelWeight }) => {
    if (!node.label) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const places = besides(context, node, node.label, labelSize);
    const place = places.find((box) => this.isFree(box)) ?? (node.forceLabel ? places[0] : undefined);
    if (!place) return;
    this.taken.push(place);
    context.strokeStyle = this.page;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeText(node.label, place.left, node.y + labelSize / 3);
    context.fillStyle = this.ink;
    context.fillText(node.label, place.left, node.y + labelSize / 3);
  };

  /** Write the name of the node that is pointed at on a ground of its own, over all others. */
  readonly point: NodeHoverDrawingFunction = (context, node, { labelSize, labelFont, labelWeight }) => {
    if (!node.label) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const { left, right, top, bottom } = besides(context, node, node.label, labelSize)[0]!;
    context.fillStyle = this.raised;
    context.shadowBlur = 6;
    context.shadowColor = "rgba(0, 0, 0, 0.4)";
    context.beginPath();
    context.roundRect(left - GAP, top, right - left + 2 * GAP, bottom - top, 5);
    context.fill();
    context.shadowBlur = 0;
    context.fillStyle = this.ink;
    context.fillText(node.label, left, node.y + labelSize / 3);
  };

  private isFree(box: Box): boolean {
    return !this.taken.some(
      (other) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    );
  }
}

/** Where a name can stand, the best place first; all within the drawing, if it is wide enough. */
function besides(
  context: CanvasRenderingContext2D,
  { x, y, size }: { x: number; y: number; size: number },
  name: string,
  height: number,
): Box[] {
  const width = context.measureText(name).width;
  const end = context.canvas.clientWidth - GAP;
  const boxes = [x + size + GAP, x - size - GAP - width].map((left) => ({
    left,
    right: left + width,
    top: y - height * 0.75,
    bottom: y + height * 0.75,
  }));
  const within = boxes.filter(({ left, right }) => left >= GAP && right <= end);
  if (within.length) return within;
  const left = Math.max(end - width, GAP);
  return [{ ...boxes[0]!, left, right: left + width }];
}
