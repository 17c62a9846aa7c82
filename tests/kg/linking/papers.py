"""Papers made of nothing but names."""

from kg.extraction import Annotated
from kg.records import Annotation, Entity, Paper, Span
from kg.schema import EntityType


def names(paper: str, *entities: str) -> Annotated:
    """A paper that names ``entities``, each as ``Type: heading = surface = surface``.

    An exclamation mark after the type says that the paper introduces it.
    """
    made = []
    for number, text in enumerate(entities, 1):
        kind, _, rest = text.partition(": ")
        heading, *surfaces = rest.split(" = ")
        made.append(
            Entity(
                id=f"e{number}",
                type=EntityType(kind.rstrip("!")),
                name=heading,
                surfaces=tuple(surfaces) or (heading,),
                mentions=(Span(0, 1),),
                new=kind.endswith("!"),
            )
        )
    text = Paper(id=paper, title="On names", abstract="It names things.")
    return text, Annotation(paper=paper, entities=tuple(made))
