"""RDF in JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/); :mod:`loaders.rdf` has what is said."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from kg.plugins import GraphLike
from kg.writing import whole
from loaders.rdf import PREFIXES, Blank, Properties, compact, resources

SUFFIXES = (".jsonld",)


def load(graph: GraphLike, target: Path) -> None:
    """Write ``graph`` to the file ``target``, a resource a line."""
    with whole(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": [')
        separator = "\n"
        for subject, properties in resources(graph):
            line = json.dumps({"@id": subject, **_members(properties)}, ensure_ascii=False)
            stream.write(separator + line)
            separator = ",\n"
        stream.write("\n]}\n")


def _members(properties: Properties) -> dict[str, Any]:
    members: dict[str, list[Any]] = defaultdict(list)
    for verb, term in properties:
        if verb == RDF.type:
            members["@type"].append(_value(term)["@id"])
        else:
            members[compact(verb)].append(_value(term))
    return {name: values[0] if len(values) == 1 else values for name, values in members.items()}


def _value(term: URIRef | Literal | Blank) -> Any:
    match term:
        case Blank():
            return _members(term.properties)
        case Literal(datatype=URIRef() as datatype):
            return {"@value": str(term), "@type": compact(datatype)}
        case URIRef():
            return {"@id": compact(term)}
        case _:
            return str(term)
