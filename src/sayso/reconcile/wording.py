"""Words of reports made comparable: stems without the words that every report has, and how alike two sets are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import repeat
from operator import mul
from typing import Final

_WORD = re.compile(r"[A-Za-z][\w'’-]*|\d[\d,.]*\d|\d")
_STOP: Final = frozenset(
    word
    for line in (
        "a an the and or but of in on at by from for to with as into over after before during since until about is are",
        "was were be been being has have had do does did will would may might could should can not no it its he his",
        "him her she they their them we our us i you your this that these those who whom which what when where there",
        "here said says say told according also more than at least up out off one two some any all other another new",
    )
    for word in line.split()
)
_IRREGULAR: Final = {
    "shot": "shoot", "fought": "fight", "died": "die", "dead": "die", "death": "die", "deaths": "die", "dying": "die",
    "held": "hold", "took": "take", "taken": "take", "retaken": "take", "struck": "strike", "won": "win", "met": "meet",
    "broke": "break", "broken": "break", "began": "begin", "begun": "begin", "fled": "flee", "fell": "fall",
    "left": "leave", "lost": "lose", "sent": "send", "hurt": "injur", "gave": "give", "went": "go", "stole": "steal",
    "stolen": "steal", "hit": "hit", "burnt": "burn", "caught": "catch", "drove": "drive", "driven": "drive",
    "blew": "blow", "blown": "blow", "ran": "run", "said": "say", "bought": "buy", "sold": "sell", "became": "become",
}  # fmt: skip
_ENDS: Final = (
    "ations",
    "ation",
    "ings",
    "ments",
    "ment",
    "ing",
    "ions",
    "ion",
    "ers",
    "ies",
    "ied",
    "ed",
    "es",
    "er",
    "s",
    "e",
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without its ending, roughly: enough to put "bombing", "bombed" and "bomb" together."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    for end in _ENDS:
        if low.endswith(end) and len(low) - len(end) >= 3:
            low = low[: -len(end)]
            break
    # "stopped" → "stop", but "killed" → "kill".
    return low[:-1] if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz" else low


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """Stems of the words that tell something."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w.lower() not in _STOP)


def overlap(a: Set[str], b: Set[str]) -> float:
    """Shared words over the words of the shorter, a little less where the other is much longer (0 to 1)."""
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return 0.5 * shared / min(len(a), len(b)) + 0.5 * shared / len(a | b)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two weighted bags of words of length 1."""
    if len(a) > len(b):
        a, b = b, a
    common: float = sum(map(mul, a.values(), map(b.get, a, repeat(0.0))))
    return common
