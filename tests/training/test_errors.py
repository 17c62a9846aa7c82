"""Errors by kind, of a made-up paper."""

from training.errors import (
    ADDRESSES,
    COUNT,
    CUT,
    END,
    FIGURE,
    GROUND,
    NAME,
    NEW,
    TERM,
    TYPE,
    USES,
    Error,
    errors,
)

TEXT = (
    "OwlNet for song recognition\n"
    "OwlNet, a graph network by RobinNet, hears owls with deep nests. It reaches 9.5 and 8.5 on "
    "NestBench and Nest-2, in 7 s. Bird calls are long."
)


def side(entities: str, relations: str = "", results: str = "") -> dict[str, object]:
    """An annotation: "Type name/surface*" with a star for new, "e0 USES e1", "9.5 e1"."""
    found = []
    for number, line in enumerate(entities.split(", ")):
        kind, name = line.split(" ", 1)
        surface = name.removesuffix("*")
        entity = {"id": f"e{number}", "type": kind, "name": surface, "surface": surface.split("/")}
        found.append({**entity, "new": name.endswith("*")})
    return {
        "id": "a",
        "entities": found,
        "relations": [line.split() for line in relations.split(", ") if line],
        "results": [
            dict(zip(("value", "on"), line.split(), strict=True))
            for line in results.split(", ")
            if line
        ],
    }


def test_entities_and_contributions() -> None:
    gold = side("Method OwlNet*, Task song recognition, Method graph network, Model RobinNet")
    predicted = side("Method OwlNet, Method song recognition, Method network, Task owls")
    assert sorted(errors(gold, predicted, TEXT)) == sorted(
        [
            Error(NEW, True, "OwlNet"),
            Error(TYPE, True, "Task song recognition"),
            Error(TYPE, False, "Method song recognition"),
            Error(CUT, True, "Method graph network"),
            Error(CUT, False, "Method network"),
            Error(NAME, True, "Model RobinNet"),
            Error(TERM, False, "Task owls"),
        ]
    )


def test_two_names_for_one() -> None:
    gold = side("Benchmark NestBench/Nest-2")
    predicted = side("Benchmark NestBench, Benchmark Nest-2")
    assert list(errors(gold, predicted, TEXT)) == [Error(COUNT, False, "Benchmark Nest-2")]


def test_relations_and_results() -> None:
    entities = "Method OwlNet, Task song recognition, Method graph network, Benchmark NestBench"
    gold = side(
        f"{entities}, Benchmark Nest-2",
        "e0 ADDRESSES e1, e0 EVALUATED_ON e3, e0 EVALUATED_ON e4",
        "9.5 e3, 8.5 e4",
    )
    predicted = side(entities, "e0 USES e2, e0 EVALUATED_ON e3", "9.5 e3, 8.5 e3, 7 e3")
    assert sorted(errors(gold, predicted, TEXT)) == sorted(
        [
            Error(NAME, True, "Benchmark Nest-2"),
            Error(ADDRESSES, True, "OwlNet ADDRESSES song recognition"),
            Error(USES, False, "OwlNet USES graph network"),
            Error(END, True, "OwlNet EVALUATED_ON Nest-2"),
            Error(GROUND, True, "8.5 on Nest-2"),
            Error(GROUND, False, "8.5 on NestBench"),
            Error(FIGURE, False, "7 on NestBench"),
        ]
    )
