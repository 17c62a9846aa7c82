import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import kg

PAGE = Path(__file__).parents[2] / "examples" / "daily-papers.txt"


def test_a_graph_is_built_asked_and_handed_to_networkx(tmp_path: Path) -> None:
    with kg.build([PAGE], into=tmp_path / "field.kg", extractor="rules") as graph:
        (row,) = graph.query("MATCH (p:Paper) RETURN count(p) AS papers")
        network = graph.to_networkx()
    assert row == {"papers": 25}
    assert "GLUE" in nx.get_node_attributes(network, "name").values()
    with kg.open(tmp_path / "field.kg") as again:
        assert again.size() == (network.number_of_nodes(), network.number_of_edges())


def test_a_graph_without_a_file_goes_with_its_object() -> None:
    graph = kg.build([PAGE], extractor="rules")
    path = graph.path
    assert path.exists()
    graph.close()
    del graph
    assert not path.exists()


def test_what_goes_wrong_is_a_paperkg_error(tmp_path: Path) -> None:
    with pytest.raises(kg.PaperkgError, match="no graph at"):
        kg.open(tmp_path / "none.kg")
    with pytest.raises(kg.PaperkgError, match=r"missing\.txt"):
        kg.build([tmp_path / "missing.txt"])


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, kg, kg.cli; sys.exit(bool({'spacy', 'ladybug', 'pyarrow'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_all_names_are_there() -> None:
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = kg.nonsense
