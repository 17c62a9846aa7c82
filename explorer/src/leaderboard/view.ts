import type { App, View } from "../app";
import { h } from "../ui/dom";

export function leaderboardView(_app: App): View {
  return { element: h("div", { class: "view" }), update: () => undefined };
}
