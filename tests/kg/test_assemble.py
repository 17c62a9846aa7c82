import datetime
from itertools import permutations

from kg.annotations import from_corpus, to_corpus
from kg.assemble import Assembly, assemble
from kg.extraction import Annotated
from kg.linking import link
from kg.records import Edge, Paper
from kg.schema import Outcome


def annotated(key: str, day: int | None, abstract: str, *facts: list[str]) -> Annotated:
    """A paper about the method Foo, the model Bar and the benchmark Baz, as far as it has them."""
    paper = Paper(
        id=key,
        title="On parsing",
        abstract=abstract,
        date=datetime.date(2025, 1, day) if day else None,
    )
    types = {"Foo": "Method", "Bar": "Model", "Baz": "Benchmark", "accuracy": "Metric"}
    entities = [
        {
            "id": name,
            "type": kind,
            "name": name,
            "surface": [name],
            "new": f"present {name}" in abstract,
        }
        for name, kind in types.items()
        if name in abstract
    ]
    results = [
        {"subject": "Foo", "on": "Baz", "metric": "accuracy", "value": value}
        for value in ("91.5%", "12 ms")
        if value in abstract
    ]
    item = {"id": key, "entities": entities, "relations": list(facts), "results": results}
    return paper, from_corpus(item, paper)


PAPERS = [
    annotated(
        "p1",
        5,
        "We present Foo. Foo beats Bar on Baz with an accuracy of 91.5% in 12 ms.",
        ["Foo", "COMPARED_WITH", "Bar", "better"],
        ["Foo", "EVALUATED_ON", "Baz"],
    ),
    annotated(
        "p2", 9, "We doubt Foo. Foo is as good as Bar.", ["Foo", "COMPARED_WITH", "Bar", "better"]
    ),
    annotated("p3", None, "Bar is all you need."),
]


def graph_of(papers: list[Annotated]) -> Assembly:
    return assemble(papers, link(papers))


def edges_by_key(papers: list[Annotated]) -> dict[tuple[str, str, str], Edge]:
    return {edge.key: edge for edge in graph_of(papers).edges()}


def test_one_edge_unites_what_all_papers_say() -> None:
    edge = edges_by_key(PAPERS)["method:foo", "COMPARED_WITH", "model:bar"]
    assert [(item.paper, item.sentence) for item in edge.evidence] == [
        ("p1", "Foo beats Bar on Baz with an accuracy of 91.5% in 12 ms."),
        ("p2", "Foo is as good as Bar."),
    ]
    assert (edge.support, edge.outcome) == (2, Outcome.BETTER)
    assert (edge.first, edge.last) == (datetime.date(2025, 1, 5), datetime.date(2025, 1, 9))


def test_evidence_stands_in_the_text_where_it_says() -> None:
    texts = {paper.id: paper.text for paper, _ in PAPERS}
    for edge in graph_of(PAPERS).edges():
        for item in edge.evidence:
            assert texts[item.paper][item.start : item.end] == item.sentence


def test_a_node_counts_the_papers_that_name_it() -> None:
    nodes = {node.key: node for node in graph_of(PAPERS).entity_nodes()}
    bar = nodes["model:bar"]
    assert (bar.name, bar.papers, bar.type_votes) == ("Bar", 3, ("Model=3",))
    assert (bar.first, bar.last) == (datetime.date(2025, 1, 5), datetime.date(2025, 1, 9))


def test_a_paper_introduces_or_mentions_but_not_both() -> None:
    labels = {
        (edge.head, edge.tail): edge.label
        for edge in graph_of(PAPERS).edges()
        if edge.label in ("INTRODUCES", "MENTIONS")
    }
    assert labels["paper:p1", "method:foo"] == "INTRODUCES"
    assert labels["paper:p1", "model:bar"] == "MENTIONS"
    assert len(labels) == 7


def test_each_figure_is_a_result_with_its_ends() -> None:
    assembly = graph_of(PAPERS)
    accuracy, speed = sorted(assembly.result_nodes(), key=lambda node: -(node.number or 0))
    assert (accuracy.value, accuracy.number, accuracy.unit) == ("91.5%", 91.5, "%")
    assert (speed.value, speed.number, speed.unit) == ("12 ms", 12, "ms")
    edges = edges_by_key(PAPERS)
    for label, tail in (
        ("OF", "method:foo"),
        ("ON", "benchmark:baz"),
        ("MEASURED_BY", "metric:accuracy"),
    ):
        assert (accuracy.key, label, tail) in edges
    assert ("paper:p1", "REPORTS", speed.key) in edges


def test_a_value_comes_without_latex_and_its_sentence_as_it_stands() -> None:
    abstract = r"Foo has an accuracy of $91.5\%$ on Baz."
    paper, annotation = annotated("p1", 5, abstract)
    item = {**to_corpus(annotation), "results": [{"subject": "Foo", "value": r"$91.5\%$"}]}
    assembly = graph_of([(paper, from_corpus(item, paper))])
    (result,) = assembly.result_nodes()
    assert (result.value, result.number, result.unit) == ("91.5%", 91.5, "%")
    (report,) = (edge for edge in assembly.edges() if edge.label == "REPORTS")
    assert report.sentence == abstract


def test_the_order_of_papers_does_not_matter() -> None:
    graphs = []
    for papers in permutations(PAPERS):
        assembly = graph_of(list(papers))
        edges = sorted(assembly.edges(), key=lambda edge: edge.key)
        graphs.append((list(assembly.entity_nodes()), list(assembly.result_nodes()), edges))
    assert all(graph == graphs[0] for graph in graphs)


def test_a_relation_between_two_names_of_one_thing_is_no_edge() -> None:
    paper = Paper(id="p", title="On parsing", abstract="Foo-Net extends foo net.")
    names = ["Foo-Net", "foo net"]
    entities = [{"id": n, "type": "Method", "name": n, "surface": [n]} for n in names]
    relations = [["Foo-Net", "BUILDS_ON", "foo net"]]
    item = {"id": "p", "entities": entities, "relations": relations, "results": []}
    edges = edges_by_key([(paper, from_corpus(item, paper))])
    assert list(edges) == [("paper:p", "MENTIONS", "method:foo-net")]
