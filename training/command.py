"""Runs a step of a recipe as a command."""

import sys
from collections.abc import Callable

from kg.errors import PaperkgError


def execute(main: Callable[[], object]) -> None:
    """Run ``main``; what cannot be done is one sentence on standard error and exit code 1."""
    try:
        main()
    except PaperkgError as error:
        sys.exit(str(error))
