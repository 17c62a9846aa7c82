"""RIS."""

import datetime
import io

from kg.readers import ris
from kg.records import Paper, Rejected

FILE = """TY  - JOUR
ID  - 17
T1  - Kites over
Kilimanjaro
A1  - Lark, Ann
A1  - Swift, Ben
N2  - We fly kites
and measure.
Y1  - 2024/03//
DO  - 10.1000/KITES
KW  - kites
KW  - wind
UR  - https://example.org/kites
XX  - unheard of
ER  -

TY  - CONF
TI  - Tails
AU  - Lark, Ann
PY  - 2023
AB  - They wag.
ER  -
TY  - BOOK
TI  - A Book
TY  - JOUR
TI  - Wind
AB  - It blows.
"""


def test_records_are_papers() -> None:
    for data in (
        FILE.encode(),
        FILE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + FILE.encode(),
    ):
        assert ris.recognises(data, "x.ris")
        assert list(ris.read(io.BytesIO(data))) == [
            Paper(
                id="10.1000/kites",
                title="Kites over Kilimanjaro",
                abstract="We fly kites and measure.",
                date=datetime.date(2024, 3, 1),
                authors=("Ann Lark", "Ben Swift"),
                categories=("kites", "wind"),
                url="https://example.org/kites",
            ),
            Paper(
                id="tail",
                title="Tails",
                abstract="They wag.",
                date=datetime.date(2023, 1, 1),
                authors=("Ann Lark",),
            ),
            Rejected(reason="no abstract: a-book", line=23),
            Paper(id="wind", title="Wind", abstract="It blows."),
        ]
