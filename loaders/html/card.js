// Choosing a node or an edge

function show(id) {
  reveal(id);
  network.selectNodes([id]);
  paint([id, ...network.getConnectedNodes(id)], network.getConnectedEdges(id));
  fillCard(nodeCard(nodes.get(id)));
}

function openAt(id) {
  reveal(id);
  network.selectNodes([id]);
  fillCard(nodeCard(nodes.get(id)));
  fit();
}

function goTo(id) {
  show(id);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), offset: aside(), animation: MOVE });
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
  if (node !== undefined) {
    show(node);
    uncover(node);
  } else if (edge !== undefined) {
    showEdge(edge);
  } else {
    clear();
  }
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
