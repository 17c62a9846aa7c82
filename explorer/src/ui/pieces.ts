import type { App } from "../app";
import type { Sentence } from "../data/graph";
import { type Figure } from "../data/results";
import { type Child, counted, h } from "./dom";
import { icon, outcomeWords } from "./looks";

/** A node's name, which opens its card. */
export function nodeLink(app: App, node: number): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: "node-link", onclick: () => app.open(node) },
    icon(app.graph.label(node)),
    h("span", {}, app.graph.nodeName(node)),
  );
}

/** A sentence with the paper that it stands in. */
export function quote(app: App, sentence: Sentence, incoming = false): HTMLElement {
  const { graph } = app;
  const outcome = outcomeWords(sentence.outcome, incoming);
  const open = (): void =>
    app.go("paper", { paper: graph.key(sentence.paper), at: `${sentence.start}-${sentence.end}` });
  return h(
    "figure",
    { class: "quote" },
    h("blockquote", {}, sentence.text),
    h(
      "figcaption",
      {},
      h("button", { type: "button", class: "link", onclick: open }, graph.nodeName(sentence.paper)),
      facts(graph.first(sentence.paper), outcome && `it is ${outcome}`, sure(sentence.percent)),
    ),
  );
}

/** How sure the extractor is. */
export function sure(percent: number): string {
  return `${percent}% sure`;
}

/** Small print: the facts that there are, one after the other. */
export function facts(...items: Child[]): HTMLElement {
  const known = items.filter((item): item is string | Node => Boolean(item));
  const whole = known.map((item) => h("span", { class: "fact" }, item));
  const parts = whole.flatMap((item, i) => (i ? [" · ", item] : [item]));
  return h("span", { class: "facts" }, ...parts);
}

export function papers(count: number): string {
  return counted(count, "paper");
}

/** A reported result: value, metric, whose, on what, where. */
export function figureItem(app: App, figure: Figure, without?: number): HTMLElement {
  const ends: Child[] = [
    figure.metric !== undefined && nodeLink(app, figure.metric),
    figure.subject !== undefined && figure.subject !== without && nodeLink(app, figure.subject),
    figure.on !== undefined && figure.on !== without && nodeLink(app, figure.on),
  ];
  return h(
    "li",
    { class: "figure" },
    h("p", { class: "line" }, h("strong", { class: "value" }, figure.value), ...ends),
    figure.sentence && quote(app, figure.sentence),
  );
}

/** A list of which the first few are shown, and the others when asked for. */
export function listing<T>(
  items: readonly T[],
  item: (item: T) => HTMLElement,
  limit = 8,
): HTMLElement {
  const element = h("ul", { class: "listing" }, ...items.slice(0, limit).map(item));
  if (items.length > limit) {
    const more = h(
      "button",
      {
        type: "button",
        class: "link more",
        onclick: () => {
          const first = item(items[limit]!);
          element.lastElementChild!.replaceWith(first, ...items.slice(limit + 1).map(item));
          first.querySelector("button")?.focus();
        },
      },
      `Show all ${items.length.toLocaleString("en")}`,
    );
    element.append(h("li", {}, more));
  }
  return element;
}

/** A part of a card; nothing if it is empty. */
export function section(title: string, count: number, body: () => Child): HTMLElement | undefined {
  if (count === 0) return undefined;
  return h(
    "section",
    {},
    h("h3", {}, title, " ", h("small", {}, count.toLocaleString("en"))),
    body(),
  );
}

export function button(text: string, onclick: () => void, attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", class: "button", onclick, ...attributes }, text);
}

/** A labelled choice of one out of several. */
export function choice(
  label: string,
  options: ReadonlyArray<readonly [value: string, text: string]>,
  choose: (value: string) => void,
): { element: HTMLElement; set(value: string): void } {
  const select = h(
    "select",
    { onchange: () => choose(select.value) },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
  return {
    element: h("label", { class: "choice" }, h("span", {}, label), select),
    set: (value) => {
      select.value = value;
    },
  };
}
