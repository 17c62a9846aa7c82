"""The joint model: one encoder reads the abstract, heads answer for names and pairs of names.

A text goes through the modules in this order: ``text`` (words, shapes), ``encoder`` (vectors),
``tags`` and ``candidates`` (names that may be), ``features`` and ``questions`` (what is asked of
them), ``heads`` (scores), ``decode`` (findings), ``component`` (records, spaCy). ``training.joint``
makes the weights.
"""
