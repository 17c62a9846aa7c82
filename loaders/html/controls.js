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
