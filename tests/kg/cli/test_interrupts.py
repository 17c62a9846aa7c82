"""A Ctrl-C ends the command, also where a library swallows it."""

import subprocess
import sys
from pathlib import Path

SWALLOWED = """
import sys, threading, time

class Swallows:
    def __del__(self):
        raise {error}

def later():
    time.sleep(1)
    Swallows()

threading.Thread(target=later, daemon=True).start()
sys.argv = ["kg", "build", "-", "--into", sys.argv[1], "--extractor", "rules"]
from kg.cli import main
main()
"""
PAPER = b'{"id": "a", "title": "On ZooNet", "abstract": "ZooNet is a model."}\n'


def build(error: str, into: Path) -> subprocess.Popen[bytes]:
    """``kg build`` of what it is given, in which an ``error`` is swallowed after a second."""
    command = [sys.executable, "-c", SWALLOWED.format(error=error), str(into)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)


def test_an_interruption_that_is_swallowed_comes_again(tmp_path: Path) -> None:
    with build("KeyboardInterrupt", tmp_path / "g.kg") as process:
        assert process.wait(60) == 130  # though more may come on standard input
        assert process.stderr
        assert process.stderr.read().strip() == b"kg: interrupted"
    assert not (tmp_path / "g.kg").exists()


def test_other_faults_are_reported_as_ever(tmp_path: Path) -> None:
    with build("ValueError('a fault of ours')", tmp_path / "g.kg") as process:
        assert process.stdin
        assert process.stderr
        assert process.stderr.readline().startswith(b"Exception ignored in: ")
        process.stdin.write(PAPER)
        process.stdin.close()
        assert b"a fault of ours" in process.stderr.read()
    assert process.returncode == 0
    assert (tmp_path / "g.kg").exists()
