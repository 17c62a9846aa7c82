"""arXiv by OAI-PMH: all that was added or changed since a day, for harvesting in bulk.

After https://www.openarchives.org/OAI/openarchivesprotocol.html and
https://info.arxiv.org/help/oa. Its dates are those of the last change, so that new versions and
withdrawals come, too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from defusedxml.ElementTree import fromstring

from kg.errors import FetchError
from kg.fetching.answers import ExpiredError
from kg.fetching.service import Ask, BrokenAnswerError, Get, Host, Records, Wanted, not_found
from kg.readers.oai_pmh import NAMESPACE, from_record
from kg.records import Paper, Rejected

HOST = Host("https://oaipmh.arxiv.org/oai", pause=3.0)
LAG = 1
"""Records bear the day on which they were changed here, in one time zone or another."""

_FORMAT = {"metadataPrefix": "arXiv"}


class _Page(NamedTuple):
    records: tuple[Paper | Rejected, ...]
    token: str


def pages(wanted: Wanted, get: Get) -> Iterator[Records]:
    """Yield the records; the query is a set, such as ``cs`` or ``cs:cs:CL``."""
    for paper_id in wanted.ids:
        asked = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{paper_id}", **_FORMAT}
        yield get(Ask(asked), _parse).records or [not_found(paper_id)]
    if wanted.ids:
        return
    asked = {"verb": "ListRecords", **_FORMAT}
    for name, value in (("set", wanted.query), ("from", wanted.since), ("until", wanted.until)):
        if value:
            asked[name] = str(value)
    while asked:
        page = get(Ask(asked), _parse)
        yield page.records
        # The protocol wants the token alone.
        asked = {"verb": "ListRecords", "resumptionToken": page.token} if page.token else {}


def _parse(answer: bytes) -> _Page:
    try:
        root = fromstring(answer, forbid_dtd=True)
    except (ValueError, SyntaxError) as error:
        raise BrokenAnswerError(f"the answer is no XML: {error}") from error
    if root.tag != f"{NAMESPACE}OAI-PMH":
        raise BrokenAnswerError("the answer is not of OAI-PMH")
    for refusal in root.iterfind(f"{NAMESPACE}error"):
        match refusal.get("code"):
            case "noRecordsMatch" | "idDoesNotExist":
                return _Page((), "")
            case "badResumptionToken":
                raise ExpiredError(
                    "oai has forgotten where this fetch was; run it again from its start"
                )
            case code:
                raise FetchError(f"oai refuses with {code}: {(refusal.text or '').strip()}")
    records = tuple(map(from_record, root.iterfind(f"*/{NAMESPACE}record")))
    token = root.findtext(f"*/{NAMESPACE}resumptionToken", "")
    return _Page(records, token.strip())
