"""Whether a time lies ahead: the tense of the verb that governs it, read from the words around."""

from __future__ import annotations

import re
from typing import Final

_REACH: Final = 130
_TOKEN: Final = re.compile(r"[a-z]+(?:['’][a-z]+)?|[.!?;:\n\"”]")
_MODAL: Final = frozenset(
    [
        "will",
        "shall",
        "won't",
        "won’t",
        "would",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
        "cannot",
        "can't",
        "can’t",
    ]
)
_SURE: Final = frozenset(["will", "shall", "won't", "won’t"])
_PLANNED: Final = frozenset(["due", "scheduled", "slated", "upcoming", "forthcoming", "deadline"])
_PLAN: Final = frozenset(
    [
        "due",
        "scheduled",
        "slated",
        "expected",
        "expect",
        "expects",
        "planned",
        "plan",
        "plans",
        "planning",
        "set",
        "poised",
        "ready",
        "prepare",
        "prepares",
        "preparing",
        "prepared",
        "hope",
        "hopes",
        "hoping",
        "vow",
        "vows",
        "vowed",
        "intend",
        "intends",
        "intended",
        "pledge",
        "pledges",
        "pledged",
        "agree",
        "agreed",
        "decide",
        "decided",
        "invited",
        "ordered",
        "asked",
        "urged",
        "called",
        "calling",
        "need",
        "needs",
        "threaten",
        "threatens",
        "threatened",
        "promise",
        "promised",
        "going",
        "about",
        "have",
        "has",
        "is",
        "are",
        "was",
        "were",
        "want",
        "wants",
        "likely",
        "deadline",
        "bound",
        "supposed",
        "ought",
    ]
)
_SETS: Final = frozenset(["expected", "planned", "set"])
_PAST: Final = frozenset(
    [
        "was",
        "were",
        "had",
        "did",
        "said",
        "told",
        "began",
        "came",
        "went",
        "took",
        "made",
        "fell",
        "rose",
        "held",
        "left",
        "met",
        "found",
        "saw",
        "won",
        "lost",
        "shot",
        "hit",
        "killed",
        "struck",
        "sent",
        "gave",
        "got",
        "became",
        "broke",
        "drove",
        "fled",
        "flew",
        "fought",
        "kept",
        "knew",
        "led",
        "put",
        "ran",
        "spoke",
        "spent",
        "stood",
        "wrote",
        "thought",
        "brought",
        "bought",
        "sold",
        "heard",
        "been",
        "ago",
        "cut",
        "blew",
        "swept",
        "grew",
        "wasn't",
        "weren't",
        "didn't",
        "hadn't",
        "wasn’t",
        "weren’t",
        "didn’t",
        "hadn’t",
        "felt",
        "built",
        "paid",
        "laid",
        "read",
        "taught",
        "caught",
        "chose",
        "threw",
        "tore",
        "wore",
        "swore",
        "drew",
        "shook",
        "overthrew",
        "sank",
        "sang",
        "rang",
    ]
)
_PRESENT: Final = frozenset(["is", "are", "am", "has", "have", "says", "say"])
_NO_VERB: Final = frozenset(
    [
        "red",
        "bed",
        "shed",
        "need",
        "speed",
        "seed",
        "indeed",
        "hundred",
        "united",
        "armed",
        "alleged",
        "so-called",
        "unprecedented",
    ]
)
_UN_VERBS: Final = frozenset(
    [
        "unveiled",
        "unleashed",
        "uncovered",
        "unloaded",
        "undermined",
        "unearthed",
        "unfolded",
        "underlined",
        "underwent",
    ]
)
_PUT_OFF: Final = frozenset(["postponed", "extended", "delayed", "adjourned", "deadline", "suspended"])
_ENDS: Final = frozenset(".!?;\n")


def tense(text: str, start: int, end: int) -> str:
    """``past``, ``future`` or ``none`` for the time at ``text[start:end]``.

    By the nearest verb before it in its sentence, else by the first one after it.
    """
    before = _TOKEN.findall(text[max(0, start - _REACH) : start].lower())
    for i in range(len(before) - 1, -1, -1):
        if before[i] in _ENDS and not _abbreviation(before, i):
            before = before[i + 1 :]
            break
    found = None
    for i in range(len(before) - 1, -1, -1):
        found = _mark(before, i)
        if found is not None:
            break
    if found in ("past", "future"):
        return str(found)
    after = _TOKEN.findall(text[end : end + _REACH].lower())
    for i, word in enumerate(after):
        if word in _ENDS and not _abbreviation(after, i):
            break
        follow = _mark(after, i)
        if follow in ("past", "future"):
            return str(follow) if found is None or follow == "future" else "none"
    return "none"


def _abbreviation(words: list[str], i: int) -> bool:
    return words[i] == "." and i > 0 and len(words[i - 1]) < 2


def _adjective(word: str) -> bool:
    """Unspecified and undisclosed are no verbs; unveiled is one."""
    return word in _NO_VERB or (word.startswith("un") and word not in _UN_VERBS)


def _mark(words: list[str], i: int) -> str | None:
    """What the word says of the tense: ``future``, ``past``, ``present``, or None if it is no verb."""
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    last = words[i - 1] if i else ""
    if word in _PLANNED and last == "been":
        return "past"
    if word.endswith(("'ll", "’ll")) or word in _SURE or word in _PLANNED:
        return "future"
    if word in _PUT_OFF and following in ("until", "till", "to"):
        return "future"
    if word in _MODAL:
        return "past" if following == "have" else "future"
    if word in _SETS and following in (
        ("for", "to") if word == "set" else ("for", "on", "by", "this", "next")
    ):
        return "future"
    if last in _MODAL or (i > 1 and words[i - 2] in _MODAL and last in ("not", "also", "only", "then", "be")):
        return "past" if word == "have" else "future"
    if last in ("be", "to") and i > 1:
        modal = words[i - 2] if last == "be" else ""
        if modal in _MODAL:
            return "future"
        plan = (
            words[i - 3] if last == "be" and modal == "to" and i > 2 else words[i - 2] if last == "to" else ""
        )
        at = i - 3 if last == "be" else i - 2
        if modal != "to" and at > 1 and words[at - 2 : at] == ["had", "been"]:
            return "past"
        if word not in ("have", "the") and (
            plan in _PLAN or (last == "be" and modal == "to" and plan not in _PAST)
        ):
            return "future"
    if word in _PAST or (len(word) > 3 and word.endswith("ed") and not _adjective(word)):
        return "present" if last in ("is", "are") else "past"
    return "present" if word in _PRESENT else None
