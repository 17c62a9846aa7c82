"""Cypher without what it quotes: what is left are its words, signs and parameters.

The tokens are those of the database's grammar (``src/antlr4/Cypher.g4`` of LadybugDB) that may
hold any text.
"""

import re

# A comment with an asterisk in it is none of them: where it ends depends on what follows.
_COMMENT = re.compile(r"/\*[^*]*\*/|//[^\r\n]*")
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`""", re.DOTALL)
_OPAQUE = re.compile(f"{_COMMENT.pattern}|{_QUOTED.pattern}", re.DOTALL)

_PARAMETER = re.compile(r"\$(\w+)")

_HOLE = "?"
"""Stands for what is quoted: it joins no words and is none."""


def without_quotes(cypher: str) -> str:
    """``cypher`` with a hole for each text and quoted name, and a blank for each comment."""
    return _OPAQUE.sub(lambda token: " " if token[0][0] == "/" else _HOLE, cypher)


def parameter_names(cypher: str) -> set[str]:
    """The names of the parameters that ``cypher`` asks for."""
    return set(_PARAMETER.findall(without_quotes(cypher)))
