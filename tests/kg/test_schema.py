import pytest

from kg.schema import EDGE_ENDS, KINDS, NODE_LABELS, EntityType, RelationType, allows, label_of


@pytest.mark.parametrize(
    ("head", "label", "tail", "allowed"),
    [
        ("Model", "EVALUATED_ON", "Benchmark", True),
        ("Benchmark", "EVALUATED_ON", "Model", False),
        ("Dataset", "COMPARED_WITH", "Benchmark", True),
        ("Dataset", "COMPARED_WITH", "Model", False),
        ("Benchmark", "USES", "Dataset", True),
        ("Method", "USES", "Task", False),
        ("Dataset", "BENCHMARK_FOR", "Task", True),
    ],
)
def test_relations_have_signatures(head: str, label: str, tail: str, allowed: bool) -> None:
    assert allows(EntityType(head), RelationType(label), EntityType(tail)) is allowed


def test_the_graph_holds_every_edge_that_a_vote_on_types_can_make() -> None:
    for label in RelationType:
        for head in EntityType:
            for tail in EntityType:
                if allows(head, label, tail):
                    voted = {(h, t) for h in KINDS[head] for t in KINDS[tail]}
                    assert voted <= set(EDGE_ENDS[label])


def test_a_key_tells_its_label() -> None:
    assert [label_of(f"{label.lower()}:x:y") for label in NODE_LABELS] == list(NODE_LABELS)
