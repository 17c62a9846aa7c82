"""What is new in a graph: names, links, best values, and what is on the rise.

:func:`kg.news.finding.news` finds it by date, :func:`kg.news.finding.diff` against an older graph;
:mod:`kg.news.writing` and :mod:`kg.news.atom` write it down.
"""
