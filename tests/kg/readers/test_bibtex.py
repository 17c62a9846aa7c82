"""BibTeX, with the markup that it has in its fields."""

import datetime
import io

import pytest

from kg.readers import bibtex
from kg.records import Paper, Rejected

FILE = r"""% exported by hand
@string{jkr = "Journal of Kite Research"}
@comment{a remark}
@inproceedings{lark2024kites,
  title     = {{KiteNet}: {\"U}ber-high {K}ites with $x^{2}$},
  author    = {Lark, Ann and Ben {\'A}lvarez and {The Sky Team}},
  journal   = jkr,
  year      = 2024,
  month     = mar,
  keywords  = {kites, wind},
  abstract  = {We fly {kites} and
               gain 40\% on Kite{B}ench.},
}

@article{swift2023tails, title = "Tails", year = "2023",
  doi = {10.1000/TAILS}, abstract = "They wag."}
@misc{arxivpaper, title={Wind}, abstract={It blows.}, eprint={2501.00001v2}, archivePrefix={arXiv},
  primaryClass={cs.RO}, date={2025-01-02}, url={https://example.org/wind}}
@book{nothing, title = {A Book}}
"""


def read(text: str) -> list[Paper | Rejected]:
    return list(bibtex.read(io.BytesIO(text.encode())))


def test_entries_are_papers() -> None:
    assert bibtex.recognises(FILE.encode(), "x.bib")
    assert read(FILE) == [
        Paper(
            id="lark2024kites",
            title="KiteNet: Über-high Kites with $x^{2}$",
            abstract=r"We fly kites and gain 40\% on KiteBench.",
            date=datetime.date(2024, 3, 1),
            authors=("Ann Lark", "Ben Álvarez", "The Sky Team"),
            categories=("kites", "wind"),
        ),
        Paper(
            id="10.1000/tails",
            title="Tails",
            abstract="They wag.",
            date=datetime.date(2023, 1, 1),
            url="https://doi.org/10.1000/tails",
        ),
        Paper(
            id="2501.00001",
            title="Wind",
            abstract="It blows.",
            date=datetime.date(2025, 1, 2),
            categories=("cs.RO",),
            url="https://example.org/wind",
        ),
        Rejected(reason="no abstract: nothing", line=19),
    ]


def test_a_broken_entry_does_not_take_the_next_one_with_it(
    capfd: pytest.CaptureFixture[str],
) -> None:
    good = "@article{b, title = {Tails}, abstract = {They wag.}}\n"
    broken, paper = read("\n@article{a, title = {Kites,\n  abstract = {They fly.}\n" + good)
    assert broken == Rejected(reason="not a BibTeX entry", line=2)
    assert paper == Paper(id="b", title="Tails", abstract="They wag.")
    assert capfd.readouterr() == ("", "")


def test_other_texts_are_not_recognised() -> None:
    for text in ("@ the beach we fly kites", "kites\n@article{a,", "% only a remark\n"):
        assert not bibtex.recognises(text.encode(), "x")
