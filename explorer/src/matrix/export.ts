import type { Graph } from "../data/graph";
import { svg } from "../ui/dom";
import { colour } from "../ui/looks";
import type { Matrix } from "./matrix";

/** The matrix as a table: a row for each filled cell's line, a column for each test bed. */
export function csv(graph: Graph, { rows, columns, cells }: Matrix): string[][] {
  const head = ["", ...columns.map(({ node }) => graph.nodeName(node))];
  return [
    head,
    ...rows.map(({ node }, r) => [
      graph.nodeName(node),
      ...columns.map((_, c) => {
        const cell = cells[r]!.get(c);
        return cell ? (cell.shown?.value ?? "x") : "";
      }),
    ]),
  ];
}

const WIDTH = 52;
const HEIGHT = 22;
const LEFT = 210;
const TOP = 140;
const FONT = 11;

/** The matrix as a drawing that needs no style sheet. */
export function drawing(graph: Graph, { rows, columns, cells }: Matrix): SVGSVGElement {
  const size = { width: LEFT + columns.length * WIDTH + 90, height: TOP + rows.length * HEIGHT + 10 };
  const text = (x: number, y: number, words: string, attributes = {}): SVGElement =>
    svg("text", { x, y, fill: colour("ink"), ...attributes }, words);
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${size.width} ${size.height}`,
      ...size,
      "font-family": "system-ui, sans-serif",
      "font-size": FONT,
    },
    svg("rect", { ...size, fill: colour("page") }),
    ...columns.map(({ node }, c) => {
      const [x, y] = [LEFT + (c + 0.5) * WIDTH, TOP - 8];
      return text(x, y, short(graph.nodeName(node), 26), { transform: `rotate(-45 ${x} ${y})` });
    }),
    ...rows.map(({ node }, r) =>
      text(LEFT - 8, TOP + (r + 0.7) * HEIGHT, short(graph.nodeName(node), 32), {
        "text-anchor": "end",
      }),
    ),
    ...rows.flatMap((_, r) =>
      columns.flatMap((_, c) => {
        const cell = cells[r]!.get(c);
        const [x, y] = [LEFT + c * WIDTH, TOP + r * HEIGHT];
        const step = cell ? Math.min(cell.support, 5) : 0;
        const box = { x: x + 1, y: y + 1, width: WIDTH - 2, height: HEIGHT - 2, rx: 3 };
        return [
          svg("rect", { ...box, fill: colour(`support-${step}`) }),
          ...(cell?.shown
            ? [
                text(x + WIDTH / 2, y + 0.7 * HEIGHT, short(cell.shown.value, 8), {
                  "text-anchor": "middle",
                  fill: colour(`on-support-${step}`),
                }),
              ]
            : []),
        ];
      }),
    ),
  );
}

function short(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
