import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

export interface Shape {
  /** 0 is a circle. */
  corners: number;
  /** By how much it is turned, in radians; without, a corner points up. */
  turn: number;
}

/** The shapes by label, the same as those of the signs in the text. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  Method: { corners: 0, turn: 0 },
  Model: { corners: 4, turn: 0 },
  Dataset: { corners: 4, turn: Math.PI / 4 },
  Benchmark: { corners: 3, turn: 0 },
  Task: { corners: 3, turn: Math.PI },
  Metric: { corners: 6, turn: Math.PI / 6 },
  Paper: { corners: 5, turn: 0 },
  Result: { corners: 0, turn: 0 },
};

// A triangle about the node, of which the fragment shader keeps the shape.
const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_corners;
attribute float a_turn;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_from;
varying float v_radius;
varying float v_corners;
varying float v_turn;
const float bias = 255.0 / 254.0;

void main() {
  float reach = a_size * u_correctionRatio / u_sizeRatio * 5.0;
  v_from = reach * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + v_from, 1)).xy, 0, 1);
  v_radius = reach * 0.4;
  v_corners = a_corners;
  v_turn = a_turn;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// A polygon reaches out a little farther than a circle, as it has less area within.
const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_from;
varying float v_radius;
varying float v_corners;
varying float v_turn;
uniform float u_correctionRatio;
const float TURN = 6.2831853;

void main() {
  float distance = length(v_from) - v_radius;
  if (v_corners > 0.5) {
    float sector = TURN / v_corners;
    float angle = atan(v_from.x, v_from.y) + v_turn;
    distance = cos((floor(angle / sector) + 0.5) * sector - angle) * length(v_from)
      - 1.25 * v_radius * cos(sector / 2.0);
  }
  float border = u_correctionRatio * 2.0;
  #ifdef PICKING_MODE
  gl_FragColor = distance > 0.0 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), clamp(distance / border + 1.0, 0.0, 1.0));
  #endif
}`;

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;
type Uniform = (typeof UNIFORMS)[number];

/** Draws nodes as circles and regular polygons. */
export class ShapeProgram extends NodeProgram<Uniform> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_corners", size: 1, type: FLOAT },
        { name: "a_turn", size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  override processVisibleItem(id: number, at: number, data: NodeDisplayData & Partial<Shape>): void {
    const values = [data.x, data.y, data.size, floatColor(data.color), id, data.corners ?? 0, data.turn ?? 0];
    this.array.set(values, at);
  }

  override setUniforms(parameters: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, parameters.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, parameters.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, parameters.matrix);
  }
}
