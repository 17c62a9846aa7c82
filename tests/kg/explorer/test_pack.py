import gzip
import json
from typing import Any

import pytest

from kg.explorer import packed, static_page
from kg.explorer.layout import EXTENT, positions
from kg.explorer.pack import pack
from kg.graph import Graph
from kg.plugins import GraphLike
from tests.fields import annotated, entity, store
from tests.graphs import EXAMPLE, MemoryGraph


def unpacked(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(data))
    return found


def sentences(found: dict[str, Any]) -> list[str]:
    """What the page shows of the evidence, which counts in UTF-16 as browsers do."""
    papers, names, items = found["papers"], found["nodes"]["name"], found["evidence"]
    texts = [f"{names[n]}\n{text}".encode("utf-16-le") for n, text in enumerate(papers["abstract"])]
    return [
        texts[paper][2 * start : 2 * end].decode("utf-16-le")
        for paper, start, end in zip(items["paper"], items["start"], items["end"], strict=True)
    ]


@pytest.mark.parametrize("name", ["example", "birds"])
def test_holds_all_of_a_graph(name: str, birds: Graph) -> None:
    graph: GraphLike = EXAMPLE if name == "example" else birds
    found = unpacked(pack(graph, "some.kg"))
    edges = list(graph.edges())
    assert found["nodes"]["key"] == [node.key for node in graph.nodes()]
    assert found["nodes"]["name"] == [node.name for node in graph.nodes()]
    keys, relations = found["nodes"]["key"], found["relations"]
    columns = (found["edges"][column] for column in ("head", "relation", "tail"))
    assert [
        (keys[head], relations[relation], keys[tail])
        for head, relation, tail in zip(*columns, strict=True)
    ] == [edge.key for edge in edges]
    assert found["edges"]["support"] == [edge.support for edge in edges]
    assert sentences(found) == [item.sentence for edge in edges for item in edge.evidence]


def test_marks_where_a_paper_names_its_nodes(birds: Graph) -> None:
    found = unpacked(packed(birds))
    keys, names = found["nodes"]["key"], found["nodes"]["name"]
    marks, abstract = found["papers"]["marks"][0], found["papers"]["abstract"][0]
    text = f"{names[0]}\n{abstract}"
    named = [
        (text[start:end], keys[node])
        for start, end, node in zip(marks[::3], marks[1::3], marks[2::3], strict=True)
    ]
    assert named == [
        ("Heron", "model:heron"),
        ("Heron", "model:heron"),
        ("Wind Benchmark", "benchmark:windbench"),
        ("WindBench", "benchmark:windbench"),
        ("Heron", "model:heron"),
        ("accuracy", "metric:accuracy"),
    ]


def test_places_count_as_browsers_count(tmp_path: Any) -> None:
    paper = annotated(
        {"id": "1", "title": "🧊 Cold 🧊", "abstract": "Ice 🧊 uses Snow."},
        entities=[entity("Method", "Ice"), entity("Method", "Snow")],
        relations=[["Ice", "USES", "Snow"]],
    )
    with Graph(store([paper], tmp_path / "cold.kg")) as graph:
        found = unpacked(packed(graph))
    assert set(sentences(found)) == {"Ice 🧊 uses Snow."}


def test_is_the_same_every_time(birds: Graph) -> None:
    assert packed(birds) == packed(birds)


def test_a_larger_graph_is_cut_to_its_best_supported_part(birds: Graph) -> None:
    whole, part = unpacked(packed(birds)), unpacked(packed(birds, limit=8))
    assert whole["whole"] is None
    nodes, edges = birds.size()
    assert part["whole"] == {"nodes": nodes, "edges": edges}
    assert 0 < len(part["nodes"]["key"]) <= 8
    assert "benchmark:windbench" in part["nodes"]["key"]
    assert len(sentences(part)) == len(part["evidence"]["edge"])


def test_an_empty_graph_is_packed() -> None:
    assert unpacked(pack(MemoryGraph([], []), "none"))["nodes"]["key"] == []


def test_the_layout_puts_linked_nodes_together() -> None:
    rings = [range(20), range(20, 40)]
    links = [(node, "USES", ring[i - 1]) for ring in rings for i, node in enumerate(ring)]
    x, y = positions(40, links)
    assert max(map(abs, x + y)) == EXTENT // 2

    def distance(a: int, b: int) -> float:
        return float((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2) ** 0.5

    neighbours = [distance(head, tail) for head, _, tail in links]
    strangers = [distance(a, b) for a in rings[0] for b in rings[1]]
    assert 2 * max(neighbours) < sum(strangers) / len(strangers)
    assert min(neighbours) > 0


def test_the_page_of_one_file_names_nothing_to_load(birds: Graph) -> None:
    page = static_page(packed(birds), "</title><script>alert(1)</script>")
    head, _, _ = page.partition("<script")
    assert "default-src 'none'" in head
    assert "</title><script>alert" not in page
    assert "src=" not in head
    assert "\0" not in page
    assert page.count("</script>") == 2
