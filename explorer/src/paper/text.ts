import type { App } from "../app";
import { h } from "../ui/dom";
import { icon } from "../ui/looks";

export interface Place {
  start: number;
  end: number;
}

/**
 * A paper's text in pieces, of which those that name something open its card.
 *
 * A piece knows where it starts (`data-at`) and ends where a mention or a word ends, so that a
 * sentence can be lit up whole. Over a piece, the claims that were read from there light up.
 *
 * @param marks start, end and node of each mention, one after another
 */
export function marked(app: App, text: string, marks: number[]): { between(start: number, end: number): HTMLElement[] } {
  const pieces: { start: number; end: number; node: number | undefined }[] = [];
  let at = 0;
  for (let i = 0; i < marks.length; i += 3) {
    const [start, end, node] = marks.slice(i, i + 3) as [number, number, number];
    pieces.push(...plain(text, at, start), { start, end, node });
    at = end;
  }
  pieces.push(...plain(text, at, text.length));
  return {
    between: (start, end) =>
      pieces
        .filter((piece) => piece.start >= start && piece.end <= end)
        .map((piece) => drawn(app, text.slice(piece.start, piece.end), piece)),
  };
}

function plain(text: string, start: number, end: number): { start: number; end: number; node: undefined }[] {
  return [...text.slice(start, end).matchAll(/\s+|\S+/g)].map((word) => ({
    start: start + word.index,
    end: start + word.index + word[0].length,
    node: undefined,
  }));
}

function drawn(app: App, words: string, piece: { start: number; node: number | undefined }): HTMLElement {
  const over = (event: Event): void => lightClaims(event.currentTarget as HTMLElement, piece.start, true);
  const out = (event: Event): void => lightClaims(event.currentTarget as HTMLElement, piece.start, false);
  const hover = { "data-at": piece.start, onmouseenter: over, onmouseleave: out };
  if (piece.node === undefined) return h("span", hover, words);
  const { node } = piece;
  const label = app.graph.label(node);
  return h(
    "button",
    { type: "button", class: `mark mark-${label.toLowerCase()}`, title: `${label}: ${app.graph.nodeName(node)}`, onclick: () => app.open(node), ...hover },
    icon(label),
    words,
  );
}

function lightClaims(piece: HTMLElement, at: number, on: boolean): void {
  for (const claim of piece.closest(".content")!.querySelectorAll<HTMLElement>(".claim")) {
    const within = Number(claim.dataset["start"]) <= at && at < Number(claim.dataset["end"]);
    claim.classList.toggle("lit", on && within);
  }
}
