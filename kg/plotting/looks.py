"""What all pictures share: colours and marks by type, and names that stay text."""

from collections.abc import Mapping

from kg.schema import BENCHMARK, DATASET, METHOD, MODEL, TASK, EntityType

COLOURS: Mapping[EntityType, str] = {
    METHOD: "#0072B2",
    MODEL: "#D55E00",
    DATASET: "#009E73",
    BENCHMARK: "#CC79A7",
    TASK: "#56B4E9",
}
"""From the palette of Okabe and Ito (2008), which the colour-blind tell apart."""

MARKS: Mapping[EntityType, str] = {
    METHOD: "o",
    MODEL: "s",
    DATASET: "^",
    BENCHMARK: "D",
    TASK: "v",
}
"""The second sign beside the colour."""

LONGEST = 32
"""Characters of a name that is a label."""


def shortened(name: str) -> str:
    """``name`` as a label."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
