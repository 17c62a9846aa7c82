import type { App, View } from "../app";
import { listed } from "../route";
import { counted, h } from "../ui/dom";
import { saveCsv } from "../ui/download";
import { button, nodeLink } from "../ui/pieces";

interface Question {
  title: string;
  cypher: string;
  parameters: Record<string, unknown>;
}

type Answer =
  | { columns: string[]; rows: unknown[][]; truncated: boolean }
  | { error: string };

const FIRST = "MATCH (m)-[e:EVALUATED_ON]->(b) RETURN m.key, b.key, e.support ORDER BY e.support DESC LIMIT 20";

/** Questions in Cypher, which the server answers from its graph. */
export function cypherView(app: App): View {
  const saved = h("select", { "aria-label": "Questions to begin with", onchange: take });
  const text = h("textarea", { "aria-label": "Cypher", rows: "8", spellcheck: "false", onkeydown: key });
  const parameters = h("textarea", { class: "parameters", "aria-label": "Parameters, as JSON", rows: "2", spellcheck: "false" });
  const status = h("p", { class: "status", role: "status" });
  const answer = h("div", { class: "table-frame", tabindex: "-1" });
  const element = h(
    "div",
    { class: "view cypher" },
    h(
      "form",
      { class: "ask", onsubmit: (event: Event) => { event.preventDefault(); void ask(); } },
      h("label", { class: "choice" }, h("span", {}, "Questions"), saved),
      text,
      h("label", { class: "choice" }, h("span", { class: "soft" }, "Parameters, as JSON"), parameters),
      h("p", { class: "actions" }, h("button", { type: "submit", class: "button primary" }, "Ask"), h("span", { class: "soft" }, "Ctrl and Enter")),
    ),
    status,
    answer,
  );
  let questions: Question[] = [];
  text.value = FIRST;
  parameters.value = "{}";
  void offer();

  async function offer(): Promise<void> {
    const given = await fetch("api/queries");
    questions = given.ok ? ((await given.json()) as Question[]) : [];
    saved.replaceChildren(
      h("option", { value: "" }, "Choose one …"),
      ...questions.map(({ title }, i) => h("option", { value: String(i) }, title)),
    );
  }

  function take(): void {
    const chosen = questions[Number(saved.value)];
    if (!saved.value || !chosen) return;
    text.value = chosen.cypher;
    parameters.value = JSON.stringify(chosen.parameters ?? {});
    void ask();
  }

  function key(event: Event): void {
    const { key, ctrlKey, metaKey } = event as KeyboardEvent;
    if (key === "Enter" && (ctrlKey || metaKey)) void ask();
  }

  async function ask(): Promise<void> {
    status.textContent = "Asking …";
    answer.replaceChildren();
    const given = await answered(text.value, parameters.value);
    if ("error" in given) {
      status.textContent = given.error;
      return;
    }
    status.textContent = `${counted(given.rows.length, "row")}${given.truncated ? ", and there are more" : ""}`;
    answer.replaceChildren(tools(given.columns, given.rows), tableOf(given.columns, given.rows));
  }

  function tools(columns: string[], rows: unknown[][]): HTMLElement {
    const nodes = [...new Set(rows.flat().flatMap((value) => nodeOf(value) ?? []))];
    const keys = listed(nodes.map((node) => app.graph.key(node)));
    return h(
      "p",
      { class: "actions" },
      button("CSV", () => saveCsv("answer", [columns, ...rows.map((row) => row.map(written))])),
      nodes.length > 0 && button("Show in the network", () => app.go("network", { near: keys, depth: "0" })),
    );
  }

  function tableOf(columns: string[], rows: unknown[][]): HTMLElement {
    return h(
      "table",
      { class: "board" },
      h("thead", {}, h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((value) => h("td", {}, cell(value)))))),
    );
  }

  function cell(value: unknown): Node | string {
    const node = nodeOf(value);
    return node === undefined ? written(value) : nodeLink(app, node);
  }

  /** The node that a value is, or whose key it is. */
  function nodeOf(value: unknown): number | undefined {
    if (typeof value === "string") return app.graph.node(value);
    const key = (value as { key?: unknown } | null)?.key;
    return typeof key === "string" ? app.graph.node(key) : undefined;
  }

  return { element, update: () => undefined };
}

async function answered(cypher: string, written: string): Promise<Answer> {
  let parameters: unknown;
  try {
    parameters = JSON.parse(written || "{}");
  } catch {
    return { error: "The parameters are no JSON." };
  }
  try {
    const given = await fetch("api/query", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ cypher, parameters }),
    });
    return (await given.json()) as Answer;
  } catch {
    return { error: "The server does not answer." };
  }
}

function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
