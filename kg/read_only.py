"""What a query may do to a graph that is open for reading: read it, and touch nothing else.

The database keeps a read-only connection from changing the graph's tables, but not from reading
and writing other files (``LOAD FROM``, ``COPY … TO``), fetching extensions, changing settings, or
a ``CHECKPOINT`` that leaves a file which no longer opens. By its grammar
(``src/antlr4/Cypher.g4`` of LadybugDB) a statement that begins with one of :data:`OPENINGS` is a
query, and the only clauses of a query that reach beyond the graph are ``LOAD FROM`` and ``CALL``.
"""

import re

from kg.cypher import without_quotes
from kg.errors import QueryError

OPENINGS = frozenset({"CALL", "MATCH", "OPTIONAL", "RETURN", "UNWIND", "WITH"})
"""The words with which a query begins; it may be explained or profiled."""

FUNCTIONS = frozenset({"show_connection", "show_tables", "table_info"})
"""What may be called: these tell of the graph's tables. Others read files or crash."""

_OPEN = re.compile(r"""['"`]|/\*""")

# A keyword may follow a digit without a space (``LIMIT 1LOAD FROM``), but never a letter.
_LOAD = re.compile(r"(?<![A-Za-z_])LOAD(?!\w)", re.IGNORECASE)
_CALL = re.compile(r"(?<![A-Za-z_])CALL(?!\w)(?:\s+(\w+)\s*\()?", re.IGNORECASE)
_EXPLAINED = re.compile(r"\s*(?:EXPLAIN(?:\s+LOGICAL)?|PROFILE)(?=\s)", re.IGNORECASE)
_OPENING = re.compile(r"\s*(\w*)")

# The database's client splices such parameters into the query, even within a quoted text.
_SPLICED = re.compile(r"to_json\s*\(\s*\$", re.IGNORECASE)


def check_reads_only(cypher: str) -> None:
    """Refuse ``cypher`` if it is not one query that reads the graph.

    Clauses that change the graph are left to the database to refuse.

    Raises:
        QueryError: if it is a command, several statements, or reads anything but the graph.
    """
    bare = without_quotes(cypher)
    if _OPEN.search(bare):
        raise QueryError("the query leaves a quotation mark or a comment open")
    if ";" in bare.rstrip().removesuffix(";"):
        raise QueryError("the query is more than one statement; ask one after the other")
    if _LOAD.search(bare) or _SPLICED.search(cypher):
        raise QueryError("the query would read a file or JSON; it may read the graph only")
    for call in _CALL.finditer(bare):
        if (call[1] or "").lower() not in FUNCTIONS:
            raise QueryError(f"a query may call nothing but {', '.join(sorted(FUNCTIONS))}")
    explained = _EXPLAINED.match(bare)
    opening = _OPENING.match(bare, explained.end() if explained else 0)
    if opening is None or opening[1].upper() not in OPENINGS:
        raise QueryError(
            "the graph is open for reading only: "
            f"a query begins with one of {', '.join(sorted(OPENINGS))}"
        )
