import type { Graph } from "../data/graph";
import type { Figure } from "../data/results";
import { svg } from "../ui/dom";

const WIDTH = 720;
const HEIGHT = 220;
const MARGIN = { left: 52, right: 24, top: 18, bottom: 28 };

/** Results of one metric over time, with a line along those that were the best in their day. */
export function timeline(graph: Graph, metric: string, figures: Figure[], lowerIsBetter: boolean): SVGSVGElement {
  const dated = [...figures].sort((a, b) => a.date.localeCompare(b.date) || a.result - b.result);
  const days = dated.map((figure) => Date.parse(figure.date));
  const values = dated.map((figure) => figure.number!);
  const x = scale(days, MARGIN.left, WIDTH - MARGIN.right);
  const y = scale(values, HEIGHT - MARGIN.bottom, MARGIN.top);
  const best = dated.filter((figure, i) =>
    values.slice(0, i).every((v) => (lowerIsBetter ? figure.number! < v : figure.number! > v)),
  );
  const at = (figure: Figure): [number, number] => [x(Date.parse(figure.date)), y(figure.number!)];
  const path = best.map((figure, i) => {
    const [px, py] = at(figure);
    return i ? `H${px}V${py}` : `M${px} ${py}`;
  });
  return svg(
    "svg",
    {
      class: "timeline",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": `${metric} over time; the table below has the same values`,
    },
    ...ticks(values).map((value) =>
      svg(
        "g",
        {},
        svg("line", { class: "grid", x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y(value), y2: y(value) }),
        svg("text", { x: MARGIN.left - 8, y: y(value) + 4, "text-anchor": "end" }, String(value)),
      ),
    ),
    ...[dated[0]!, dated.at(-1)!].map((figure, i) =>
      svg("text", { x: at(figure)[0], y: HEIGHT - 8, "text-anchor": i ? "end" : "start" }, figure.date),
    ),
    svg("path", { class: "best", d: `${path.join("")}H${WIDTH - MARGIN.right}` }),
    ...dated.map((figure) => {
      const [cx, cy] = at(figure);
      const name = figure.subject === undefined ? "" : graph.nodeName(figure.subject);
      return svg(
        "circle",
        { class: best.includes(figure) ? "point leading" : "point", cx, cy, r: 5 },
        svg("title", {}, `${name} ${figure.value}, ${figure.date}`),
      );
    }),
    ...best.map((figure) => {
      const [px, py] = at(figure);
      const name = figure.subject === undefined ? "" : graph.nodeName(figure.subject);
      const left = px > WIDTH * 0.75;
      return svg("text", { x: px + (left ? -9 : 9), y: py - 7, "text-anchor": left ? "end" : "start", class: "name" }, name);
    }),
  );
}

function scale(values: number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from));
}

/** A few round numbers between the least and the greatest. */
function ticks(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return [low];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough)!;
  const found: number[] = [];
  for (let n = Math.ceil(low / step); n * step <= high; n++) found.push(Number((n * step).toPrecision(10)));
  return found;
}
