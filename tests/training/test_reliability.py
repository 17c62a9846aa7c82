"""Confidences against what is right."""

from typing import Any

from training.reliability import hits, rows


def entity(key: str, name: str, confidence: float = 1.0) -> dict[str, Any]:
    return {"id": key, "type": "Method", "name": name, "surface": [name], "confidence": confidence}


def test_each_statement_is_judged_once() -> None:
    gold = {
        "entities": [entity("g1", "OwlNet"), entity("g2", "CrowNet")],
        "relations": [["g2", "COMPARED_WITH", "g1", "worse"]],
        "results": [{"value": "9.5", "on": None}],
    }
    predicted = {
        "entities": [
            entity("p1", "OwlNet", 0.9),
            entity("p2", "CrowNet", 0.8),
            entity("p3", "Nest", 0.3),
        ],
        "relations": [["p1", "COMPARED_WITH", "p2", "better"], ["p1", "USES", "p3"]],
        "relation_details": [{"confidence": 0.7}, {"confidence": 0.2}],
        "results": [
            {"value": "9.5%", "on": None, "confidence": 0.6},
            {"value": "9.5", "on": None, "confidence": 0.5},
        ],
    }
    assert list(hits(gold, predicted)) == [
        ("entity", (0.9, True)),
        ("entity", (0.8, True)),
        ("entity", (0.3, False)),
        ("relation", (0.7, True)),
        ("relation", (0.2, False)),
        ("result", (0.6, True)),
        ("result", (0.5, False)),
    ]


def test_a_row_for_each_tenth_that_holds_something() -> None:
    found = [(0.31, True), (0.39, False), (1.0, True)]
    assert list(rows("entity", found)) == [
        "| entity | 0.35 | 0.50 | 2 |",
        "| entity | 1.00 | 1.00 | 1 |",
    ]
