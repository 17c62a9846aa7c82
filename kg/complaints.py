"""What the embedded database says of its troubles, in words for those who do not know it."""

import re

_DISK_FULL = "it cannot write its file; is the disk full?"
_BAD_LOG = "its log is broken, or of another graph; without the log it is as it was before"
_REASONS = {
    # In this order: a checkpoint fails for want of memory, too.
    "Buffer manager": "it needs more memory than it may take",
    "Cannot write to file": _DISK_FULL,
    "checkpoint failed": _DISK_FULL,
    "Cannot read checkpoint": "it is cut off",
    "WAL": _BAD_LOG,
    ".wal": _BAD_LOG,
    "bad_alloc": _BAD_LOG,
}
"""In our words what the database reports in its own."""

_EXPECTED = re.compile(r" expecting \{[^}]*\}")
_UNQUOTED_ON = re.compile(r"[:|] *ON *>", re.IGNORECASE)
"""Where the database stops to understand a query whose edges are called ON."""


def complaint(error: Exception) -> str:
    """What the database says of a query, in our words where its own would not help."""
    if not isinstance(error, RuntimeError) or "C++" in str(error):
        return "the database takes no such value as a parameter or text"
    message = _EXPECTED.sub("", str(error).strip())
    if "read-only" in message:
        return "the query would change the graph, which is open for reading only"
    if message.startswith("Interrupted"):
        return "the query took longer than it may"
    if _UNQUOTED_ON.search(message):
        return f"write `ON` in backticks, as it is a word of Cypher: {message}"
    return message


def reason(error: Exception) -> str:
    """Why the database could not do what it was to, in our words where its own would not help."""
    first = str(error).strip().splitlines()[0]
    return next((ours for sign, ours in _REASONS.items() if sign in first), first)
