"""RDF in Turtle (https://www.w3.org/TR/turtle/); :mod:`loaders.rdf` has what is said."""

from pathlib import Path

from rdflib import Literal, URIRef

from kg.plugins import GraphLike
from kg.writing import whole
from loaders.rdf import PREFIXES, Blank, Properties, compact, resources

SUFFIXES = (".ttl",)


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``.

    rdflib writes each term but not the document: its serializer would hold all triples in memory.
    """
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        for prefix, namespace in PREFIXES.items():
            stream.write(f"@prefix {prefix}: <{namespace}> .\n")
        for subject, properties in resources(graph):
            stream.write(f"\n{subject.n3()}{_properties(properties, indent=4)} .\n")


def _properties(properties: Properties, indent: int) -> str:
    start = "\n" + " " * indent
    return " ;".join(f"{start}{_verb(verb)} {_term(o, indent)}" for verb, o in properties)


def _verb(term: URIRef) -> str:
    name = _term(term, 0)
    return "a" if name == "rdf:type" else name


def _term(term: URIRef | Literal | Blank, indent: int) -> str:
    match term:
        case Blank():
            return f"[{_properties(term.properties, indent + 4)} ]"
        case Literal(datatype=URIRef() as datatype):
            return f"{Literal(str(term)).n3()}^^{compact(datatype)}"
        case URIRef():
            name = compact(term)
            return term.n3() if name == str(term) else name
        case _:
            return term.n3()
