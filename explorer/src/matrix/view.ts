import type { App, Parameters, View } from "../app";
import { counted, h } from "../ui/dom";
import { saveCsv, savePng, saveSvg } from "../ui/download";
import { button, choice, papers } from "../ui/pieces";
import { icon } from "../ui/looks";
import { listed } from "../route";
import { csv, drawing } from "./export";
import { type Cell, type Line, type Matrix, MatrixSource, type Order } from "./matrix";

const SIZES = [40, 80, 160, 320];

/** Methods and models down, benchmarks and datasets across. */
export function matrixView(app: App): View {
  const { graph } = app;
  const source = new MatrixSource(graph);
  let matrix: Matrix | undefined;

  const order = choice(
    "Order",
    [
      ["cluster", "in blocks"],
      ["support", "by papers"],
      ["date", "newest first"],
    ],
    (value) => app.set({ order: value }),
  );
  const task = choice(
    "Task",
    [["", "any"], ...source.tasks().map((node) => [graph.key(node), graph.nodeName(node)] as const)],
    (value) => app.set({ task: value }),
  );
  const size = choice(
    "Rows",
    SIZES.map((n) => [String(n), `at most ${n}`] as const),
    (value) => app.set({ rows: value }),
  );
  const families = h("input", {
    type: "checkbox",
    onchange: () => app.set({ families: families.checked ? "1" : "" }),
  });
  const filter = h("input", {
    type: "search",
    placeholder: "Filter names",
    "aria-label": "Filter names",
    maxlength: "100",
    oninput: () => app.set({ filter: filter.value }, true),
  });
  const status = h("p", { class: "status", role: "status" });
  const table = h("div", { class: "matrix-frame", tabindex: "-1" });
  const saved = (save: (matrix: Matrix) => void) => () => matrix && save(matrix);
  const element = h(
    "div",
    { class: "view matrix" },
    h(
      "div",
      { class: "toolbar" },
      filter,
      order.element,
      source.tasks().length > 0 && task.element,
      size.element,
      source.hasFamilies && h("label", { class: "choice" }, families, h("span", {}, "Families as one")),
      h(
        "span",
        { class: "group", role: "group", "aria-label": "Save what is shown" },
        button("CSV", saved((m) => saveCsv("matrix", csv(graph, m)))),
        button("SVG", saved((m) => saveSvg("matrix", drawing(graph, m)))),
        button("PNG", saved((m) => savePng("matrix", drawing(graph, m)))),
      ),
    ),
    status,
    table,
  );

  let shown = "";
  function update(parameters: Parameters): void {
    const { order: by = "cluster", task: key = "", rows = "40", families: one, filter: text = "" } = parameters;
    order.set(by);
    task.set(key);
    size.set(rows);
    families.checked = one === "1";
    if (document.activeElement !== filter) filter.value = text;
    const wanted = JSON.stringify([by, key, rows, one, text]);
    if (wanted !== shown) {
      shown = wanted;
      matrix = source.matrix({
        order: by as Order,
        families: one === "1",
        task: key ? graph.node(key) : undefined,
        text,
        rows: Number(rows) || SIZES[0]!,
        columns: Math.ceil((Number(rows) || SIZES[0]!) * 0.75),
      });
      status.textContent = summary(matrix);
      table.replaceChildren(matrix.rows.length ? drawn(matrix) : h("p", { class: "empty" }, EMPTY));
    }
    for (const cell of table.querySelectorAll<HTMLElement>("[aria-pressed]")) {
      const pressed = cell.dataset["pair"] === parameters["pair"];
      cell.setAttribute("aria-pressed", String(pressed));
      // The card takes room, perhaps where the cell was.
      if (pressed) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  function drawn(matrix: Matrix): HTMLElement {
    return h(
      "table",
      { onkeydown: move },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col", class: "corner" }, "Method or model"),
          ...matrix.columns.map((line) => h("th", { scope: "col" }, lineButton(line))),
        ),
      ),
      h(
        "tbody",
        {},
        ...matrix.rows.map((line, r) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, lineButton(line)),
            ...matrix.columns.map((column, c) => cellOf(line, column, matrix.cells[r]!.get(c))),
          ),
        ),
      ),
    );
  }

  function lineButton(line: Line): HTMLElement {
    const more = line.members.length > 1 ? ` and ${line.members.length - 1} more` : "";
    const name = graph.nodeName(line.node);
    return h(
      "button",
      { type: "button", class: "line-name", title: name, onclick: () => app.open(line.node) },
      icon(graph.label(line.node)),
      h("span", {}, name, more && h("small", {}, more)),
    );
  }

  function cellOf(row: Line, column: Line, cell: Cell | undefined): HTMLElement {
    if (!cell) return h("td", {});
    const pair = listed([column.node, ...row.members].map((node) => graph.key(node)));
    const said = described(row, column, cell);
    return h(
      "td",
      {},
      h(
        "button",
        {
          type: "button",
          class: `cell support-${Math.min(cell.support, 5)}`,
          title: said,
          "aria-label": said,
          "aria-pressed": "false",
          "data-pair": pair,
          onclick: () => app.set({ pair, node: "" }),
        },
        cell.shown ? cell.shown.value : "",
      ),
    );
  }

  function described(row: Line, column: Line, cell: Cell): string {
    const { shown } = cell;
    const metric = shown?.metric === undefined ? "" : ` ${graph.nodeName(shown.metric)}`;
    const value = shown ? `: ${shown.value}${metric}` : "";
    const more = cell.figures.length > 1 ? `, ${cell.figures.length} results` : "";
    return `${graph.nodeName(row.node)} on ${graph.nodeName(column.node)}${value}, ${papers(cell.support)}${more}`;
  }

  return { element, update };
}

const EMPTY = "No method or model of this graph was evaluated on such data.";

function summary({ rows, columns, all }: Matrix): string {
  const cut = rows.length < all.rows || columns.length < all.columns;
  const size = `${counted(rows.length, "method or model", "methods and models")} on ${counted(columns.length, "benchmark or dataset", "benchmarks and datasets")}`;
  return cut
    ? `${size}: the best supported of ${all.rows.toLocaleString("en")} and ${all.columns.toLocaleString("en")}`
    : size;
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Arrow keys go from filled cell to filled cell. */
function move(event: Event): void {
  const step = STEPS[(event as KeyboardEvent).key];
  const at = (event.target as HTMLElement).closest("td");
  if (!at || !step) return;
  const [down, right] = step;
  event.preventDefault();
  const body = at.closest("tbody")!;
  let row = (at.parentElement as HTMLTableRowElement).sectionRowIndex + down;
  let column = at.cellIndex + right;
  while (body.rows[row]?.cells[column]) {
    const next = body.rows[row]!.cells[column]!.querySelector<HTMLElement>(".cell");
    if (next) return next.focus();
    row += down;
    column += right;
  }
}
