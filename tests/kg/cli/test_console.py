"""What commands ask and say while an extractor costs something."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.extraction import loaded
from tests.conftest import CHECKOUT
from tests.llm_server import KEY, Endpoint, endpoint_at_work, in_turn
from tests.services import Handler, status

FEW, MANY = 3, 1000
KG = [sys.executable, "-c", "from kg.cli import main; main()"]


def environment() -> dict[str, str]:
    """That of this process, as a test has set it, for another one."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT)}


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Endpoint]:
    """An endpoint for ``--extractor llm``, in a folder with few papers and with many."""
    monkeypatch.chdir(tmp_path)
    for count in (FEW, MANY):
        lines = (
            {"id": f"p{n}", "title": f"Owl{n}", "abstract": f"Owl{n} beats LarkNet by {n}.5%."}
            for n in range(count)
        )
        Path(f"{count}.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    with endpoint_at_work(Endpoint()) as endpoint:
        for name, value in endpoint.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("PAPERKG_LLM_INPUT_PRICE", "2")
        loaded.cache_clear()
        yield endpoint


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--extractor", "llm"], prog_name="kg")


COMMANDS = {
    "build": ["build", "3.jsonl", "--into", "g.kg"],
    "extract": ["extract", "3.jsonl", "-o", "out.jsonl"],
    "update": ["update", "g.kg", "3.jsonl", "--since", "2025-03-01"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_cost_is_said_before_and_after(command: str, endpoint: Endpoint) -> None:
    result = kg(*COMMANDS[command])
    assert result.exit_code == 0, result.output
    before, after, *_ = result.stderr.splitlines()
    assert before.startswith("kg: parrot-7b at 127.0.0.1 is asked for 3 papers: about ")
    assert ", at a cost of 0.0" in before
    assert after.startswith(
        "kg: parrot-7b at 127.0.0.1 gave 3 answers: 3,000 input tokens and 300 output tokens, "
        "at a cost of 0.01; dropped: "
    )
    assert len(endpoint.asked) == FEW


@pytest.mark.parametrize("command", COMMANDS)
def test_quiet_is_quiet(command: str, endpoint: Endpoint) -> None:
    assert kg(*COMMANDS[command], "--quiet").output == ""
    assert len(endpoint.asked) == FEW


def test_nothing_is_said_where_nothing_is_asked(endpoint: Endpoint) -> None:
    assert kg(*COMMANDS["build"]).exit_code == 0
    endpoint.asked.clear()
    result = kg(*COMMANDS["build"])
    assert result.output.startswith("g.kg: 0 papers added, 0 changed, 3 unchanged")
    assert not endpoint.asked


def test_what_was_extracted_is_not_asked_for_again(endpoint: Endpoint) -> None:
    assert kg(*COMMANDS["extract"]).exit_code == 0
    endpoint.asked.clear()
    assert kg(*COMMANDS["build"], "--annotations", "out.jsonl").exit_code == 0
    assert not endpoint.asked


def test_much_is_not_spent_without_a_yes(endpoint: Endpoint) -> None:
    result = kg("build", "1000.jsonl", "--into", "g.kg")
    assert result.exit_code == 2
    assert "Error: parrot-7b at 127.0.0.1 is asked for 1,000 papers: " in result.stderr
    assert "say --yes to go on" in result.stderr
    assert not endpoint.asked
    assert not Path("g.kg").exists()
    assert kg("extract", "1000.jsonl", "-o", "out.jsonl", "--yes").exit_code == 0
    assert len(Path("out.jsonl").read_text().splitlines()) == len(endpoint.asked) == MANY


@pytest.mark.parametrize(("said", "code", "asked"), [("y", 0, MANY), ("n", 130, 0)])
def test_who_sits_at_a_terminal_is_asked(
    said: str, code: int, asked: int, endpoint: Endpoint
) -> None:
    terminal, theirs = pty.openpty()
    command = "extract 1000.jsonl -o out.jsonl --extractor llm --quiet".split()
    os.write(terminal, f"{said}\n".encode())
    done = subprocess.run(
        [*KG, *command],
        env=environment(),
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(terminal)
    os.close(theirs)
    assert "is asked for 1,000 papers: " in done.stderr
    assert "; go on? [y/N]" in done.stderr
    assert (done.returncode, len(endpoint.asked)) == (code, asked)
    assert Path("out.jsonl").exists() == (said == "y")


def test_a_paper_that_is_refused_is_reported(endpoint: Endpoint) -> None:
    endpoint.trouble = in_turn(None, status(400, said=b"not this one"))
    result = kg(*COMMANDS["build"])
    # The second and the third paper are under way together.
    refused = "left out: p[12]: the endpoint refuses the paper: 400 Bad Request: not this one"
    assert re.search(refused, result.stderr)
    assert "g.kg: 2 papers added, 0 changed, 0 unchanged" in result.output


def test_not_one_answer_that_can_be_read_is_told_with_its_cost(endpoint: Endpoint) -> None:
    endpoint.says = lambda text: "No."
    said = str(kg(*COMMANDS["build"]).exception)
    assert said.startswith("the extractor 'llm' could read no paper: the model gives no answer")
    assert said.endswith(
        "gave 9 answers: 9,000 input tokens and 900 output tokens, at a cost of 0.02"
    )


def test_what_was_written_before_an_interruption_stays(endpoint: Endpoint) -> None:
    interrupted = threading.Lock()

    def hangs(handler: Handler, answer: bytes) -> None:
        if interrupted.acquire(blocking=False):
            process.send_signal(signal.SIGINT)
        time.sleep(2)

    endpoint.trouble = lambda body: hangs if len(endpoint.asked) > 100 else None
    command = "extract 1000.jsonl --extractor llm --yes".split()
    with Path("out.jsonl").open("w") as out:
        process = subprocess.Popen(
            [*KG, *command], env=environment(), stdout=out, stderr=subprocess.PIPE, text=True
        )
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.split("\n")[1:] == ["", "kg: interrupted", ""]
    kept = [json.loads(line)["id"] for line in Path("out.jsonl").read_text().splitlines()]
    assert kept == [f"p{n}" for n in range(len(kept))]
    assert kept


@pytest.mark.parametrize("command", COMMANDS)
def test_an_endpoint_that_refuses_us_is_one_sentence(command: str, endpoint: Endpoint) -> None:
    endpoint.trouble = lambda body: status(401, said=f"wrong key: {KEY}".encode())
    result = kg(*COMMANDS[command])
    assert str(result.exception) == (
        "the endpoint of the extractor 'llm', 127.0.0.1, refuses with 401 Unauthorized: "
        "wrong key: ..."
    )
    assert KEY not in result.output
    assert not Path("g.kg").exists()
    assert not Path("out.jsonl").exists()


def test_settings_that_are_missing_are_one_sentence(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert "OPENAI_BASE_URL is not set" in str(kg(*COMMANDS["build"]).exception)
    assert not endpoint.asked
