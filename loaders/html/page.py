"""A picture as one HTML page that loads nothing."""

import base64
import hashlib
import re
from importlib.resources import files

import jinja2
from markupsafe import Markup

from kg.schema import EntityType
from loaders.html.looks import LOOKS
from loaders.html.picture import Picture

_HERE = files("loaders.html")
_SCRIPTS = ("drawing.js", "card.js", "controls.js")
_VIS = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"


def render(picture: Picture) -> str:
    """The page, whole: names and sentences of papers stand in it as text, never as HTML."""
    scripts = [_without_source_map(_VIS.read_text("utf-8")), "\n".join(map(_read, _SCRIPTS))]
    # Should anything of a paper ever get out of its quotes, the browser still runs nothing and
    # loads nothing: only the scripts with these hashes may run.
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["counted"] = _counted
    return environment.from_string(_read("page.html")).render(
        policy=policy,
        style=Markup(_read("page.css")),
        scripts=[Markup(script) for script in scripts],
        picture=picture,
        data={
            "nodes": picture.nodes,
            "edges": picture.edges,
            "results": picture.results,
            "papers": picture.papers,
            "focus": picture.focus,
        },
        legend=[(kind, LOOKS[kind], picture.counts[kind]) for kind in _kinds(picture)],
    )


def _kinds(picture: Picture) -> list[EntityType]:
    return [kind for kind in EntityType if picture.counts[kind]]


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _without_source_map(script: str) -> str:
    """``script`` without the file that developer tools would look for beside the page."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
