"""The explorer's page: whole in one file, or as a server hands it out."""

import base64
import hashlib
from html import escape
from importlib.resources import files

from kg.errors import PaperkgError

BUNDLE = files("kg.explorer") / "static"
"""Where the build of the package puts ``explorer.js`` and ``explorer.css``."""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{policy}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="paperkg">
<title>{title}</title>
{style}
</head>
<body>
<noscript>The explorer needs JavaScript, which is switched off.</noscript>
<div id="app"></div>
{data}{script}
</body>
</html>
"""


def static_page(data: bytes, title: str) -> str:
    """The page as one file that loads nothing.

    Args:
        data: what :func:`kg.explorer.pack` made.
        title: of the page.
    """
    script, style = _script(), _style()
    # Should anything of a paper ever get out of its quotes, the browser still runs nothing and
    # loads nothing: only the script and the style sheet with these hashes count.
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return _PAGE.format(
        policy=f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        title=escape(title),
        style=f"<style>{style}</style>",
        data=f'<script type="text/plain" id="data">{base64.b64encode(data).decode()}</script>\n',
        script=f"<script>{script}</script>",
    )


def served_page(title: str) -> str:
    """The page as a server gives it: its parts are files of :data:`BUNDLE` beside it, its data is
    at ``data``, and it can ask the server in Cypher.
    """
    return _PAGE.format(
        policy="",
        title=escape(title),
        style='<link rel="stylesheet" href="explorer.css">',
        data="",
        script='<script src="explorer.js"></script>',
    )


def _script() -> str:
    """The script as it can stand in HTML, in other words where they would end or break it.

    All of these can stand only inside of its strings. The licences of the libraries in it go with
    it, as they ask.
    """
    script = f"/*!\n{_read('licenses.md')}*/\n{_read('explorer.js')}"
    for words, escaped in (("</script", "<\\/script"), ("<!--", "<\\!--"), ("\0", "\\x00")):
        script = script.replace(words, escaped)
    return script


def _style() -> str:
    return _read("explorer.css")


def _read(name: str) -> str:
    part = BUNDLE / name
    if not part.is_file():
        raise PaperkgError(
            "the explorer was not built; install paperkg again where npm can fetch its packages"
        )
    return part.read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
