"""A graph served by a process of its own, as ``kg serve`` does it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = [sys.executable, "-c", "from kg.cli import main; main()", "serve"]


@contextmanager
def served(graph: Path, *options: str) -> Iterator[str]:
    """The address at which ``graph`` is served, for as long as the block runs."""
    command = [*COMMAND, str(graph), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://\S+(?=/$)", said.strip())
        try:
            assert address, f"the server said {said!r}"
            yield address[0]
        finally:
            process.terminate()
