"""What arguments and options that name a file stand for."""

import os
from pathlib import Path
from typing import Any

import click


class TextFile(click.File):
    """The text of a file in UTF-8, with or without a byte order mark."""

    name = "filename"

    def __init__(self) -> None:
        super().__init__(encoding="utf-8-sig")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            with super().convert(value, param, ctx) as file:
                return file.read()
        except UnicodeDecodeError:
            self.fail(f"the text of {value} is not UTF-8", param, ctx)


class GraphPath(click.Path):
    """A path at which a graph can be, and files of its name beside it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        path = Path(value)
        if path.name in ("", ".."):
            self.fail(f"{value!r} does not end in the name of a graph", param, ctx)
        return super().convert(value, param, ctx)
