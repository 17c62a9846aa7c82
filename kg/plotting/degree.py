"""How many neighbours nodes have."""

from collections import defaultdict

from matplotlib.figure import Figure

from kg.graph import Graph
from kg.plotting.looks import COLOURS, MARKS
from kg.schema import EntityType, RelationType

_DEGREES = f"""
MATCH (a:{":".join(COLOURS)})-[:{"|".join(RelationType)}]-(b)
RETURN label(a) AS label, a.key AS key, count(DISTINCT b.key) AS degree
"""


def draw_degree(graph: Graph) -> Figure | None:
    """The share of nodes with at least so many related nodes, by type; None if none has any."""
    degrees = defaultdict(list)
    for row in graph.query(_DEGREES):
        degrees[EntityType(row["label"])].append(row["degree"])
    if not degrees:
        return None
    figure = Figure((6, 4.5))
    axes = figure.subplots()
    for kind in COLOURS:
        if found := sorted(degrees[kind]):
            first = {degree: i for i, degree in reversed(list(enumerate(found)))}
            steps = sorted(first)
            axes.plot(
                steps,
                [(len(found) - first[degree]) / len(found) for degree in steps],
                label=f"{kind} ({len(found):,})",
                color=COLOURS[kind],
                marker=MARKS[kind],
                markersize=4,
                linewidth=1,
            )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("related nodes")
    axes.set_ylabel("share of nodes with so many or more")
    axes.grid(color="#e4e4e4", linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    return figure
