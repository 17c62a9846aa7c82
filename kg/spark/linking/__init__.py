"""The linker on Spark: the steps of :mod:`kg.linking` by key, with joins where they meet.

No rule stands here, only what each step needs to see: one paper, one short form, one unit, one
pair, one component. ``docs/scale.md`` says which tables there are and how they grow.
"""

from kg.spark.linking.link import link

__all__ = ["link"]
