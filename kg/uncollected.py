"""Work on millions of records without Python's search for cycles among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the cyclic garbage collector, for work that makes many objects and no cycles.

    It would go through all that is there again and again, and took a third of the time of linking
    and writing. Objects are still freed when nothing refers to them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
