"""Reading: papers out of files, folders and standard input, whatever their format.

:func:`read_papers` is the whole of it; there is one reader for each format, found by entry
point (see :mod:`kg.plugins` and ``docs/formats.md``).
"""

from kg.readers.reading import read_papers
from kg.readers.report import ReadReport, Rejection

__all__ = ["ReadReport", "Rejection", "read_papers"]
