"""What a service is, and what one can ask of it."""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, TypeVar, cast

from kg.errors import FetchError
from kg.plugins import SERVICES, find, names
from kg.records import Paper, Record, Rejected

T = TypeVar("T")


class Wanted(Record):
    """The papers that somebody wants of a service.

    ``query`` is in the service's own words. ``since`` and ``until`` are days, both included;
    ``changed`` asks also for older papers that have changed in that time, where the service knows.
    """

    service: str
    query: str | None = None
    ids: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    changed: bool = False

    @property
    def source(self) -> str:
        """Service and query as :func:`wanted_from` reads them."""
        return ":".join(filter(None, (self.service, self.query)))


class Key(NamedTuple):
    """An API key: the environment variable that holds it and how it is sent."""

    variable: str
    name: str
    sent_as: Literal["header", "parameter"]


@dataclass(frozen=True)
class Host:
    """Where a service is and how to treat it: ``pause`` are seconds between two requests."""

    url: str
    pause: float
    key: Key | None = None


Parameters = Mapping[str, str | int]


class Ask(NamedTuple):
    """One request: parameters, a path below the host's address, and a JSON body if it is a POST."""

    parameters: Parameters
    path: str = ""
    body: Any = None


class BrokenAnswerError(Exception):
    """An answer that is not as the service's protocol has it; asking again may help."""


class Get(Protocol):
    """Asks a service, or finds what it has answered before."""

    def __call__(self, ask: Ask, parse: Callable[[bytes], T]) -> T:
        """What ``parse`` makes of the answer; where it raises BrokenAnswerError, ask again.

        Raises:
            FetchError: if there is no answer to be had.
        """
        ...


def slices(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """``items`` in order, ``size`` at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


Records = Iterable[Paper | Rejected]


def not_found(paper_id: str) -> Rejected:
    """What comes in the place of a paper that the service does not have."""
    return Rejected(reason=f"not found: {paper_id}")


class Service(Protocol):
    """A place that papers come from: usually a module with these names."""

    HOST: Host

    LAG: int
    """Days after which a paper may still turn up that bears an earlier date."""

    def pages(self, wanted: Wanted, get: Get) -> Iterator[Records]:
        """Yield the records that are wanted, an answer at a time.

        Raises:
            FetchError: if the service cannot be asked for that, or does not answer.
        """
        ...


def service(name: str) -> Service:
    """The service called ``name``. Raises PluginError."""
    return cast(Service, find(SERVICES, name))


def host_of(name: str, host: Host) -> Host:
    """``host`` with the address and pause of ``PAPERKG_NAME_URL`` and ``PAPERKG_NAME_PAUSE``.

    So a mirror is used, with its own pace. Raises FetchError if the pause is no number.
    """
    prefix = f"PAPERKG_{name.upper().replace('-', '_')}"
    pause = os.environ.get(f"{prefix}_PAUSE", str(host.pause))
    try:
        return Host(os.environ.get(f"{prefix}_URL", host.url), float(pause), host.key)
    except ValueError as error:
        raise FetchError(f"{prefix}_PAUSE is {pause!r}, which is no number of seconds") from error


def wanted_from(source: str) -> Wanted | None:
    """``arxiv:cat:cs.CL`` or ``hf`` as what is wanted; None if ``source`` names no service."""
    name, _, query = source.partition(":")
    return Wanted(service=name, query=query or None) if name in names(SERVICES) else None
