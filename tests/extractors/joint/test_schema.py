"""The numbers of the model mean what the schema of the graph says."""

import pytest

from extractors.joint.schema import ALLOWED, FILLS, LABELS, MIRRORED, OUTCOMES, ROLES, TYPES
from kg.schema import allows


def test_all_pairs_of_types_are_joined_as_the_graph_allows() -> None:
    assert ALLOWED.shape == (len(TYPES), len(TYPES), len(LABELS))
    assert all(
        ALLOWED[head, tail, number] == allows(TYPES[head], label, TYPES[tail])
        for head in range(len(TYPES))
        for tail in range(len(TYPES))
        for number, label in enumerate(LABELS)
    )


@pytest.mark.parametrize(
    ("head", "label", "tail", "allowed"),
    [
        ("Method", "ADDRESSES", "Task", True),
        ("Task", "ADDRESSES", "Method", False),
        ("Model", "EVALUATED_ON", "Benchmark", True),
        ("Benchmark", "EVALUATED_ON", "Model", False),
        ("Dataset", "COMPARED_WITH", "Benchmark", True),
        ("Method", "COMPARED_WITH", "Dataset", False),
        ("Method", "USES", "Benchmark", False),
        ("Metric", "USES", "Method", False),
    ],
)
def test_direction_counts(head: str, label: str, tail: str, allowed: bool) -> None:
    names = [str(kind) for kind in TYPES]
    labels = [str(name) for name in LABELS]
    assert ALLOWED[names.index(head), names.index(tail), labels.index(label)] == allowed


@pytest.mark.parametrize(
    ("role", "types"),
    [
        ("subject", {"Method", "Model"}),
        ("on", {"Dataset", "Benchmark", "Task"}),
        ("metric", {"Metric"}),
    ],
)
def test_roles_of_results(role: str, types: set[str]) -> None:
    assert {TYPES[n] for n, fills in enumerate(FILLS[ROLES.index(role)]) if fills} == types


def test_a_comparison_seen_from_its_other_end() -> None:
    turned = {str(one): str(OUTCOMES[other]) for one, other in zip(OUTCOMES, MIRRORED, strict=True)}
    assert turned == {
        "better": "worse",
        "worse": "better",
        "similar": "similar",
        "unstated": "unstated",
    }
