"""Readers, extractor and linker, loaded for processes that are forked from one that imports this.

The database is not to be loaded here, as its threads would not survive a fork.
"""

from kg.extraction import annotate
from kg.linking import link
from kg.plugins import READERS, names, reader
from kg.records import Paper
from tests.daily import EXTRACTOR

for name in names(READERS):
    reader(name)

paper = Paper(id="0", title="KiteNet", abstract="KiteNet outperforms HeronNet on WindBench.")
link(list(annotate([(paper, None)], EXTRACTOR)))
