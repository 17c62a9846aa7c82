"""Linking: the names of one thing, over all papers, become one node.

:func:`link` is the whole of it: it reads papers with their annotations and says which node each
entity is. It sees only what it is given, so the same papers give the same links in any order.
"""

from kg.linking.identity import Identity, Links
from kg.linking.link import link

__all__ = ["Identity", "Links", "link"]
