"""How much of a figure may be chance."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.scoring import Counts, Scores
from tests.llm_server import Endpoint, endpoint_at_work, in_turn
from tests.services import status
from tests.training.toy import annotation, paper, write_lines
from training.evaluate import chance, main


def scores(*papers: Counts) -> Scores:
    total = Counts()
    for counts in papers:
        total = total.plus(counts)
    named = {str(number): {"entity": counts} for number, counts in enumerate(papers)}
    return Scores({"entity": total}, {}, named)


def test_papers_that_are_alike_leave_nothing_to_chance() -> None:
    assert list(chance(scores(*[Counts(1, 2, 2)] * 9))) == [("entity", 0.5, 0.5)]


def test_bounds_are_those_of_the_binomial_distribution() -> None:
    # Half of 100 papers are right: 40 to 60 of a sample, by its tables.
    papers = [Counts(right, 1, 1) for right in (0, 1) for _ in range(50)]
    [(level, low, high)] = chance(scores(*papers))
    assert level == "entity"
    assert (low, high) == pytest.approx((0.4, 0.6), abs=0.011)


def test_more_papers_leave_less_to_chance() -> None:
    few, many = ([Counts(right, 1, 1) for right in (0, 1)] * count for count in (10, 1000))
    [(_, *wide)], [(_, *narrow)] = chance(scores(*few)), chance(scores(*many))
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]


def test_an_endpoint_is_measured_with_what_it_refuses_and_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, gold = tmp_path / "dev.texts.jsonl", tmp_path / "dev.gold.jsonl"
    write_lines(texts, paper)
    write_lines(gold, annotation)
    with endpoint_at_work(Endpoint(trouble=in_turn(None, status(400, said=b"no")))) as endpoint:
        for name, value in endpoint.environment().items():
            monkeypatch.setenv(name, value)
        result = CliRunner().invoke(main, ["llm", str(texts), str(gold)])
    assert result.exit_code == 0, result.output
    refused, spent = result.stderr.splitlines()
    assert refused.endswith("the endpoint refuses the paper: 400 Bad Request: no")
    assert f" gave {len(endpoint.asked) - 1} answers: " in spent
    assert "F1 in 95% of samples of the papers:" in result.stdout
