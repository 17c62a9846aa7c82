import type { App } from "../app";
import type { Found } from "../data/search";
import { h } from "./dom";
import { icon } from "./looks";

const SHOWN = 10;

export interface Combobox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
}

let made = 0;

/**
 * A field that suggests nodes as their names are typed.
 *
 * The pattern is that of a list autocomplete combobox (https://www.w3.org/WAI/ARIA/apg/).
 */
export function combobox(
  app: App,
  label: string,
  choose: (node: number) => void,
  accept?: (node: number) => boolean,
): Combobox {
  const id = `suggestions-${++made}`;
  let found: Found[] = [];
  let active = -1;

  const list = h("ul", { id, role: "listbox", "aria-label": label, hidden: true });
  const status = h("p", { class: "unseen", role: "status" });
  const input = h("input", {
    type: "search",
    role: "combobox",
    placeholder: label,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "200",
    oninput: suggest,
    onfocus: suggest,
    onblur: close,
    onkeydown: key,
  });

  function suggest(): void {
    const text = input.value.trim();
    found = app.search.find(text, SHOWN, accept);
    const none = text !== "" && found.length === 0;
    if (none) found = app.search.near(text, 3, accept);
    list.replaceChildren(
      ...(none ? [h("li", { class: "hint", role: "presentation" }, hint(found.length))] : []),
      ...found.map(option),
    );
    mark(found.length && !none ? 0 : -1);
    list.hidden = text === "";
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = text === "" ? "" : none ? hint(found.length) : `${found.length} found`;
  }

  function option(item: Found, place: number): HTMLElement {
    const { graph } = app;
    return h(
      "li",
      {
        id: `${id}-${place}`,
        role: "option",
        onpointerdown: (event: Event) => event.preventDefault(), // the field keeps the focus
        onclick: () => take(item),
      },
      icon(graph.label(item.node)),
      h("span", { class: "name" }, graph.nodeName(item.node)),
      h("small", {}, item.alias ? `also ${item.alias}` : graph.label(item.node)),
    );
  }

  function mark(place: number): void {
    active = place;
    for (const each of list.querySelectorAll("[role=option]")) {
      const chosen = each.id === `${id}-${active}`;
      each.setAttribute("aria-selected", String(chosen));
      if (chosen) each.scrollIntoView({ block: "nearest" });
    }
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  function key(event: Event): void {
    const { key } = event as KeyboardEvent;
    if (key === "ArrowDown") mark(Math.min(active + 1, found.length - 1));
    else if (key === "ArrowUp") mark(Math.max(active - 1, 0));
    else if (key === "Enter" && active >= 0) take(found[active]!);
    else if (key === "Escape" && !list.hidden) {
      input.value = "";
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function take(item: Found): void {
    input.value = "";
    close();
    choose(item.node);
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  return { element: h("div", { class: "combobox" }, input, list, status), input };
}

function hint(near: number): string {
  return near ? "No such name; did you mean" : "No such name in this graph";
}
