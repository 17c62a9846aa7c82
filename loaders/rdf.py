"""The graph in RDF, one resource at a time: what the Turtle and the JSON-LD loader write down.

Standard vocabularies say what they can: schema.org and Dublin Core for papers, SKOS for names,
PROV and Web Annotation for evidence; the rest are the labels and columns of our own schema, under
``urn:paperkg:schema:``. An edge is one triple and an ``rdf:Statement`` about it, which carries its
evidence: each a passage of a paper, quoted and with its offsets.

IRIs are made from node keys, so they are the same in every export. They are URNs because they are
names only: paperkg has no web address to promise that anything will be found there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DC, DCTERMS, PROV, RDF, SDO, SKOS, XSD

from kg.plugins import GraphLike
from kg.records import Edge, EntityNode, Evidence, Node, PaperNode, ResultNode, paper_key
from kg.schema import BENCHMARK, DATASET

PKG = Namespace("urn:paperkg:schema:")
OA = Namespace("http://www.w3.org/ns/oa#")
PREFIXES: dict[str, str] = {
    "dc": str(DC),
    "dcterms": str(DCTERMS),
    "oa": str(OA),
    "pkg": str(PKG),
    "prov": str(PROV),
    "rdf": str(RDF),
    "schema": str(SDO),
    "skos": str(SKOS),
    "xsd": str(XSD),
}


@dataclass(frozen=True)
class Blank:
    """A resource without a name, which stands inside the one that it belongs to."""

    properties: "Properties"


Properties = list[tuple[URIRef, URIRef | Literal | Blank]]


def resources(graph: GraphLike) -> Iterator[tuple[URIRef, Properties]]:
    """Yield what there is to say of ``graph``: a resource and some of its properties at a time."""
    for node in graph.nodes():
        yield _iri(node.key), _node(node)
    for edge in graph.edges():
        yield _iri(edge.head), [(PKG[edge.label], _iri(edge.tail))]
        yield _iri("edge:" + edge.head, edge.label, edge.tail), _statement(edge)


def _iri(*parts: str) -> URIRef:
    return URIRef("urn:paperkg:" + "/".join(quote(part, safe=":") for part in parts))


def _node(node: Node) -> Properties:
    match node:
        case PaperNode():
            return _paper(node)
        case EntityNode():
            return _entity(node)
        case ResultNode():
            return _result(node)


def _paper(paper: PaperNode) -> Properties:
    return [
        (RDF.type, SDO.ScholarlyArticle),
        (RDF.type, PKG.Paper),
        (DCTERMS.title, Literal(paper.title)),
        (DCTERMS.abstract, Literal(paper.abstract)),
        *_some(DCTERMS.issued, paper.date),
        *((DC.creator, Literal(author)) for author in paper.authors),
        *((DC.subject, Literal(category)) for category in paper.categories),
        *_some(SDO.url, paper.url, XSD.anyURI),
        (PKG.annotation, Literal(paper.annotation)),
    ]


def _entity(entity: EntityNode) -> Properties:
    is_data = entity.type in (DATASET, BENCHMARK)
    return [
        (RDF.type, SKOS.Concept),
        (RDF.type, PKG[entity.type]),
        *([(RDF.type, SDO.Dataset)] if is_data else []),
        (SKOS.prefLabel, Literal(entity.name)),
        *((SKOS.altLabel, Literal(alias)) for alias in entity.aliases),
        (PKG.papers, Literal(entity.papers)),
        *_some(PKG.first, entity.first),
        *_some(PKG.last, entity.last),
        *((PKG.type_votes, Literal(vote)) for vote in entity.type_votes),
    ]


def _result(result: ResultNode) -> Properties:
    return [
        (RDF.type, SDO.PropertyValue),
        (RDF.type, PKG.Result),
        (SDO.value, Literal(result.value)),
        *_some(PKG.number, result.number),
        *_some(SDO.unitText, result.unit),
    ]


def _statement(edge: Edge) -> Properties:
    return [
        (RDF.type, RDF.Statement),
        (RDF.subject, _iri(edge.head)),
        (RDF.predicate, PKG[edge.label]),
        (RDF.object, _iri(edge.tail)),
        (PKG.support, Literal(edge.support)),
        (PKG.confidence, Literal(edge.confidence)),
        *_some(PKG.outcome, edge.outcome),
        *_some(PKG.first, edge.first),
        *_some(PKG.last, edge.last),
        *((PROV.wasDerivedFrom, _passage(item)) for item in edge.evidence),
    ]


def _passage(evidence: Evidence) -> Blank:
    """The sentence as Web Annotation points at it: https://www.w3.org/TR/annotation-model/."""
    words: Properties = [(RDF.type, OA.TextQuoteSelector), (OA.exact, Literal(evidence.sentence))]
    place: Properties = [
        (RDF.type, OA.TextPositionSelector),
        (OA.start, Literal(evidence.start)),
        (OA.end, Literal(evidence.end)),
    ]
    return Blank(
        [
            (RDF.type, OA.SpecificResource),
            (OA.hasSource, _iri(paper_key(evidence.paper))),
            (OA.hasSelector, Blank(words)),
            (OA.hasSelector, Blank(place)),
            (PKG.confidence, Literal(evidence.confidence)),
            *_some(PKG.outcome, evidence.outcome),
        ]
    )


def _some(property: URIRef, value: object, datatype: URIRef | None = None) -> Properties:
    """The property, unless the value is missing."""
    return [] if value is None else [(property, Literal(value, datatype=datatype))]


@lru_cache(maxsize=1024)
def compact(term: URIRef) -> str:
    """``term`` as ``prefix:name`` if it is one of a vocabulary, else as it is."""
    for prefix, namespace in PREFIXES.items():
        name = term[len(namespace) :]
        if term.startswith(namespace) and name.isidentifier():
            return f"{prefix}:{name}"
    return str(term)
