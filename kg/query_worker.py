"""The process in which :mod:`kg.bounded` has a query run.

``python -m kg.query_worker GRAPH LIMITS`` answers each line of its input, a query, with a line:
the rows or the error. Its first line says that the graph is open.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from kg.bounded import Limits
from kg.errors import PaperkgError, QueryError
from kg.graph import Graph

_INTERVAL = 0.05
"""Seconds between two looks at the memory."""


def main() -> None:
    """Serve standard input until it ends."""
    path, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    threading.Thread(target=_leave_when_full, args=[limits], daemon=True).start()
    try:
        graph = Graph(path)
    except PaperkgError as error:
        _reply(to_json({"error": str(error)}))
        return
    with graph:
        graph.limit_time(limits.seconds)
        _reply(to_json({}))
        for line in sys.stdin:
            _reply(_answer(graph, json.loads(line), limits))


def _answer(graph: Graph, request: dict[str, Any], limits: Limits) -> bytes:
    try:
        rows = graph.rows(request["cypher"], request["parameters"], limits.rows)
    except QueryError as error:
        return to_json({"error": str(error)})
    room = limits.characters
    taken = []
    for row in rows:
        # JSON has no infinite numbers.
        values = to_json(list(row.values()), inf_nan_mode="null")
        room -= len(values)
        if room < 0:
            break
        taken.append(values)
    truncated = rows.truncated or len(taken) < len(rows)
    head = to_json({"columns": rows.columns, "truncated": truncated})
    return head[:-1] + b',"rows":[' + b",".join(taken) + b"]}"


def _reply(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _leave_when_full(limits: Limits) -> None:
    """End the process when it holds more memory than it may; elsewhere than on Linux, never."""
    statm = Path("/proc/self/statm")
    page = os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0
    while page:
        if int(statm.read_text().split()[1]) * page > limits.bytes_of_memory:
            os._exit(1)
        time.sleep(_INTERVAL)


if __name__ == "__main__":
    main()
