import type { NodeShapeSpec } from "sigma/primitives";
import { sdfCircle } from "sigma/rendering";

/**
 * A regular polygon, whose corners lie on the circle of the node's size.
 *
 * @param turn by how much it is turned, in radians; without, a corner points up
 */
function polygon(name: string, corners: number, turn = 0): NodeShapeSpec {
  const glsl = `
float sdf_${name}(vec2 uv, float size) {
  float sector = ${(2 * Math.PI / corners).toFixed(6)};
  float angle = atan(uv.x, uv.y) + ${turn.toFixed(6)};
  return cos((floor(angle / sector) + 0.5) * sector - angle) * length(uv)
    - size * ${Math.cos(Math.PI / corners).toFixed(6)};
}
`;
  return { name, glsl, inradiusFactor: Math.cos(Math.PI / corners) };
}

/** The shapes by label, the same as those of the signs in the text. */
export const SHAPES: Readonly<Record<string, NodeShapeSpec>> = {
  Method: sdfCircle(),
  Model: polygon("diamond4", 4),
  Dataset: polygon("square4", 4, Math.PI / 4),
  Benchmark: polygon("triangle3", 3),
  Task: polygon("triangle3down", 3, Math.PI),
  Metric: polygon("hexagon6", 6),
  Paper: polygon("pentagon5", 5),
  Result: sdfCircle(),
};
