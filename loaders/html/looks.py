"""How each type of entity looks.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people tell apart who
see no red or no green; shapes tell the types apart for everybody else.
"""

from typing import NamedTuple

from kg.schema import EntityType


class Look(NamedTuple):
    """A colour, a shape of vis-network, and the same shape as an SVG path in a box of 16 by 16."""

    color: str
    shape: str
    path: str


LOOKS: dict[EntityType, Look] = {
    EntityType.METHOD: Look("#0072b2", "dot", "M8 1a7 7 0 1 0 .01 0Z"),
    EntityType.MODEL: Look("#d55e00", "diamond", "M8 0 16 8 8 16 0 8Z"),
    EntityType.DATASET: Look("#009e73", "square", "M2 2h12v12H2Z"),
    EntityType.BENCHMARK: Look("#e69f00", "triangle", "M8 1 16 15H0Z"),
    EntityType.TASK: Look("#cc79a7", "triangleDown", "M8 15 0 1h16Z"),
    EntityType.METRIC: Look("#56b4e9", "hexagon", "M4 1h8l4 7-4 7H4L0 8Z"),
}
