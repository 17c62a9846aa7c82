import type { App, Parameters } from "../app";
import { list } from "../route";
import { entityCard, pairCard } from "./card";
import { type Child, h, shown } from "./dom";

/** The card at the side, or on a small screen at the bottom. */
export function panel(app: App): { element: HTMLElement; update(parameters: Parameters): void } {
  const content = h("div", { class: "card" });
  const close = h(
    "button",
    {
      type: "button",
      class: "close",
      "aria-label": "Close",
      onclick: () => app.set({ node: "", pair: "" }),
    },
    "×",
  );
  const element = h(
    "aside",
    { class: "panel", "aria-label": "What the graph says", tabindex: "-1", hidden: true },
    close,
    content,
  );

  let open = "";
  function update(parameters: Parameters): void {
    const wanted = JSON.stringify([parameters["node"], parameters["pair"], parameters["pin"]]);
    if (wanted === open) return;
    open = wanted;
    const children = shown(cardFor(app, parameters));
    element.hidden = children.length === 0;
    content.replaceChildren(...children);
    element.scrollTop = 0;
  }

  return { element, update };
}

function cardFor(app: App, parameters: Parameters): Child[] {
  const { graph } = app;
  const nodes = list(parameters["pair"]).flatMap((key) => graph.node(key) ?? []);
  const [one, ...others] = nodes;
  if (one !== undefined && others.length) return pairCard(app, one, others);
  const node = graph.node(parameters["node"] ?? "");
  return node === undefined || !graph.isEntity(node) ? [] : entityCard(app, node);
}
