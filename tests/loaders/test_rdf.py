from pathlib import Path

import pytest
from hypothesis import given, settings
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from kg.plugins import Loader
from kg.records import EntityNode
from loaders import jsonld, turtle
from tests.graphs import BEATS, EXAMPLE, FIRST, IS_WORSE, SECOND, MemoryGraph, graphs, saved
from tests.loaders.conftest import MatchesGolden

# rdflib's own JSON-LD parser uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

OA_EXACT = URIRef("http://www.w3.org/ns/oa#exact")


def parse(path: Path, format: str) -> Graph:
    return Graph().parse(path, format=format)


@pytest.mark.parametrize(("loader", "suffix"), [(turtle, "ttl"), (jsonld, "jsonld")])
def test_file(loader: Loader, suffix: str, matches_golden: MatchesGolden) -> None:
    with saved(EXAMPLE, loader) as path:
        matches_golden(path.read_text(encoding="utf-8"), f"example.{suffix}")


@given(graphs())
@settings(max_examples=30)
def test_both_formats_say_the_same(graph: MemoryGraph) -> None:
    with saved(graph, turtle) as path:
        one = parse(path, "turtle")
    with saved(graph, jsonld) as path:
        other = parse(path, "json-ld")
    assert isomorphic(one, other)


@given(graphs())
@settings(max_examples=30)
def test_names_edges_and_sentences_are_all_said(graph: MemoryGraph) -> None:
    with saved(graph, turtle) as path:
        rdf = parse(path, "turtle")

    def said(predicate: URIRef) -> set[str]:
        return {str(value) for value in rdf.objects(None, predicate)}

    entities = [node for node in graph.nodes() if isinstance(node, EntityNode)]
    assert said(SKOS.prefLabel) == {entity.name for entity in entities}
    assert said(SKOS.altLabel) == {alias for entity in entities for alias in entity.aliases}
    assert len(set(rdf.subjects(RDF.type, RDF.Statement))) == len(list(graph.edges()))
    assert said(OA_EXACT) == {item.sentence for edge in graph.edges() for item in edge.evidence}
    for statement in rdf.subjects(RDF.type, RDF.Statement):
        ends = (rdf.value(statement, end) for end in (RDF.subject, RDF.predicate, RDF.object))
        assert tuple(ends) in rdf


def test_a_query_finds_the_sentences_behind_an_edge() -> None:
    with saved(EXAMPLE, turtle) as path:
        rdf = parse(path, "turtle")
    found = rdf.query("""
        PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX pkg: <urn:paperkg:schema:>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?other ?sentence ?start ?title ?outcome WHERE {
            ?method skos:prefLabel "Fjord" ; pkg:COMPARED_WITH/skos:prefLabel ?other .
            ?edge rdf:subject ?method ; rdf:predicate pkg:COMPARED_WITH ;
                  prov:wasDerivedFrom ?passage .
            ?passage oa:hasSource/dcterms:title ?title ;
                     oa:hasSelector/oa:exact ?sentence ; oa:hasSelector/oa:start ?start ;
                     pkg:outcome ?outcome .
        } ORDER BY ?outcome
    """)
    assert [[term.toPython() for term in line] for line in found] == [
        ["O'Brien-7B", BEATS, 57, FIRST.title, "better"],
        ["O'Brien-7B", IS_WORSE, 45, SECOND.title, "worse"],
    ]
