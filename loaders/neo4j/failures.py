"""What the driver and the server report, as one sentence that says what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from kg.errors import GraphError, LoadError, PaperkgError

# The driver logs some of what it raises, too, and one sentence is enough.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_CANNOT_WRITE = (
    "the server at {address} cannot write its store; is its disk full? Make room, start the "
    "server anew, and run the same command again: it goes on from there"
)
_REFUSED = {
    "Neo.ClientError.Security.Unauthorized": (
        "{address} refuses the user or the password; set NEO4J_USERNAME and NEO4J_PASSWORD, "
        "or use --user and --password-file"
    ),
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        "{address} refuses more tries after too many wrong passwords; wait a few seconds"
    ),
    "Neo.ClientError.Security.CredentialsExpired": (
        "{address} wants a new password first: log in with Neo4j Browser and change it"
    ),
    "Neo.ClientError.Database.DatabaseNotFound": (
        "{address} has no database of that name; its databases are listed by SHOW DATABASES"
    ),
    "Neo.ClientError.Security.Forbidden": "this user may not do that at {address}: {message}",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "the database is read-only at {address}",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": (
        "the database is read-only at {address}"
    ),
    "Neo.DatabaseError.Transaction.TransactionCommitFailed": _CANNOT_WRITE,
    "Neo.DatabaseError.Transaction.TransactionLogError": _CANNOT_WRITE,
    "Neo.DatabaseError.Transaction.TransactionStartFailed": (
        "the server at {address} takes no more work, say since its disk was full; see its logs, "
        "start it anew, and run the same command again: it goes on from there"
    ),
    "Neo.DatabaseError.Schema.ConstraintCreationFailed": (
        "the database holds nodes of its own that have the same label and key: {message}"
    ),
}
"""Sentences by the server's status code."""


@contextmanager
def told(address: str, kind: type[PaperkgError] = GraphError) -> Iterator[None]:
    """Turn what goes wrong within into an error of this kind."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise kind(_sentence(error, address, kind)) from error


def refusal(error: ClientError) -> str | None:
    """Why the database refuses a query, with the place; None if it is not the query's fault."""
    if error.code == "Neo.ClientError.Statement.AccessMode":
        return "the query would change the graph, which is open for reading only"
    if error.code and error.code.startswith("Neo.ClientError.Statement."):
        return error.message
    return None


def _sentence(error: Neo4jError | DriverError, address: str, kind: type[PaperkgError]) -> str:
    again = "; run the same command again, it goes on from there" if kind is LoadError else ""
    match error:
        case AuthConfigurationError() | ConfigurationError():
            return f"cannot use {address}: {_first_line(error)}"
        case ServiceUnavailable() | SessionExpired():
            return f"no Neo4j server answers at {address}: is it running?{again}"
        case Neo4jError(code=code) if code in _REFUSED:
            return _REFUSED[code].format(address=address, message=_message(error))
        case AuthError():
            return f"{address} refuses the login: {_message(error)}"
        case Neo4jError():
            return f"the database at {address} failed: {_message(error)}{again}"
        case _:
            return f"the connection to {address} failed: {_first_line(error)}{again}"


def _message(error: Neo4jError) -> str:
    return " ".join((error.message or str(error)).split())


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
