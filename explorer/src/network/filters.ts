import type { App } from "../app";
import { BY_PAPERS, BY_RESULTS } from "../data/graph";
import { listed } from "../route";
import { combobox } from "../ui/combobox";
import { h } from "../ui/dom";
import { icon, words } from "../ui/looks";
import { choice, nodeLink } from "../ui/pieces";
import { categories, type Filters } from "./visible";

/** The controls beside the drawing; what they choose is in the address. */
export function filterPanel(app: App): { element: HTMLElement; update(filters: Filters): void } {
  const { graph } = app;
  const { labels, relations } = graph.packed;
  let now: Filters | undefined;

  const toggled = (all: Set<string>, item: string): string => {
    const next = new Set(all);
    if (!next.delete(item)) next.add(item);
    return listed(next);
  };
  const counts = new Map<string, number>();
  for (let node = 0; node < graph.size; node++) counts.set(graph.label(node), (counts.get(graph.label(node)) ?? 0) + 1);
  const chips = labels
    .filter((label) => counts.has(label))
    .map((label) =>
      h(
        "button",
        { type: "button", class: "chip", "data-label": label, onclick: () => app.set({ types: toggled(now!.labels, label) || "," }) },
        icon(label),
        label,
        h("small", {}, counts.get(label)!.toLocaleString("en")),
      ),
    );
  const boxes = relations
    .filter((relation) => ![...BY_PAPERS, ...BY_RESULTS].includes(relation))
    .map((relation) => {
      const box = h("input", {
        type: "checkbox",
        "data-relation": relation,
        onchange: () => app.set({ relations: toggled(now!.relations, relation) || "," }),
      });
      return { box, element: h("label", { class: "choice" }, box, h("span", {}, words(relation))) };
    });
  const date = (label: string, name: string): HTMLInputElement =>
    h("input", { type: "date", "aria-label": label, onchange: (event: Event) => app.set({ [name]: (event.target as HTMLInputElement).value }) });
  const since = date("Stated since", "since");
  const until = date("Stated until", "until");
  const support = choice(
    "Papers",
    [1, 2, 3, 5, 10].map((n) => [String(n), n === 1 ? "any" : `${n} or more`] as const),
    (value) => app.set({ support: value === "1" ? "" : value }),
  );
  const category = choice(
    "Category",
    [["", "any"], ...categories(graph).slice(0, 200).map((name) => [name, name] as const)],
    (value) => app.set({ category: value }),
  );
  const depth = choice(
    "Steps",
    [1, 2, 3].map((n) => [String(n), String(n)] as const),
    (value) => app.set({ depth: value === "1" ? "" : value }),
  );
  const near = h("div", { class: "near" });
  const from = combobox(app, "From …", (node) => app.set({ from: graph.key(node) }), (node) => !graph.isResult(node));
  const to = combobox(app, "To …", (node) => app.set({ to: graph.key(node) }), (node) => !graph.isResult(node));
  const ends = h("div", { class: "near" });
  const pins = h("div", { class: "near" });

  function removable(node: number, label: string, remove: () => void): HTMLElement {
    return h(
      "p",
      { class: "line" },
      nodeLink(app, node),
      h("button", { type: "button", class: "link", onclick: remove, "aria-label": `${label} ${graph.nodeName(node)}` }, "remove"),
    );
  }

  const element = h(
    "details",
    { class: "filters" },
    h("summary", {}, "Filters and paths"),
    h("h2", {}, "Types"),
    h("div", { class: "chips", role: "group", "aria-label": "Types" }, ...chips),
    h("h2", {}, "Relations"),
    h("div", { class: "boxes", role: "group", "aria-label": "Relations" }, ...boxes.map(({ element }) => element)),
    h("h2", {}, "Stated"),
    h("div", { class: "dates" }, since, until),
    support.element,
    categories(graph).length > 0 && category.element,
    h("h2", {}, "Around"),
    near,
    h("h2", {}, "Shortest path"),
    ends,
    from.element,
    to.element,
    h("h2", {}, "Pinned"),
    pins,
  );
  element.open = matchMedia("(min-width: 701px)").matches;

  function update(filters: Filters): void {
    now = filters;
    for (const chip of chips) chip.setAttribute("aria-pressed", String(filters.labels.has(chip.dataset["label"]!)));
    for (const { box } of boxes) box.checked = filters.relations.has(box.dataset["relation"]!);
    since.value = filters.since;
    until.value = filters.until;
    support.set(String(filters.support));
    category.set(filters.category);
    depth.set(String(filters.depth));
    const without = (nodes: number[], node: number): string =>
      listed(nodes.filter((other) => other !== node).map((other) => graph.key(other)));
    near.replaceChildren(
      ...(filters.near.length
        ? [...filters.near.map((node) => removable(node, "Not around", () => app.set({ near: without(filters.near, node) }))), depth.element]
        : [h("p", { class: "soft" }, "The whole graph. Double-click a node to see what is around it, and more to add what is around them.")]),
    );
    const end = (name: "from" | "to"): HTMLElement[] =>
      filters[name] === undefined ? [] : [removable(filters[name], `Not ${name}`, () => app.set({ [name]: "" }))];
    ends.replaceChildren(...end("from"), ...end("to"));
    from.element.hidden = filters.from !== undefined;
    to.element.hidden = filters.to !== undefined;
    pins.replaceChildren(
      ...(filters.pins.length
        ? filters.pins.map((node) => removable(node, "Unpin", () => app.pin(node, false)))
        : [h("p", { class: "soft" }, "What is pinned stays in sight. Pin a node on its card.")]),
    );
  }

  return { element, update };
}
