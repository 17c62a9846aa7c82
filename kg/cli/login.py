"""The options by which commands log in to a database."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kg.cli.files import TextFile
from kg.databases import Login

LogIn = Callable[[], Login]

_OPTIONS = (
    click.option("--user", envvar="NEO4J_USERNAME", default="neo4j", help="User at the server."),
    click.option(
        "--password-file",
        type=TextFile(),
        help="Read the password from here, else it is $NEO4J_PASSWORD, else it is asked for.",
    ),
    click.option(
        "--database",
        envvar="NEO4J_DATABASE",
        help="Database of the server, if not the user's own.",
    ),
)


def how_to_log_in(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command`` the options of a login, as its argument ``log_in``, which may ask."""

    @wraps(command)
    def with_login(
        user: str, password_file: str | None, database: str | None, **others: Any
    ) -> None:
        def log_in() -> Login:
            return Login(user, _password(password_file), database)

        command(log_in=log_in, **others)

    for option in reversed(_OPTIONS):
        with_login = option(with_login)
    return with_login


def _password(text: str | None) -> str | None:
    """There is no option for the password itself, as it would show in lists of processes."""
    if text is not None:
        return text.rstrip("\r\n")
    if "NEO4J_PASSWORD" in os.environ:
        return os.environ["NEO4J_PASSWORD"]
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, err=True))
    return None
