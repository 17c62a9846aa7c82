"use strict";

// All that comes from papers goes into the page by textContent: it is text, never HTML.

const FACE = "system-ui, sans-serif";
const INK = "#1c2430", STRONG_LINE = "#4a596e";
const LINE = "rgba(90, 104, 122, 0.65)", FAINT_LINE = "rgba(90, 104, 122, 0.07)";
const UNLINKED = "unlinked"; // the filter for nodes that no link joins: out of the way until asked for
const MATCHES = 8; // names that the search lists
const LABELLED_LINKS = 12; // links of a node that are labelled: more would hide each other
const LANDMARKS = 15; // nodes whose names may be drawn over lesser nodes
const MARGINS = { x: 120, y: 80 }; // CSS pixels that names at the edges of the drawing take
const MOVE = { duration: 300 }; // milliseconds
const FONT = 13; // CSS pixels of a label, at any scale
const ENDS = ["subject", "on", "metric"];
const FROM_THE_OTHER_SIDE = { better: "worse", worse: "better" };

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const cited = (quote) => `“${quote.sentence}”\n${data.papers[quote.paper].title}`;
const stated = (edge) => edge.relation + (edge.detail ? ` (${edge.detail})` : "");

// The picture

const names = new Map(data.nodes.map((node) => [node.id, node.name]));
for (const node of data.nodes) {
  node.text = node.label;
  node.label = "";
  node.title = [
    `${node.name}, ${node.kind}`,
    `${plural(node.papers, "paper")}${node.dates ? ", " + node.dates : ""}`,
    ...node.quotes.slice(0, 1).map(cited),
  ].join("\n");
}
for (const edge of data.edges) {
  edge.title = [
    `${names.get(edge.from)} ${stated(edge)} ${names.get(edge.to)}`,
    plural(edge.support, "paper"),
    ...edge.quotes.slice(0, 1).map(cited),
  ].join("\n");
}

const degrees = new Map();
for (const { from, to } of data.edges) for (const id of [from, to]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
const byImportance = [...data.nodes].sort((a, b) =>
  b.papers - a.papers || (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0));
const ruler = document.createElement("canvas").getContext("2d");
ruler.font = `${FONT}px ${FACE}`;

const nodes = new vis.DataSet(data.nodes);
const edges = new vis.DataSet(data.edges);
const kindsOf = (node) => (node.linked ? [node.kind] : [node.kind, UNLINKED]);
const hiddenKinds = new Set();
const isShown = (node) => !kindsOf(node).some((kind) => hiddenKinds.has(kind));
const shownNodes = new vis.DataView(nodes, { filter: isShown });
const shownEdges = new vis.DataView(edges, { filter: ({ from, to }) => isShown(nodes.get(from)) && isShown(nodes.get(to)) });

const network = new vis.Network(byId("graph"), { nodes: shownNodes, edges: shownEdges }, {
  nodes: {
    borderWidth: 1,
    font: { color: INK, face: FACE, strokeColor: "#ffffff" },
  },
  edges: {
    smooth: false,
    color: { color: LINE, hover: STRONG_LINE, highlight: STRONG_LINE },
    arrows: { to: { scaleFactor: 0.45 } },
    font: { size: 11, face: FACE, color: "#3c4654", strokeWidth: 4, strokeColor: "#ffffff" },
    selectionWidth: 1,
    hoverWidth: 0.5,
  },
  interaction: { hover: true, tooltipDelay: 150, hideEdgesOnDrag: data.edges.length > 800 },
  layout: { randomSeed: 7, improvedLayout: false },
  physics: {
    solver: "forceAtlas2Based",
    forceAtlas2Based: { gravitationalConstant: -55, centralGravity: 0.012, springLength: 80, springConstant: 0.09, avoidOverlap: 0.4 },
    stabilization: { iterations: 500, updateInterval: 25 },
  },
});

if (data.nodes.length) {
  network.on("stabilizationProgress", ({ iterations, total }) => {
    byId("progress").textContent = `Arranging ${Math.round((100 * iterations) / total)} %`;
  });
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: false });
    network.storePositions();
    byId("progress").textContent = "";
    if (legendButton(UNLINKED)) toggle(UNLINKED);
    if (data.focus) openAt(data.focus);
    else fit();
    document.body.dataset.ready = "yes";
  });
} else {
  byId("progress").textContent = "There is nothing to draw.";
}

// The card lies over the drawing: what is looked at goes to the middle of what it leaves free.

function covered() {
  const card = byId("card");
  if (card.hidden) return { x: 0, y: 0 };
  return card.offsetWidth < byId("graph").clientWidth ? { x: card.offsetWidth, y: 0 } : { x: 0, y: card.offsetHeight };
}

function aside() {
  const { x, y } = covered();
  return { x: -x / 2, y: -y / 2 };
}

function fit() {
  const places = Object.values(network.getPositions(shownNodes.getIds()));
  const range = (values) => [Math.min(...values), Math.max(...values)];
  const [left, right] = range(places.map((place) => place.x));
  const [top, bottom] = range(places.map((place) => place.y));
  const { clientWidth, clientHeight } = byId("graph");
  const { x, y } = covered();
  const scale = Math.min((clientWidth - x - MARGINS.x) / (right - left), (clientHeight - y - MARGINS.y) / (bottom - top), 1.5);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: aside() });
  paintNodes();
}

function uncover(id) {
  const { clientWidth, clientHeight } = byId("graph");
  const { x, y } = covered();
  const place = network.canvasToDOM(network.getPosition(id));
  if (place.x < clientWidth - x && place.y < clientHeight - y) return;
  network.focus(id, { scale: network.getScale(), offset: aside(), animation: MOVE });
}

// Painting: what is chosen stands out, and names are drawn where there is room for them

const everything = new Set(data.nodes.map((node) => node.id));
let bright = everything;
let strong = new Set();

function paint(nodeIds = bright, edgeIds = strong) {
  bright = new Set(nodeIds);
  strong = new Set(edgeIds);
  paintNodes();
  const others = strong.size ? FAINT_LINE : LINE;
  const labelled = strong.size <= LABELLED_LINKS;
  edges.update(edges.get().map((edge) => ({
    id: edge.id,
    color: { color: strong.has(edge.id) ? STRONG_LINE : others },
    label: strong.has(edge.id) && labelled ? stated(edge) : "",
  })));
}

function paintNodes() {
  const scale = network.getScale();
  const labels = labelsWithRoom(scale);
  nodes.update(data.nodes.map((node) => ({
    id: node.id,
    opacity: bright.has(node.id) ? 1 : 0.15,
    label: labels.has(node.id) ? node.text : "",
    font: { size: FONT / scale, strokeWidth: 3 / scale },
  })));
}

function labelsWithRoom(scale) {
  const positions = network.getPositions();
  const candidates = byImportance.filter((node) => bright.has(node.id) && positions[node.id]);
  const shapes = candidates.map((node) => {
    const { x, y } = positions[node.id];
    const [left, right] = [x - node.size, x + node.size].map((at) => at * scale);
    return { id: node.id, left, right, top: (y - node.size) * scale, bottom: (y + node.size) * scale };
  });
  const labels = new Map();
  candidates.forEach((node, rank) => {
    const shape = shapes[rank];
    const half = ruler.measureText(node.text).width / 2 + 3;
    const middle = (shape.left + shape.right) / 2;
    const box = { left: middle - half, right: middle + half, top: shape.bottom, bottom: shape.bottom + FONT * 1.5 };
    const inTheWay = (rank < LANDMARKS ? shapes.slice(0, rank) : shapes).filter(({ id }) => id !== node.id);
    if (![...labels.values(), ...inTheWay].some((other) => overlap(box, other))) labels.set(node.id, box);
  });
  return labels;
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

let waiting;
network.on("zoom", () => {
  clearTimeout(waiting);
  waiting = setTimeout(paintNodes, 80);
});
network.on("animationFinished", paintNodes);
network.on("resize", () => requestAnimationFrame(paintNodes)); // when the new scale is known
network.on("dragEnd", () => {
  network.storePositions();
  paintNodes();
});
