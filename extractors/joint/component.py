"""The model as a step of a spaCy pipeline."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractors import doc as _doc  # noqa: F401  (declares what the step assigns)
from extractors.joint import weights
from extractors.joint.reader import Reader

GROUP = "entities"


class JointReader:
    """Writes entities, relations and results; the mentions are in ``doc.spans`` too."""

    def __init__(self, folder: Path) -> None:
        self._read = Reader(folder)

    def __call__(self, doc: Doc) -> Doc:
        annotation = self._read(doc.text)
        doc._.entities = annotation.entities
        doc._.relations = annotation.relations
        doc._.results = annotation.results
        doc.spans[GROUP] = [
            span
            for entity in annotation.entities
            for mention in entity.mentions
            if (span := doc.char_span(*mention, entity.type, alignment_mode="expand")) is not None
        ]
        return doc


@Language.factory(
    "joint",
    assigns=["doc._.entities", "doc._.relations", "doc._.results", "doc.spans"],
    default_config={"folder": None},
)
def make_joint(nlp: Language, name: str, folder: str | None) -> JointReader:
    """The factory behind ``nlp.add_pipe("joint")``; ``folder`` holds weights other than ours."""
    return JointReader(weights.FOLDER if folder is None else Path(folder))
