"""The graph's schema as the model numbers it: in the order of :mod:`kg.schema`."""

import numpy as np

from kg.schema import RESULT_ROLES, EntityType, Outcome, RelationType, allows

TYPES = tuple(EntityType)
LABELS = tuple(RelationType)
OUTCOMES = tuple(Outcome)
ROLES = tuple(RESULT_ROLES)

ALLOWED = np.array([[[allows(h, label, t) for label in LABELS] for t in TYPES] for h in TYPES])
"""Whether [head type, tail type, label] is lawful."""

FILLS = np.array([[kind in RESULT_ROLES[role][1] for kind in TYPES] for role in ROLES])
"""Whether [role, type] is lawful."""

_TURNED = {Outcome.BETTER: Outcome.WORSE, Outcome.WORSE: Outcome.BETTER}
MIRRORED = [OUTCOMES.index(_TURNED.get(outcome, outcome)) for outcome in OUTCOMES]
"""For each outcome the number of the same comparison's seen from its other end."""
