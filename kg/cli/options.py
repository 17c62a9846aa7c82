"""Arguments and options that several commands share."""

import os
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from kg.cli.console import ask_whether
from kg.cli.files import GraphPath
from kg.pipeline import BuildOptions
from kg.settings import DEFAULT_EXTRACTOR
from kg.writing import STANDARD_OUTPUT, is_graph

Command = Callable[..., None]

GRAPH = click.argument("graph", type=GraphPath())
SOURCES = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)


def _no_graph(_ctx: click.Context, _param: click.Parameter, output: Path) -> Path:
    if is_graph(output):
        raise click.BadParameter(f"{output} is a graph, which the output would destroy")
    return output


OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=STANDARD_OUTPUT,
    callback=_no_graph,
)


def page(default: str) -> Callable[[Command], Command]:
    """The option for the page that a command writes, in the working folder by ``default``."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path(default),
        show_default=True,
        help="The page to write.",
    )


VERBOSE = click.option("-v", "--verbose", is_flag=True, help="List every record that was left out.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")

_HOW = (
    click.option("--format", metavar="READER", help="Read all sources as this format."),
    click.option(
        "--extractor",
        show_default=f"as the graph was last built, or {DEFAULT_EXTRACTOR}",
        help="Which extractor reads the abstracts.",
    ),
    click.option(
        "--annotations",
        type=click.Path(exists=True, dir_okay=False),
        multiple=True,
        help="Take the annotations of this file for the papers that have one there (repeatable).",
    ),
    click.option(
        "--processes",
        type=click.IntRange(min=1),
        default=os.cpu_count() or 1,
        show_default="one a core",
        help="Processes that extract side by side.",
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0.0, 1.0),
        show_default="as the graph was last built, or 0",
        help="Leave out what the extractor is less sure of.",
    ),
    click.option(
        "-y", "--yes", is_flag=True, help="Do not ask before a remote extractor costs much."
    ),
)


LEXICON = click.option(
    "--lexicon",
    type=click.Path(exists=True, dir_okay=False),
    help="Names that the linker is to know, in this and in later builds of the graph.",
)


def how_to_build(command: Command) -> Command:
    """Give ``command`` the options of :class:`BuildOptions`, as its argument ``how``.

    Options of the same name that it has itself go in there, too.
    """

    @wraps(command)
    def with_how(**arguments: Any) -> None:
        given = BuildOptions.__dataclass_fields__.keys() & arguments.keys()
        fields = {name: arguments.pop(name) for name in given}
        agree = partial(ask_whether, yes=arguments.pop("yes"), quiet=arguments["quiet"])
        command(how=BuildOptions(agree=agree, **fields), **arguments)

    for option in reversed(_HOW):
        with_how = option(with_how)
    return with_how
