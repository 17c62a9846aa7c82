"""What a query says outside of what it quotes."""

import pytest

from kg.cypher import parameter_names, without_quotes


@pytest.mark.parametrize(
    ("cypher", "bare"),
    [
        ("RETURN 'it''s' AS x", "RETURN ?? AS x"),
        (r"RETURN 'it\'s; // no' AS `a;b`", "RETURN ? AS ?"),
        ('RETURN 1 // "\nAS x', "RETURN 1  \nAS x"),
        ("MATCH /* 'n */ (n)", "MATCH   (n)"),
    ],
)
def test_quotes_leave_a_hole_and_comments_a_blank(cypher: str, bare: str) -> None:
    assert without_quotes(cypher) == bare


def test_parameters_are_those_outside_of_quotes_and_comments() -> None:
    cypher = "// $since = 3\nMATCH (n {name: $name}) WHERE n.a < $p2 RETURN '$x', \"$y\" // $z"
    assert parameter_names(cypher) == {"name", "p2"}
