"""How a comparison ended, by the cue words of its sentence."""

from extractors.cues import cue
from kg.schema import Outcome


def outcome(sentence: str) -> Outcome:
    """The outcome for the head; better is what papers report unless they say otherwise."""
    cues = {cue(word.strip(".,;:()")) for word in sentence.lower().split()}
    if "worse" in cues and "better" not in cues:
        return Outcome.WORSE
    if "similar" in cues and "better" not in cues:
        return Outcome.SIMILAR
    return Outcome.BETTER if "better" in cues else Outcome.UNSTATED
