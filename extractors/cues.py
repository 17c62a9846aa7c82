"""Cue words: what a word of an abstract hints at, by the beginning of the word."""

from functools import lru_cache

_STEMS = {
    "propose": "propos introduc present develop design releas contribut construct creat novel "
    "call dub name term coin",
    "evaluate": "evaluat experiment test validat assess demonstrat verif result show study analy",
    "train": "train pretrain finetun fine-tun pre-train tuned tuning",
    "better": "outperform surpass exceed superior beat better improv gain advantage boost enhanc "
    "reduc faster higher",
    "similar": "comparable match par similar competitive rival equal",
    "worse": "worse lag underperform inferior below",
    "compare": "compar than versus vs against baseline unlike relative over counterpart",
    "base": "based extend build built inspir generali variant modif adapt top deriv instantiat",
    "use": "use using utili leverag employ adopt appl incorporat integrat combin via through equip "
    "power driven",
    "aim": "for address tackl solv aim target task problem toward",
    "achieve": "achiev attain reach obtain yield report score accuracy",
    "problem": "however challeng limit suffer struggl fail lack existing prior previous recent "
    "although while despite often",
    "such": "such including include e.g. like namely particularly especially",
    "data": "dataset benchmark corpus data collection suite leaderboard",
    "own": "our we this",
}
_CUES = tuple(
    sorted(
        ((stem, cue) for cue, stems in _STEMS.items() for stem in stems.split()),
        key=lambda item: -len(item[0]),
    )
)
_BY_LETTER = {
    letter: [item for item in _CUES if item[0][0] == letter] for letter in {s[0] for s, _ in _CUES}
}
_WHOLE = 4
"""Stems that are so short or shorter are whole words: "for" is not in "formal"."""


@lru_cache(maxsize=20_000)
def cue(word: str) -> str | None:
    """The cue that ``word`` (lower case) gives; the longest fitting stem decides."""
    for stem, name in _BY_LETTER.get(word[:1], ()):
        if word == stem or (len(stem) > _WHOLE and word.startswith(stem)):
            return name
    return None
