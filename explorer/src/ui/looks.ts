import { svg } from "./dom";

/**
 * How each label looks: a shape as an SVG path in a box of 16 by 16, and the name of its colour
 * in `style.css`. The colours follow Okabe and Ito (https://jfly.uni-koeln.de/color/), made darker
 * or lighter until they stand out from the page; shapes tell the labels apart without colour.
 */
const PATHS: Record<string, string> = {
  Paper: "M3 1h7l3 3v11H3Z",
  Method: "M8 1a7 7 0 1 0 .01 0Z",
  Model: "M8 0 16 8 8 16 0 8Z",
  Dataset: "M2 2h12v12H2Z",
  Benchmark: "M8 1 16 15H0Z",
  Task: "M8 15 0 1h16Z",
  Metric: "M4 1h8l4 7-4 7H4L0 8Z",
  Result: "M8 4a4 4 0 1 0 .01 0Z",
};

/** The sign of a label; it says the label aloud. */
export function icon(label: string): SVGSVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", role: "img", "aria-label": label },
    svg("path", { class: `fill-${label.toLowerCase()}`, d: PATHS[label] ?? PATHS["Result"] }),
  );
}

/** The colour that a property of the style sheet has in the present theme. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const FORWARD: Record<string, string> = {
  EVALUATED_ON: "evaluated on",
  TRAINED_ON: "trained on",
  COMPARED_WITH: "compared with",
  BUILDS_ON: "builds on",
  USES: "uses",
  ADDRESSES: "addresses",
  BENCHMARK_FOR: "benchmark for",
  VARIANT_OF: "variant of",
  INTRODUCES: "introduces",
  MENTIONS: "mentions",
  REPORTS: "reports",
  OF: "of",
  ON: "on",
  MEASURED_BY: "measured by",
};

const BACKWARD: Record<string, string> = {
  EVALUATED_ON: "evaluated on it",
  TRAINED_ON: "trained on it",
  COMPARED_WITH: "compared with it",
  BUILDS_ON: "build on it",
  USES: "use it",
  ADDRESSES: "address it",
  BENCHMARK_FOR: "benchmarks for it",
  VARIANT_OF: "its variants",
  INTRODUCES: "introduced by",
  MENTIONS: "mentioned by",
  REPORTS: "reported by",
};

/** A relation in words: as its head says it, or (`incoming`) as its tail does. */
export function words(relation: string, incoming = false): string {
  const known = incoming ? BACKWARD[relation] : FORWARD[relation];
  return known ?? relation.toLowerCase().replaceAll("_", " ");
}

const REVERSED: Record<string, string> = { better: "worse", worse: "better" };

/** How a comparison went for the end from which it is seen; "" if nobody says. */
export function outcomeWords(outcome: string, incoming = false): string {
  if (outcome === "unstated") return "";
  return incoming ? (REVERSED[outcome] ?? outcome) : outcome;
}
