import type { NodeHoverDrawingFunction } from "sigma/rendering";

/** Pixels between a node and its name, and between a name and the edge of the drawing. */
const GAP = 3;

/**
 * Draws names beside nodes, and at their left where they would not fit at the right.
 *
 * @param ground is the colour behind a name: a seam around the letters, or a box.
 */
export function nameDrawer(ink: string, ground: string, boxed = false): NodeHoverDrawingFunction {
  return (context, { label, x, y, size }, { labelSize, labelFont, labelWeight }) => {
    if (!label) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const width = context.measureText(label).width;
    const right = x + size + GAP;
    const fits = right + width + GAP < context.canvas.clientWidth;
    const left = fits ? right : Math.max(x - size - GAP - width, GAP);
    const base = y + labelSize / 3;
    if (boxed) {
      context.fillStyle = ground;
      context.shadowBlur = 6;
      context.shadowColor = "rgba(0, 0, 0, 0.4)";
      context.beginPath();
      context.roundRect(left - GAP, y - labelSize * 0.75, width + 2 * GAP, labelSize * 1.5, 5);
      context.fill();
      context.shadowBlur = 0;
    } else {
      context.strokeStyle = ground;
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeText(label, left, base);
    }
    context.fillStyle = ink;
    context.fillText(label, left, base);
  };
}
