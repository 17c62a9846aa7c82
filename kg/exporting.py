"""Writing a graph with the loader that its target or the user names."""

from pathlib import Path

from kg.errors import PluginError
from kg.plugins import LOADERS, GraphLike, Loader, loader, names


def export(graph: GraphLike, target: Path, format: str | None = None) -> None:
    """Write ``graph`` to ``target``, whole or not at all.

    Args:
        graph: the graph to write.
        target: file or folder, as the format has it.
        format: name of a loader; without it the suffix of ``target`` decides.

    Raises:
        PluginError: if there is no loader of that name or for that suffix.
        LoadError: if the target cannot be written.
    """
    choose_loader(target, format).load(graph, target)


def choose_loader(target: Path, format: str | None = None) -> Loader:
    """The loader called ``format``, or else the one whose suffix ``target`` has.

    Raises:
        PluginError: if there is none, or more than one.
    """
    if format is not None:
        return loader(format)
    by_suffix = {name: found for name, found in _loaders().items() if _fits(found, target)}
    if len(by_suffix) == 1:
        return next(iter(by_suffix.values()))
    if by_suffix:
        raise PluginError(
            f"more than one format has the suffix of {target.name}: name one of"
            f" {', '.join(by_suffix)} with --format"
        )
    raise PluginError(
        f"no format has the suffix of {target.name}: name one of"
        f" {', '.join(names(LOADERS))} with --format"
    )


def _loaders() -> dict[str, Loader]:
    """Every loader that loads; one that does not says so when it is asked for by name."""
    found = {}
    for name in names(LOADERS):
        try:
            found[name] = loader(name)
        except PluginError:
            continue
    return found


def _fits(found: Loader, target: Path) -> bool:
    return target.name.lower().endswith(found.SUFFIXES)
