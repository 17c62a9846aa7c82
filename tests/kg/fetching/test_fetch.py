"""Papers come over real HTTP from every service, whatever goes wrong on the way."""

import datetime
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import FetchError
from kg.fetching.answers import answers
from kg.fetching.fetch import fetch, fetch_into
from kg.fetching.service import Wanted
from kg.plugins import SERVICES, names
from kg.readers import ReadReport
from kg.records import Paper
from kg.web import TRIES
from tests import services as faulty
from tests.services import KEY, Published, Services, serving, status

FIRST = datetime.date(2025, 3, 3)


def published(number: int, day: int = 0) -> Published:
    """A made-up paper of the day so many days after the first."""
    date = FIRST + datetime.timedelta(days=day)
    return Published(
        id=f"2503.{number:05}",
        title=f"Kite {number}: Flying & <Landing>",
        abstract=f"We fly kite {number} over the Øresund, where the wind is above 9 m/s.",
        date=date,
        updated=date,
    )


PAPERS = [published(number, day=number // 2) for number in range(7)]
IDS = [paper.id for paper in PAPERS]
ALL = {
    "arxiv": Wanted(service="arxiv", query="cs.CL"),
    "hf": Wanted(service="hf", since=FIRST, until=FIRST + datetime.timedelta(days=3)),
    "oai": Wanted(service="oai", query="cs"),
    "openalex": Wanted(service="openalex", query="kites"),
    "s2": Wanted(service="s2", query="kites"),
}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    with serving(Services(list(PAPERS))) as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield services


def fetched(wanted: Wanted, folder: Path, report: ReadReport | None = None) -> list[Paper]:
    with answers(folder / "answers") as known:
        return list(fetch(wanted, known, report or ReadReport()))


def test_every_service_is_tested() -> None:
    assert sorted(ALL) == names(SERVICES)


@pytest.mark.parametrize("service", ALL)
def test_all_pages_come_once(service: str, web: Services, tmp_path: Path) -> None:
    papers = fetched(ALL[service], tmp_path)
    assert [paper.id for paper in papers] == IDS
    for paper, there in zip(papers, PAPERS, strict=True):
        assert (paper.title, paper.abstract) == (there.title, there.abstract)
        assert (paper.date, paper.authors) == (there.date, there.authors)
    assert len(web.asked) == len(set(web.asked))


FAULTS = {
    "429": status(429),
    "500": status(500),
    "503 with seconds": status(503, "0"),
    "503 with a date": status(503, "Mon, 03 Mar 2025 00:00:00 GMT"),
    "503 with nonsense": status(503, "soon"),
    "cut": faulty.cut,
    "silent": faulty.silent,
    "short": faulty.short,
    "garbage": faulty.garbage,
    "empty": faulty.empty,
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("service", ALL)
def test_what_goes_wrong_on_the_way_is_asked_again(
    service: str, fault: str, web: Services, tmp_path: Path
) -> None:
    web.faults = [None, FAULTS[fault], FAULTS[fault]]
    assert [paper.id for paper in fetched(ALL[service], tmp_path)] == IDS
    assert web.asked[1] == web.asked[2] == web.asked[3]
    assert len(web.asked) == len(set(web.asked)) + 2


@pytest.mark.parametrize("service", ALL)
def test_a_service_that_stays_away_is_one_sentence_and_what_came_is_kept(
    service: str, web: Services, tmp_path: Path
) -> None:
    web.faults = [None, *[status(503)] * TRIES]
    with pytest.raises(FetchError, match=f"{service} does not answer: 503"):
        fetched(ALL[service], tmp_path)
    before = len(web.asked)
    assert before == 1 + TRIES
    assert [paper.id for paper in fetched(ALL[service], tmp_path)] == IDS
    assert web.asked[0] not in web.asked[1:]


def test_a_refusal_is_not_asked_again(web: Services, tmp_path: Path) -> None:
    web.faults = [status(403)]
    with pytest.raises(FetchError, match="arxiv refuses with 403 Forbidden: try again later"):
        fetched(ALL["arxiv"], tmp_path)
    assert len(web.asked) == 1


def test_who_asks_for_an_hour_is_left_alone(web: Services, tmp_path: Path) -> None:
    web.faults = [status(429, "3600")]
    with pytest.raises(FetchError, match="left alone for 3,600 seconds"):
        fetched(ALL["s2"], tmp_path)


def test_retry_after_is_waited_for(web: Services, tmp_path: Path) -> None:
    web.faults = [status(429, "1")]
    start = time.monotonic()
    fetched(ALL["s2"], tmp_path)
    assert time.monotonic() - start >= 1.0


def test_the_pause_lies_between_requests(
    web: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERKG_S2_PAUSE", "0.05")
    start = time.monotonic()
    fetched(ALL["s2"], tmp_path)
    assert time.monotonic() - start >= 0.05 * (len(web.asked) - 1)


def test_redirects_are_followed_and_do_not_go_round_for_ever(web: Services, tmp_path: Path) -> None:
    web.faults = [faulty.redirect("/s2/paper/search/bulk?query=kites&fields=title")]
    assert [paper.id for paper in fetched(ALL["s2"], tmp_path)] == IDS
    web.faults = [faulty.redirect("/s2/paper/search/bulk?query=round")] * 20
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetched(ALL["s2"], tmp_path)


@pytest.mark.parametrize("service", ["openalex", "s2"])
def test_the_key_goes_to_its_service_alone_and_into_no_log_or_file(
    service: str,
    web: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY" if service == "openalex" else "S2_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with serving(Services(list(PAPERS))) as elsewhere:
        path = (
            "/openalex?filter=a:b&cursor=*&per_page=9"
            if service == "openalex"
            else ("/s2/paper/search/bulk?query=kites")
        )
        web.faults = [faulty.redirect(elsewhere.url + path), status(503), status(403)]
        with pytest.raises(FetchError) as caught:
            fetched(ALL[service], tmp_path)
        sent = [f"{asked} {headers}" for asked, headers in zip(web.asked, web.headers, strict=True)]
        assert all(KEY in each for each in sent)
        assert len(elsewhere.asked) == 1
        assert KEY not in f"{elsewhere.asked} {elsewhere.headers}"
    assert KEY not in str(caught.value)
    assert any("HTTP Request" in record.message for record in caplog.records)
    assert KEY not in caplog.text
    kept = [path for path in (tmp_path / "answers").iterdir() if path.is_file()]
    assert kept
    assert not any(KEY in f"{path.name} {path.read_text()}" for path in kept)


def test_a_page_that_is_too_large_or_too_slow_is_given_up(
    web: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.fetching.client.MAX_ANSWER", 100)
    with pytest.raises(FetchError, match="more than 100 bytes"):
        fetched(ALL["arxiv"], tmp_path)
    monkeypatch.undo()
    for name, value in web.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("kg.fetching.client.ANSWER_TIME", 0.0)
    with pytest.raises(FetchError, match="not whole after 0 seconds"):
        fetched(ALL["arxiv"], tmp_path)


@pytest.mark.parametrize("service", ["arxiv", "oai", "openalex", "s2"])
def test_papers_by_identifiers(service: str, web: Services, tmp_path: Path) -> None:
    web.page = 100
    wanted = Wanted(service=service, ids=(IDS[4], IDS[1], "2503.99999"))
    found = {paper.id for paper in fetched(wanted, tmp_path)}
    assert found == {IDS[4], IDS[1]}


@pytest.mark.parametrize("service", ["arxiv", "oai"])
@pytest.mark.parametrize("unknown", [["2503.99999"], ["2503.99999", "2503.99998"]])
def test_identifiers_that_are_not_found_are_named(
    service: str, unknown: list[str], web: Services, tmp_path: Path
) -> None:
    web.page = 100
    for known in (IDS[4], IDS[1]), ():
        report = ReadReport()
        wanted = Wanted(service=service, ids=(*known, *unknown))
        assert {paper.id for paper in fetched(wanted, tmp_path, report)} == set(known)
        said = [str(rejection) for rejection in report.rejections]
        assert sorted(said) == sorted(f"{service}: not found: {each}" for each in unknown)


def test_arxiv_is_asked_once_more_for_what_its_answer_lacks(web: Services, tmp_path: Path) -> None:
    web.papers[0] = replace(PAPERS[0], abstract="")  # comes, but is no paper
    ids = (f"{IDS[0]}v1", IDS[1], IDS[2], IDS[3])
    report = ReadReport()
    wanted = Wanted(service="arxiv", ids=ids)
    assert {paper.id for paper in fetched(wanted, tmp_path, report)} == set(IDS[1:4])
    assert [each.reason for each in report.rejections] == [f"no abstract: {IDS[0]}"]
    assert len(web.asked) == 2


@pytest.mark.parametrize("service", ["arxiv", "oai", "openalex", "s2"])
def test_papers_of_some_days(service: str, web: Services, tmp_path: Path) -> None:
    day = FIRST + datetime.timedelta(days=1)
    wanted = ALL[service].model_copy(update={"since": day, "until": day})
    assert [paper.id for paper in fetched(wanted, tmp_path)] == IDS[2:4]


def test_arxiv_gives_old_papers_that_have_changed(web: Services, tmp_path: Path) -> None:
    day = FIRST + datetime.timedelta(days=9)
    web.papers[0] = replace(PAPERS[0], updated=day)
    web.papers.append(published(8, day=9))
    wanted = Wanted(service="arxiv", query="cs.CL", since=day, changed=True)
    assert {paper.id for paper in fetched(wanted, tmp_path)} == {IDS[0], "2503.00008"}
    assert len(web.asked) == 2  # and walks no further than it must


def test_oai_tells_of_withdrawn_papers(web: Services, tmp_path: Path) -> None:
    web.papers[3] = replace(PAPERS[3], withdrawn=True)
    report = ReadReport()
    assert len(fetched(ALL["oai"], tmp_path, report)) == 6
    assert [str(each) for each in report.rejections] == [f"oai: withdrawn: {IDS[3]}"]


def test_a_forgotten_token_means_to_begin_again(web: Services, tmp_path: Path) -> None:
    web.faults = [None, *[status(503)] * TRIES]
    with pytest.raises(FetchError):
        fetched(ALL["oai"], tmp_path)
    kept = next((tmp_path / "answers").glob("*.answer"))
    kept.write_bytes(kept.read_bytes().replace(b"|9999|2<", b"x<"))
    with pytest.raises(FetchError, match="run it again from its start"):
        fetched(ALL["oai"], tmp_path)
    assert [paper.id for paper in fetched(ALL["oai"], tmp_path)] == IDS


KG = "from kg.cli import main; main()"


def test_a_fetch_that_is_killed_goes_on_where_it_was(web: Services, tmp_path: Path) -> None:
    output = tmp_path / "papers.jsonl"
    command = [sys.executable, "-c", KG, "fetch", "arxiv", "cs.CL", "-o", str(output)]
    environment = {**os.environ, "PAPERKG_ARXIV_PAUSE": "0.3"}
    for _ in range(2):
        pages = len(web.asked)
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
            while len(web.asked) == pages and process.poll() is None:
                time.sleep(0.005)
            time.sleep(0.05)  # the answer reaches the disk
            process.send_signal(signal.SIGKILL)
        assert not output.exists()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert [json.loads(line)["id"] for line in output.read_text().splitlines()] == IDS
    assert len(web.asked) == len(set(web.asked)) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".papers.jsonl.sources.jsonl.lock",
        "papers.jsonl",
        "papers.jsonl.sources.jsonl",
    ]


def test_a_failed_fetch_leaves_the_old_file(web: Services, tmp_path: Path) -> None:
    output = tmp_path / "papers.jsonl"
    output.write_text("{}")
    web.faults = [None, status(400)]
    with pytest.raises(FetchError, match="400"):
        fetch_into(output, ALL["s2"], ReadReport())
    assert output.read_text() == "{}"


def test_without_a_server_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Services()) as gone:
        environment = gone.environment()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(FetchError, match=r"s2 does not answer: .*refused.*; try later"):
        fetched(ALL["s2"], tmp_path)


@pytest.mark.live
@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(service="arxiv", ids=("1706.03762", "1810.04805")),
        Wanted(service="oai", ids=("1706.03762", "1810.04805")),
        Wanted(service="openalex", ids=("10.48550/arxiv.1706.03762",)),
        Wanted(service="s2", ids=("1706.03762", "1810.04805")),
        Wanted(service="hf", since=FIRST, until=FIRST),
    ],
    ids=lambda wanted: wanted.service,
)
def test_the_services_themselves(wanted: Wanted, tmp_path: Path) -> None:
    papers = fetched(wanted, tmp_path)
    assert papers
    assert all(len(paper.abstract) > 100 for paper in papers)
