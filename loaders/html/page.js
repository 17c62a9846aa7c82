"use strict";

// All that comes from papers goes into the page by textContent: it is text, never HTML.

const FACE = "system-ui, sans-serif";
const INK = "#1c2430", STRONG_LINE = "#4a596e";
const LINE = "rgba(90, 104, 122, 0.65)", FAINT_LINE = "rgba(90, 104, 122, 0.07)";
const UNLINKED = "unlinked"; // the filter for nodes that no link joins: out of the way until asked for
const MATCHES = 8; // names that the search lists
const LABELLED_LINKS = 12; // links of a node that are labelled: more would hide each other
const LANDMARKS = 15; // nodes whose names may be drawn over lesser nodes
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
    fit();
    if (data.focus) openAt(data.focus);
    document.body.dataset.ready = "yes";
  });
} else {
  byId("progress").textContent = "There is nothing to draw.";
}

function fit() {
  network.fit();
  const { clientWidth } = byId("graph");
  network.moveTo({ scale: network.getScale() * Math.max(0.6, 1 - 120 / clientWidth) }); // room for names at the edges
  paintNodes();
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
    const inTheWay = (rank < LANDMARKS ? shapes.slice(0, LANDMARKS) : shapes).filter(({ id }) => id !== node.id);
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
network.on("dragEnd", () => {
  network.storePositions();
  paintNodes();
});

// Choosing a node or an edge

function show(id) {
  reveal(id);
  network.selectNodes([id]);
  paint([id, ...network.getConnectedNodes(id)], network.getConnectedEdges(id));
  fillCard(nodeCard(nodes.get(id)));
}

function openAt(id) {
  // To begin with, nothing is faint. The card makes the drawing smaller: fit it once more.
  reveal(id);
  network.selectNodes([id]);
  network.once("resize", () => requestAnimationFrame(fit));
  fillCard(nodeCard(nodes.get(id)));
}

function goTo(id) {
  show(id);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: { duration: 300 } });
  byId("card").focus();
}

function showEdge(id) {
  const edge = edges.get(id);
  network.selectEdges([id]);
  paint([edge.from, edge.to], [id]);
  fillCard(edgeCard(edge));
}

function clear() {
  network.unselectAll();
  paint(everything, []);
  byId("card").hidden = true;
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) show(node);
  else if (edge !== undefined) showEdge(edge);
  else clear();
});

// The card takes room from the drawing: what was chosen stays in sight.
network.on("resize", ({ width, height }) => {
  const [id] = network.getSelectedNodes();
  if (id !== undefined) {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    if (x < 0 || y < 0 || x > width || y > height) network.focus(id, { scale: network.getScale() });
  }
  paintNodes();
});

// The card

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function fillCard(children) {
  const close = make("button", { type: "button", className: "close", onclick: clear }, "×");
  close.setAttribute("aria-label", "Close");
  byId("card").replaceChildren(close, ...children);
  byId("card").scrollTop = 0;
  byId("card").hidden = false;
}

const soft = (text) => make("p", { className: "soft" }, text);
const section = (title, items) => (items.length ? [make("h3", {}, title), make("ul", {}, ...items)] : []);

function link(id, name) {
  if (!names.has(id)) return make("span", {}, name); // a metric or another that is not drawn
  return make("button", { type: "button", onclick: () => goTo(id) }, name);
}

function quotation({ paper, sentence }) {
  const { title, url, date } = data.papers[paper];
  const source = url ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return make("blockquote", {}, sentence, make("cite", {}, source, date ? `, ${date}` : ""));
}

function nodeCard(node) {
  const linked = edges.get({ filter: (edge) => edge.from === node.id || edge.to === node.id });
  const rows = data.results.filter((row) => ENDS.some((end) => row[end]?.key === node.id));
  const quotations = node.quotes.map((quote) => make("li", {}, quotation(quote)));
  return [
    make("h2", {}, node.name),
    soft([node.kind, plural(node.papers, "paper"), node.dates].filter(Boolean).join(" · ")),
    ...(node.also.length ? [soft(`Also: ${node.also.join(", ")}`)] : []),
    ...(node.introduced ? section("introduced", quotations) : []),
    ...linkSections(node.id, linked),
    ...section("results", rows.map(resultItem)),
    ...(node.introduced ? [] : section("mentioned", quotations)),
  ];
}

function linkSections(id, linked) {
  const groups = new Map();
  for (const edge of linked) {
    const title = edge.from === id ? edge.relation : `${edge.relation} (by)`;
    groups.set(title, [...(groups.get(title) ?? []), edge]);
  }
  return [...groups].flatMap(([title, group]) => section(title, group.map((edge) => linkItem(id, edge))));
}

function linkItem(id, edge) {
  const outward = edge.from === id;
  const other = outward ? edge.to : edge.from;
  const detail = outward ? edge.detail : (FROM_THE_OTHER_SIDE[edge.detail] ?? edge.detail);
  const facts = [detail, plural(edge.support, "paper")].filter(Boolean).join(" · ");
  return make("li", {}, link(other, names.get(other)), soft(facts), ...edge.quotes.slice(0, 1).map(quotation));
}

function resultItem(row) {
  const parts = [make("strong", {}, row.value)];
  for (const [end, word] of [["metric", " "], ["subject", " of "], ["on", " on "]]) {
    if (row[end]) parts.push(word, link(row[end].key, row[end].name));
  }
  return make("li", {}, make("p", {}, ...parts), ...row.quotes.map(quotation));
}

function edgeCard(edge) {
  return [
    make("h2", {}, link(edge.from, names.get(edge.from)), ` ${stated(edge)} `, link(edge.to, names.get(edge.to))),
    soft(plural(edge.support, "paper")),
    ...edge.quotes.map(quotation),
  ];
}

// The legend is the filter

const legendButton = (kind) => byId("legend").querySelector(`[data-kind="${kind}"]`);

function reveal(id) {
  for (const kind of kindsOf(nodes.get(id))) if (hiddenKinds.has(kind)) toggle(kind);
}

function toggle(kind) {
  if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
  legendButton(kind).setAttribute("aria-pressed", String(!hiddenKinds.has(kind)));
  shownNodes.refresh();
  shownEdges.refresh();
  paintNodes();
}

for (const button of byId("legend").children) button.onclick = () => toggle(button.dataset.kind);

// The search

const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}+#@]+/gu, "");
const searched = data.nodes.map((node) => ({ node, forms: [node.name, ...node.also].map(fold) }));

function matches(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const rank = ({ forms }) => Math.min(...forms.map((form) => {
    const place = form.indexOf(wanted);
    return place < 0 ? Infinity : form === wanted ? -1 : place;
  }));
  return searched
    .map((one) => ({ node: one.node, rank: rank(one) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || b.node.papers - a.node.papers)
    .slice(0, MATCHES)
    .map((one) => one.node);
}

const search = byId("search"), found = byId("found");

function choose(id) {
  found.hidden = true;
  goTo(id);
}

search.oninput = () => {
  const items = matches(search.value).map((node) =>
    make("li", {}, make("button", { type: "button", onclick: () => choose(node.id) }, node.name, " ", make("small", {}, node.kind))));
  found.replaceChildren(...(items.length ? items : [make("li", {}, make("p", {}, "No such name in this picture"))]));
  found.hidden = !search.value.trim();
};

search.parentElement.onkeydown = (event) => {
  const stops = [search, ...found.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !found.hidden) {
    event.preventDefault();
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  } else if (event.key === "Enter" && event.target === search) {
    const [first] = matches(search.value);
    if (first) choose(first.id);
  }
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    found.hidden = true;
    clear();
  } else if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});

document.addEventListener("pointerdown", (event) => {
  if (!search.parentElement.contains(event.target)) found.hidden = true;
});
