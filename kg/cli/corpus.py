"""``kg corpus``."""

from collections.abc import Mapping
from pathlib import Path

import click

from kg import stand_off
from kg.annotations import read_annotations
from kg.cli import options
from kg.cli.console import papers, progress_bar, report_rejections
from kg.errors import AnnotationError
from kg.fetching.fetch import fetch_into
from kg.fetching.service import Wanted
from kg.readers import ReadReport, read_papers
from kg.records import Paper

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("corpus-texts"),
    show_default=True,
    help="The folder for NAME.texts.jsonl and NAME.gold.jsonl.",
)


@click.group(short_help="Publish annotations without their texts, and join them again.")
def corpus() -> None:
    """Publish annotations without their texts, and join them with their texts again.

    \b
    Example:
      kg corpus fetch corpus/dev.jsonl.xz --into corpus-texts
    """


@corpus.command(short_help="Take the texts out of annotations.")
@click.argument("texts", type=_FILE)
@click.argument("gold", type=_FILE)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def strip(texts: Path, gold: Path, output: Path) -> None:
    """Write the annotations GOLD of the papers TEXTS with offsets and hashes, but no text.

    \b
    Example:
      kg corpus strip dev.texts.jsonl dev.gold.jsonl -o corpus/dev.jsonl.xz
    """
    known = _papers(texts)
    made = []
    for item in read_annotations(gold):
        if item["id"] not in known:
            raise AnnotationError(f"the texts lack the annotated paper {item['id']}")
        made.append(stand_off.strip(item, known[item["id"]]))
    stand_off.write(output, made)
    click.echo(f"{output}: {papers(len(made))}")


@corpus.command()
@click.argument("annotations", type=_FILE)
@click.argument("texts", type=_FILE)
@_FOLDER
def join(annotations: Path, texts: Path, into: Path) -> None:
    """Join ANNOTATIONS that have no texts with the papers TEXTS, by id.

    Papers whose text is not the one that was annotated are listed and left out.

    \b
    Example:
      kg corpus join corpus/dev.jsonl.xz papers.jsonl --into mine
    """
    _join(annotations, _papers(texts), into)


@corpus.command()
@click.argument("annotations", type=_FILE)
@_FOLDER
@options.VERBOSE
@options.QUIET
def fetch(annotations: Path, into: Path, verbose: bool, quiet: bool) -> None:
    """Fetch the texts of ANNOTATIONS by id from arXiv, and join them.

    Papers whose text has changed since they were annotated are listed and left out. A fetch that
    was interrupted goes on where it stopped.

    \b
    Example:
      kg corpus fetch corpus/dev.jsonl.xz --into mine
    """
    ids = tuple(item["id"] for item in read_annotations(annotations))
    into.mkdir(parents=True, exist_ok=True)
    fetched = into / f"{_name(annotations)}.fetched.jsonl"
    report = ReadReport()
    with progress_bar(quiet) as progress:
        fetch_into(fetched, Wanted(service="arxiv", ids=ids), report, progress)
    report_rejections(report, verbose=verbose)
    _join(annotations, _papers(fetched), into)
    fetched.unlink()


def _papers(path: Path) -> dict[str, Paper]:
    report = ReadReport()
    read = read_papers([path], report)
    found = {item.id: item for item in read if isinstance(item, Paper)}
    report_rejections(report, verbose=False)
    return found


def _join(path: Path, known: Mapping[str, Paper], into: Path) -> None:
    items = list(read_annotations(path))
    if not all(stand_off.HASH in item for item in items):
        raise AnnotationError(
            f"{path} has no hashes of the texts: it is not made by kg corpus strip"
        )
    joined = stand_off.join(items, {key: paper.text for key, paper in known.items()})
    into.mkdir(parents=True, exist_ok=True)
    name = _name(path)
    found = (known[item["id"]] for item in joined.annotations)
    texts = (paper.model_dump(mode="json", exclude_defaults=True) for paper in found)
    stand_off.write(into / f"{name}.texts.jsonl", texts)
    stand_off.write(into / f"{name}.gold.jsonl", joined.annotations)
    report_left_out(joined)
    click.echo(f"{into}: {papers(len(joined.annotations))} of {len(items):,} as annotated")


def report_left_out(joined: stand_off.Joined) -> None:
    """Say which papers cannot be used, on standard error."""
    if joined.changed:
        click.echo(f"another text than was annotated: {', '.join(joined.changed)}", err=True)
    if joined.missing:
        click.echo(f"no text: {', '.join(joined.missing)}", err=True)


def _name(path: Path) -> str:
    """``dev`` of ``dev.jsonl.xz``."""
    return path.name.partition(".")[0]
