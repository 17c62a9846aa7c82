"""Trains the model of :mod:`extractors.joint`; see ``docs/training.md``."""
