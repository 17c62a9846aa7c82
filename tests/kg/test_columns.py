import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.columns import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Columns,
    ColumnType,
    Row,
    edge_from_row,
    node_from_row,
    row,
)
from kg.records import Edge, EntityNode, Evidence, Node, PaperNode, ResultNode
from kg.schema import EDGE_ENDS, NODE_LABELS, Outcome

PYTHON_TYPES = {
    ColumnType.STRING: str,
    ColumnType.INTEGER: int,
    ColumnType.FLOAT: float,
    ColumnType.DATE: datetime.date,
    ColumnType.STRINGS: str,
    ColumnType.INTEGERS: int,
    ColumnType.FLOATS: float,
}

numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
chances = st.floats(min_value=0, max_value=1)
nodes = st.one_of(
    st.from_type(PaperNode),
    st.from_type(EntityNode),
    st.builds(ResultNode, number=numbers),
)
evidence = st.builds(Evidence, confidence=chances, outcome=st.none() | st.sampled_from(Outcome))
edges = st.builds(
    Edge,
    label=st.sampled_from(sorted(EDGE_ENDS)),
    evidence=st.lists(evidence, min_size=1, max_size=4).map(tuple),
)


def fits(values: Row, columns: Columns) -> bool:
    """Whether ``values`` has exactly these columns, in order, each with a value of its type."""

    def one(value: object, kind: ColumnType) -> bool:
        if kind.is_list:
            return isinstance(value, list) and all(type(v) is PYTHON_TYPES[kind] for v in value)
        return value is None or type(value) is PYTHON_TYPES[kind]

    return list(values) == list(columns) and all(one(values[c], columns[c]) for c in columns)


def test_every_node_label_has_columns_and_its_key_comes_first() -> None:
    assert set(NODE_COLUMNS) == set(NODE_LABELS)
    assert {next(iter(columns)) for columns in NODE_COLUMNS.values()} == {"key"}


def test_layout() -> None:
    assert {name: str(kind) for name, kind in NODE_COLUMNS["Model"].items()} == {
        "key": "string",
        "name": "string",
        "aliases": "strings",
        "papers": "integer",
        "first": "date",
        "last": "date",
        "type_votes": "strings",
    }
    assert list(NODE_COLUMNS["Paper"]) == list(PaperNode.model_fields)
    assert list(NODE_COLUMNS["Result"]) == ["key", "value", "number", "unit"]


@given(nodes)
def test_a_node_comes_back_from_its_row(node: Node) -> None:
    values = row(node)
    assert fits(values, NODE_COLUMNS[node.label])
    assert node_from_row(node.label, values) == node


@given(edges)
def test_an_edge_comes_back_from_its_row(edge: Edge) -> None:
    values = row(edge)
    assert fits(values, EDGE_COLUMNS)
    assert edge_from_row(edge.head, edge.label, edge.tail, values) == edge


def test_an_edge_row_sums_up_its_evidence() -> None:
    edge = Edge(
        head="model:a",
        label="COMPARED_WITH",
        tail="model:b",
        evidence=(
            Evidence(paper="1", start=3, end=9, sentence="A > B", confidence=0.5, outcome="better"),
            Evidence(paper="2", start=0, end=5, sentence="A, B.", confidence=0.8),
        ),
        first=datetime.date(2024, 1, 2),
    )
    assert row(edge) == {
        "support": 2,
        "confidence": 0.9,
        "outcome": "better",
        "sentence": "A, B.",
        "first": datetime.date(2024, 1, 2),
        "last": None,
        "papers": ["1", "2"],
        "sentences": ["A > B", "A, B."],
        "start_offsets": [3, 0],
        "end_offsets": [9, 5],
        "confidences": [0.5, 0.8],
        "outcomes": ["better", ""],
    }


def test_columns_of_unequal_length_are_refused() -> None:
    edge = Edge(
        head="a",
        label="USES",
        tail="b",
        evidence=(Evidence(paper="1", start=0, end=1, sentence="s"),),
    )
    with pytest.raises(ValueError, match="longer"):
        edge_from_row("a", "USES", "b", {**row(edge), "papers": []})
