"""The graph in networkx for file formats of XML, which know no lists, no dates and no nulls."""

import datetime
import json
import re

import networkx as nx

from kg.networks import to_networkx
from kg.plugins import GraphLike

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What an XML 1.0 file cannot hold; nor the carriage return, which parsers turn into a newline."""


def to_flat_network(graph: GraphLike) -> nx.MultiDiGraph:
    """``graph`` with attributes that are strings and numbers only.

    Lists become JSON, dates ISO 8601, characters that XML forbids U+FFFD. Under the names that
    viewers look for there are also ``label`` (what to print), ``weight`` (the support of an edge)
    and ``id`` of an edge.
    """
    flat = nx.MultiDiGraph()
    network = to_networkx(graph)
    for key, attributes in network.nodes(data=True):
        flat.add_node(_legal(key), **_flat({"label": attributes["name"], **attributes}))
    for head, tail, label, attributes in network.edges(keys=True, data=True):
        drawn = {"id": f"{head} {label} {tail}", "label": label, "weight": attributes["support"]}
        flat.add_edge(_legal(head), _legal(tail), key=label, **_flat({**drawn, **attributes}))
    return flat


def _flat(attributes: dict[str, object]) -> dict[str, str | int | float]:
    flat = {name: _scalar(value) for name, value in attributes.items()}
    # An empty string reads back as no attribute at all.
    return {name: value for name, value in flat.items() if value != ""}


def _scalar(value: object) -> str | int | float:
    match value:
        case int() | float():
            return value
        case datetime.date():
            return value.isoformat()
        case list():
            return _legal(json.dumps(value, ensure_ascii=False))
        case _:
            return _legal(str(value))


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
