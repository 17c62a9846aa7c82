"""Methods and models against the benchmarks and datasets that they were measured on."""

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.figure import Figure

from kg.graph import Graph
from kg.matrix import Line, Matrix, Order, matrix
from kg.plotting.looks import shortened

_BLUES = LinearSegmentedColormap.from_list("blues", ["#cfe3f1", "#2f7ebc", "#08306b"])

_COLUMN, _ROW = 0.42, 0.26
"""Inches that a column and a row take."""

_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500)

_DIGITS = 7
"""Characters of a value that fit into a cell."""


def draw_matrix(graph: Graph) -> Figure | None:
    """The matrix with blocks of what is measured alike; None if nothing is measured."""
    made = matrix(graph, order=Order.CLUSTER)
    if not made.cells:
        return None
    figure = Figure((3 + _COLUMN * len(made.columns), 2 + _ROW * len(made.rows)))
    axes = figure.subplots()
    _draw_cells(axes, made)
    left, down = made.all_columns - len(made.columns), made.all_rows - len(made.rows)
    axes.set_title(
        f"Measured on: {len(made.rows)} methods and models, {len(made.columns)} benchmarks and "
        f"datasets ({down:,} and {left:,} more in the graph)",
        fontsize=9,
        loc="left",
    )
    return figure


def _draw_cells(axes: Axes, made: Matrix) -> None:
    most = max(cell.support for cell in made.cells)
    squares = axes.scatter(
        [cell.column for cell in made.cells],
        [cell.row for cell in made.cells],
        c=[cell.support for cell in made.cells],
        norm=LogNorm(1, max(most, 2)),
        cmap=_BLUES,
        marker="s",
        s=260,
        edgecolors="#8a8a8a",
        linewidths=0.4,
    )
    for cell in made.cells:
        if cell.value:
            axes.text(
                cell.column,
                cell.row,
                cell.value[:_DIGITS],
                fontsize=5,
                ha="center",
                va="center",
                color="white" if cell.support > most / 2 > 1 else "black",
                parse_math=False,
            )
    axes.set_xticks(
        range(len(made.columns)),
        labels=[_with_metric(line) for line in made.columns],
        rotation=60,
        ha="right",
        rotation_mode="anchor",
        fontsize=7,
        parse_math=False,
    )
    axes.set_yticks(
        range(len(made.rows)),
        labels=[shortened(line.node.name) for line in made.rows],
        fontsize=7,
        parse_math=False,
    )
    axes.set_xlim(-0.6, len(made.columns) - 0.4)
    axes.set_ylim(len(made.rows) - 0.4, -0.6)
    axes.grid(color="#e4e4e4", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if most > 1:
        ticks = [n for n in _TICKS if n < most] + [most]
        bar = axes.figure.colorbar(
            squares, ax=axes, label="papers", shrink=0.4, pad=0.02, ticks=ticks, format="%d"
        )
        bar.minorticks_off()


def _with_metric(line: Line) -> str:
    name = shortened(line.node.name)
    return f"{name} ({shortened(line.metric)})" if line.metric else name
