"""Extracts what a list of names knows, and who is tested on what."""

from collections.abc import Iterable, Iterator

from kg.annotations import find_mentions
from kg.plugins import Extractor
from kg.records import Annotation, Entity, Paper, Relation
from kg.schema import BENCHMARK, DATASET, MODEL, TASK, RelationType
from kg.sentences import sentence_at, sentence_spans

NAMES = {
    "AlphaFold": MODEL,
    "RoseTTAFold": MODEL,
    "CASP14": BENCHMARK,
    "Protein Data Bank": DATASET,
    "protein structure prediction": TASK,
}


def load() -> Extractor:
    return extract


def extract(papers: Iterable[Paper]) -> Iterator[Annotation]:
    for paper in papers:
        entities = list(find_entities(paper))
        relations = list(find_relations(paper, entities))
        yield Annotation(paper=paper.id, entities=tuple(entities), relations=tuple(relations))


def find_entities(paper: Paper) -> Iterator[Entity]:
    for name, spans in find_mentions({name: [name] for name in NAMES}, paper.text).items():
        if spans:
            yield Entity(
                id=name, type=NAMES[name], name=name, surfaces=(name,), mentions=tuple(spans)
            )


def find_relations(paper: Paper, entities: list[Entity]) -> Iterator[Relation]:
    """A model is tested on a benchmark if one sentence names both."""
    sentences = sentence_spans(paper.text)
    places = {e.id: {sentence_at(sentences, span.start) for span in e.mentions} for e in entities}
    for model in (entity for entity in entities if entity.type is MODEL):
        for benchmark in (entity for entity in entities if entity.type is BENCHMARK):
            for sentence in sorted(places[model.id] & places[benchmark.id])[:1]:
                yield Relation(
                    head=model.id,
                    label=RelationType.EVALUATED_ON,
                    tail=benchmark.id,
                    evidence=sentence,
                    confidence=0.5,
                )
