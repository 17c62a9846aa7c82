"""What the command is to the shell: its exit codes, and one sentence for what went wrong."""

import json
import os
import pty
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, cli
from kg.graph import Graph
from kg.pipeline import BuildOptions, build
from tests.conftest import CHECKOUT, EXAMPLES
from tests.full_disk import disk, files_of_at_most

KG = [sys.executable, "-c", "from kg.cli import main; main()"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
RULES = BuildOptions(extractor="rules")

BUILT = [
    ".graph.kg.lock",
    ".graph.kg.settings.json.lock",
    "graph.kg",
    "graph.kg.settings.json",
]
"""What is there when ``graph.kg`` was built by the rules."""


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """``kg`` in a process group of its own, as a shell starts it."""
    return subprocess.Popen(
        [*KG, *map(str, arguments)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kg(*arguments: str | Path) -> tuple[int, str]:
    """Exit code of ``kg`` and what it says on standard error."""
    process = start(*arguments)
    _, errors = process.communicate()
    return process.returncode, errors


@pytest.fixture(scope="module")
def many_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough papers to be met in the middle of them."""
    path = tmp_path_factory.mktemp("papers") / "papers.jsonl"
    lines = (EXAMPLES / "benchmarks.jsonl").read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8") as file:
        for copy in range(100):
            for record in map(json.loads, lines):
                file.write(json.dumps({**record, "id": f"{record['id']}.{copy}"}) + "\n")
    return path


@pytest.mark.parametrize("arguments", [(), ("build",), ("build", "--depth", "3"), ("prune",)])
def test_a_command_that_is_not_understood_is_2(arguments: tuple[str, ...]) -> None:
    code, errors = kg(*arguments)
    assert code == 2
    assert "Usage: kg" in errors


@pytest.mark.parametrize("path", ["", ".", "..", "/", "nests/.."])
def test_a_path_without_a_name_is_no_place_for_a_graph(path: str) -> None:
    code, errors = kg("build", EXAMPLES / "benchmarks.jsonl", "--into", path)
    assert code == 2
    assert f"{path!r} does not end in the name of a graph" in errors
    assert kg("remove", path, "2401.00001")[0] == 2


def test_one_paper_is_one_paper(tmp_path: Path) -> None:
    paper, path = tmp_path / "paper.json", tmp_path / "graph.kg"
    paper.write_text('{"title": "Owl: Silent Reading", "abstract": "We present Owl, a model."}')
    built = CliRunner().invoke(cli, ["build", str(paper), "--into", str(path), "--extractor=rules"])
    assert built.output.startswith(f"{path}: 1 paper added, 0 changed, 0 unchanged; ")


def test_what_cannot_be_done_is_1_and_one_sentence(tmp_path: Path) -> None:
    code, errors = kg("query", tmp_path / "graph.kg", "MATCH (n) RETURN n")
    assert code == 1
    assert errors == (
        f"kg: there is no graph at {tmp_path}/graph.kg; "
        f"make one with: kg build SOURCE --into {tmp_path}/graph.kg\n"
    )


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_source_that_breaks_off_is_3_and_what_was_read_stays(
    command: str, tmp_path: Path
) -> None:
    source = tmp_path / "papers.json"
    source.write_text('[{"id": "1", "title": "Kite", "abstract": "Kite is a model."}, {"id": "2')
    output = ["--into", tmp_path / "g.kg"] if command == "build" else ["-o", tmp_path / "a.jsonl"]
    code, said = kg(command, source, "--extractor", "rules", "--quiet", *output)
    assert (code, said.count("\n")) == (3, 1)
    assert said.startswith(f"kg: cannot read {source} to its end: ")
    if command == "build":
        with Graph(tmp_path / "g.kg") as graph:
            assert [paper.id for paper, _ in graph.annotated()] == ["1"]
    else:
        assert (tmp_path / "a.jsonl").read_text().count("\n") == 1


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_interrupted_build_is_130_and_leaves_nothing(
    many_papers: Path, tmp_path: Path, processes: str
) -> None:
    how = ("--extractor", "rules", "--processes", processes)
    process = start("build", many_papers, "--into", tmp_path / "graph.kg", *how)
    _wait_for(tmp_path / ".graph.kg.draft", process)
    # The other processes are starting then.
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.strip() == "kg: interrupted"
    assert [path.name for path in tmp_path.iterdir()] == [".graph.kg.lock"]


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_build_leaves_the_last_good_graph(
    many_papers: Path, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "graph.kg"
    build([EXAMPLES / "benchmarks.jsonl"], path, RULES)
    before = path.read_bytes()
    process = start("build", many_papers, "--into", path, "--extractor", "rules")
    _wait_for(tmp_path / ".graph.kg.draft", process)
    time.sleep(random.Random(seed).uniform(0, 3))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    report = build([EXAMPLES / "daily-papers.txt"], path, RULES)
    assert report.added == 25
    with Graph(path) as graph:
        assert len(list(graph.annotated())) == 38
    assert sorted(p.name for p in tmp_path.iterdir()) == BUILT


def test_a_second_build_of_a_graph_is_refused_while_one_runs(
    many_papers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "graph.kg"
    process = start("build", many_papers, "--into", path, "--extractor", "rules")
    try:
        _wait_for(tmp_path / ".graph.kg.draft", process)
        assert kg("build", EXAMPLES / "benchmarks.jsonl", "--into", path) == (
            1,
            f"kg: another process is writing {path}; try again when it is done\n",
        )
    finally:
        process.kill()
        process.communicate()


def test_a_reader_that_has_had_enough_is_no_error(examples_graph: Path) -> None:
    process = start("query", examples_graph, "MATCH (n) RETURN n.key", "--format", "csv")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait() == 1
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()


def test_a_build_on_a_full_disk_is_1_and_leaves_the_last_good_graph(tmp_path: Path) -> None:
    with disk(40_000_000, tmp_path) as folder:
        path = folder / "graph.kg"
        build([EXAMPLES / "benchmarks.jsonl"], path, RULES)
        before = path.read_bytes()
        (folder / "photos").write_bytes(bytes(shutil.disk_usage(folder).free - 3_000_000))
        code, errors = kg("build", EXAMPLES, "--into", path, "--extractor", "rules")
        assert code == 1
        assert errors == (
            "kg: the graph's database failed: it cannot write its file; is the disk full?\n"
        )
        assert path.read_bytes() == before
        assert sorted(p.name for p in folder.iterdir()) == [*BUILT, "photos"]


def test_a_build_that_may_not_write_on_is_1_and_leaves_nothing(tmp_path: Path) -> None:
    papers = EXAMPLES / "benchmarks.jsonl"
    with files_of_at_most(1_500_000):
        code, errors = kg("build", papers, "--into", tmp_path / "graph.kg", "--extractor", "rules")
    assert code == 1
    assert errors == (
        "kg: the graph's database failed: it cannot write its file; is the disk full?\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == [".graph.kg.lock"]


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (("query", "MATCH (n) RETURN n"), "the output"),
        (("mentions", "-o", "/dev/full"), "/dev/full"),
    ],
)
def test_output_to_a_full_disk_is_1_and_one_sentence(
    birds_file: Path, arguments: tuple[str, ...], output: str
) -> None:
    command, *others = arguments
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*KG, command, str(birds_file), *others],
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == f"kg: cannot write {output}: No space left on device\n"


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed_is_one_that_nobody_looks_at(birds_file: Path, closed: int) -> None:
    done = subprocess.run(
        [*KG, "stats", str(birds_file)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: os.close(closed),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ("papers" in done.stdout) == (closed != 1)


def test_what_programs_read_is_utf_8_whatever_the_locale(birds_file: Path) -> None:
    done = subprocess.run(
        [*KG, "query", str(birds_file), "RETURN 'Müller 🦜' AS name", "--format", "csv"],
        env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.stderr) == ("name\nMüller 🦜\n", b"")


def test_a_terminal_shows_what_it_can(birds_file: Path) -> None:
    ours, terminal = pty.openpty()
    done = subprocess.run(
        [*KG, "query", str(birds_file), "RETURN '🦜' AS name"],
        env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii", "TERM": "dumb"},
        stdout=terminal,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(terminal)
    assert (done.returncode, done.stderr) == (0, b"")
    with open(ours, "rb", buffering=0) as shown:
        assert b"\\U0001f99c" in shown.read(1000)


@pytest.mark.parametrize("group", [(), ("corpus",)])
def test_no_command_is_listed_with_half_a_sentence(group: tuple[str, ...]) -> None:
    listed = CliRunner().invoke(cli, [*group, "--help"], env={"COLUMNS": "80"}).output
    assert "...\n" not in listed.partition("Commands:\n")[2]


def test_the_commands_are_listed_in_order() -> None:
    assert list(COMMANDS) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    help_text = CliRunner().invoke(cli, [command, "--help"], catch_exceptions=False).output
    assert f"kg {command} " in help_text.partition("\n  Example")[2]


def _wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    while not path.exists():
        assert process.poll() is None, "it ended before its time"
        time.sleep(0.02)
