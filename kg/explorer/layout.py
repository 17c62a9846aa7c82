"""Where the nodes of the network stand: a force-directed layout that is made ahead.

The forces are those of ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679): nodes
repel each other by 1/distance, weighted by degree + 1, edges attract in proportion to distance,
and a pull to the middle keeps parts together. Repulsion is summed on a grid by FFT, as
particle-mesh methods (Hockney and Eastwood 1988) and FIt-SNE do (Linderman et al. 2019,
doi:10.1038/s41592-018-0308-4), so that a step on 20,000 nodes takes some tens of milliseconds.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating[Any]]
"""Shape (2, nodes)."""

EXTENT = 10_000
"""Coordinates lie between minus and plus half of this."""

WEIGHTS: Mapping[str, float] = {"MENTIONS": 0.2, "INTRODUCES": 0.5, "MEASURED_BY": 0.1}
"""How strongly an edge attracts, where not by 1: what all name must not draw all together."""

SEED = 0
STEPS = 200
GRID = 256
"""Cells along each side of the square on which repulsion is summed."""

REPULSION = 4.0
GRAVITY = 0.02

Link = tuple[int, str, int]


def positions(nodes: int, links: Sequence[Link]) -> tuple[list[int], list[int]]:
    """Coordinates of nodes ``0`` to ``nodes - 1``, the same for the same links in every run.

    Args:
        nodes: how many there are.
        links: head, label and tail of every edge.
    """
    if nodes == 0:
        return [], []
    heads = np.array([head for head, _, _ in links], dtype=np.intp)
    tails = np.array([tail for _, _, tail in links], dtype=np.intp)
    weights = np.array([WEIGHTS.get(label, 1.0) for _, label, _ in links])
    mass = 1.0 + np.bincount(heads, weights, nodes) + np.bincount(tails, weights, nodes)
    places = _start(nodes)
    for step in range(STEPS):
        force = REPULSION * mass * _repulsion(places, mass)
        force -= GRAVITY * mass * places
        force += _attraction(places, heads, tails, weights)
        move = force / mass
        # Bold at first, careful in the end; nobody jumps over the whole field at once.
        heat = (1.0 - step / STEPS) * np.sqrt(nodes)
        length = np.hypot(*move)
        places += move * np.minimum(0.4, heat / np.maximum(length, 1e-9))
    return _scaled(places)


def _start(nodes: int) -> Vectors:
    """A disc of even density in which neighbours by number, which is by name, are scattered."""
    angle, radius = np.random.default_rng(SEED).random((2, nodes))
    radius = np.sqrt(radius * nodes)
    return np.stack((radius * np.cos(2 * np.pi * angle), radius * np.sin(2 * np.pi * angle)))


def _attraction(
    places: Vectors, heads: NDArray[np.intp], tails: NDArray[np.intp], weights: Vectors
) -> Vectors:
    force = np.zeros_like(places)
    for axis, along in enumerate(places):
        pull = weights * (along[tails] - along[heads])
        force[axis] = np.bincount(heads, pull, along.size) - np.bincount(tails, pull, along.size)
    return force


def _repulsion(places: Vectors, mass: Vectors) -> Vectors:
    """For each node the sum over all others of mass times distance vector over distance squared."""
    low = places.min(axis=1, keepdims=True)
    cell = max(np.ptp(places, axis=1).max(), 1e-9) / (GRID - 2)
    within = (places - low) / cell
    corner = within.astype(np.intp)
    part = within - corner
    # The four corners of its cell share a node by nearness.
    shares = [
        (
            (corner[0] + dx) * GRID + corner[1] + dy,
            np.abs(1 - dx - part[0]) * np.abs(1 - dy - part[1]),
        )
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    density = np.zeros(GRID * GRID)
    for index, share in shares:
        density += np.bincount(index, share * mass, GRID * GRID)
    spectrum = np.fft.rfft2(density.reshape(GRID, GRID), (2 * GRID, 2 * GRID))
    force = np.zeros_like(places)
    for axis, kernel in enumerate(_KERNELS):
        field = np.fft.irfft2(spectrum * kernel)[:GRID, :GRID].ravel() / cell
        for index, share in shares:
            force[axis] += share * field[index]
    return force


def _kernels() -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """The force of a unit of mass at the origin of the grid, transformed; cells are the unit."""
    offset = np.fft.fftfreq(2 * GRID, 1 / (2 * GRID))
    x, y = np.meshgrid(offset, offset, indexing="ij")
    squared = x * x + y * y
    squared[0, 0] = 1.0
    return np.fft.rfft2(x / squared), np.fft.rfft2(y / squared)


_KERNELS = _kernels()


def _scaled(places: Vectors) -> tuple[list[int], list[int]]:
    places = places - places.mean(axis=1, keepdims=True)
    places *= EXTENT / 2 / max(np.abs(places).max(), 1e-9)
    x, y = np.rint(places).astype(int).tolist()
    return x, y
