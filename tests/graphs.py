"""Graphs for tests: one made by hand, and any that the schema allows."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from kg.plugins import GraphLike, Loader
from kg.records import Edge, EntityNode, Evidence, Node, PaperNode, ResultNode
from kg.schema import EDGE_ENDS, NODE_LABELS, EntityType, Outcome


class MemoryGraph:
    """Nodes and edges in the order that a stored graph gives them."""

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        self._nodes = sorted(nodes, key=lambda node: (NODE_LABELS.index(node.label), node.key))
        self._edges = sorted(edges, key=lambda edge: (list(EDGE_ENDS).index(edge.label), edge.key))

    def nodes(self) -> Iterator[Node]:
        return iter(self._nodes)

    def edges(self) -> Iterator[Edge]:
        return iter(self._edges)


JANUARY, MARCH = datetime.date(2024, 1, 2), datetime.date(2024, 3, 4)

FIRST = PaperNode(
    key="paper:2401.00001",
    title="Fjord: Cold Starts for Language Models",
    abstract='We present Fjord. Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.',
    date=JANUARY,
    authors=("Ada Øre", "José Núñez"),
    categories=("cs.CL", "cs.LG"),
    url="https://example.org/abs/2401.00001?v=1&x=2",
    annotation='{"paper":"2401.00001"}',
)
SECOND = PaperNode(
    key="paper:hep-th/9901001",
    title="A look back at {Fjord} \\& friends <b>now</b>",
    abstract="Fjord is worse than O'Brien-7B.",
    date=MARCH,
    annotation='{"paper":"hep-th/9901001"}',
)
PRESENTS = "We present Fjord."
BEATS = 'Fjord beats O\'Brien-7B "by far" on IceBench, at 71.5\\%.'
IS_WORSE = "Fjord is worse than O'Brien-7B."


def _says(
    paper: PaperNode, sentence: str, confidence: float, outcome: str | None = None
) -> Evidence:
    start = f"{paper.title}\n{paper.abstract}".index(sentence)
    return Evidence(
        paper=paper.key.removeprefix("paper:"),
        start=start,
        end=start + len(sentence),
        sentence=sentence,
        confidence=confidence,
        outcome=outcome,
    )


def _edge(head: str, label: str, tail: str, *evidence: Evidence) -> Edge:
    papers = {item.paper for item in evidence}
    dates = [p.date for p in (FIRST, SECOND) if p.key.removeprefix("paper:") in papers]
    ends = {"first": dates[0], "last": dates[-1]}
    return Edge(head=head, label=label, tail=tail, evidence=evidence, **ends)


EXAMPLE = MemoryGraph(
    [
        FIRST,
        SECOND,
        EntityNode(
            key="method:fjord",
            type=EntityType.METHOD,
            name="Fjord",
            aliases=("FJ; or, cold start", "فيورد"),
            papers=2,
            first=JANUARY,
            last=MARCH,
            type_votes=("Method=2",),
        ),
        EntityNode(
            key="model:o-brien-7b",
            type=EntityType.MODEL,
            name="O'Brien-7B",
            papers=2,
            first=JANUARY,
            last=MARCH,
            type_votes=("Method=1", "Model=1"),
        ),
        EntityNode(
            key="benchmark:icebench",
            type=EntityType.BENCHMARK,
            name="IceBench 🧊",
            aliases=('the "Ice" `Bench`',),
            papers=1,
            type_votes=("Benchmark=1",),
        ),
        ResultNode(
            key="result:2401.00001:100:fjord:icebench", value="71.5\\%", number=71.5, unit="%"
        ),
        ResultNode(key="result:2401.00001:120", value="two orders"),
    ],
    [
        _edge(FIRST.key, "INTRODUCES", "method:fjord", _says(FIRST, PRESENTS, 0.9)),
        _edge(SECOND.key, "MENTIONS", "method:fjord", _says(SECOND, IS_WORSE, 0.75)),
        _edge(
            "method:fjord",
            "COMPARED_WITH",
            "model:o-brien-7b",
            _says(FIRST, BEATS, 0.75, Outcome.BETTER),
            _says(SECOND, IS_WORSE, 0.5, Outcome.WORSE),
        ),
        _edge("method:fjord", "EVALUATED_ON", "benchmark:icebench", _says(FIRST, BEATS, 0.5)),
        _edge(
            "result:2401.00001:100:fjord:icebench",
            "OF",
            "method:fjord",
            _says(FIRST, BEATS, 0.625),
        ),
        _edge(
            "result:2401.00001:100:fjord:icebench",
            "ON",
            "benchmark:icebench",
            _says(FIRST, BEATS, 0.625),
        ),
    ],
)
"""Two papers that differ on one comparison, with names that formats must escape."""

HOSTILE = (
    *"'\"`\\{}<>&;,|\n\r\t\x00\x1f\x7f\x85\u2028\ufeff\ufffe",
    *(
        "\r\n",
        "\\u0027",
        "\\'",
        '""',
        "</script>",
        "]]>",
        "-->",
        "&amp;",
        "'; DROP TABLE x",
        "=1+1",
    ),
    *("${x}", "%s", "NULL", "nan", "😀", "e\u0301", "שלום", "\u202e", "名前"),
)


def texts(alphabet: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    """Any text, and often one that some format has to escape."""
    pieces = alphabet or (st.sampled_from(HOSTILE) | st.characters(codec="utf-8"))
    return st.lists(pieces, max_size=4).map("".join)


def _nodes(text: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    dates = st.none() | st.dates()
    some = st.lists(text, max_size=2).map(tuple)
    name = text.filter(bool)
    papers = st.builds(
        PaperNode,
        key=text.map("paper:{}".format),
        title=name,
        abstract=text,
        date=dates,
        authors=some,
        categories=some,
        url=st.none() | text,
        annotation=text,
    )
    entities = st.builds(
        lambda kind, slug, **fields: EntityNode(type=kind, key=f"{kind.lower()}:{slug}", **fields),
        st.sampled_from(EntityType),
        text,
        name=name,
        aliases=some,
        papers=st.integers(0, 10**9),
        first=dates,
        last=dates,
        type_votes=some,
    )
    results = st.builds(
        ResultNode,
        key=text.map("result:{}".format),
        value=name,
        number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        unit=st.none() | text,
    )
    return papers | entities | results


@st.composite
def graphs(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> MemoryGraph:
    """Any small graph that the schema allows; all its strings are drawn from ``text``."""
    text = texts() if text is None else text
    nodes = draw(st.lists(_nodes(text), max_size=4, unique_by=lambda node: node.key))
    places = [
        (head.key, label, tail.key)
        for label, ends in EDGE_ENDS.items()
        for head in nodes
        for tail in nodes
        if head is not tail and (head.label, tail.label) in ends
    ]
    evidence = st.builds(
        Evidence,
        paper=text,
        start=st.integers(0, 10**6),
        end=st.integers(0, 10**6),
        sentence=text,
        confidence=st.floats(0, 1),
        outcome=st.none() | st.sampled_from(Outcome),
    )
    edges = [
        Edge(
            head=head,
            label=label,
            tail=tail,
            evidence=draw(st.lists(evidence, min_size=1, max_size=3).map(tuple)),
            first=draw(st.none() | st.dates()),
            last=draw(st.none() | st.dates()),
        )
        for head, label, tail in draw(
            st.lists(st.sampled_from(places), max_size=4, unique=True) if places else st.just([])
        )
    ]
    return MemoryGraph(nodes, edges)


@contextmanager
def saved(graph: GraphLike, loader: Loader) -> Iterator[Path]:
    """Where ``loader`` has put ``graph``, for as long as the block runs."""
    with TemporaryDirectory() as folder:
        target = Path(folder, "graph")
        loader.load(graph, target)
        yield target
