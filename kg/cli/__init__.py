"""The command ``kg``: every command is a thin wrapper of a library function.

Commands are imported when they are asked for, so that ``kg --help`` does not load spaCy.
"""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from kg.cli.interrupts import resend_lost
from kg.errors import PaperkgError

COMMANDS = (
    "build",
    "corpus",
    "diff",
    "explore",
    "export",
    "extract",
    "fetch",
    "link",
    "load",
    "mcp",
    "mentions",
    "merges",
    "news",
    "plot",
    "pull",
    "query",
    "remove",
    "score",
    "serve",
    "show",
    "split",
    "stats",
    "update",
    "view",
)
"""Each is the function of this name in the module of this name."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"kg.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paperkg", message="paperkg %(version)s")
def cli() -> None:
    """Turn paper abstracts into a typed, evidence-linked knowledge graph.

    \b
    Begin with:
      kg build papers.jsonl            # make graph.kg
      kg query graph.kg 'MATCH (m:Model) RETURN m.name ORDER BY m.papers DESC LIMIT 10'
      kg view graph.kg -o graph.html   # look at it
    """


def main() -> None:
    """Run ``kg``; what goes wrong is one sentence on standard error and an exit code.

    These are 1 for what could not be done, 2 for a command that was not understood, and 130 for
    one that was interrupted.
    """
    _open_streams()
    resend_lost()
    try:
        code = cli(prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code)
    except PaperkgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("kg: interrupted", err=True)
        sys.exit(130)
    except OSError as error:
        # A broken pipe is no error: the reader of our output, such as head, has had enough.
        if not isinstance(error, BrokenPipeError):
            click.echo(
                f"kg: cannot write {error.filename or 'the output'}: {error.strerror}", err=True
            )
        # Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _open_streams() -> None:
    """Let what is printed be UTF-8 for programs, and show what a terminal can show.

    A stream that the shell closed (``>&-``) is one that nobody looks at.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (as long as we)
            setattr(sys, name, stream)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
