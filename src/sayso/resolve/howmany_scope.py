"""Whether a number belongs to one incident or is a running total: words that speak for either, weighed.

The weights were fitted on labelled claims by logistic regression over these cues and rounded; a positive sum is a
total.
"""

from __future__ import annotations

import re
from typing import Final

from sayso.core.figure import Quantity

_NEAR: Final = 60
_SENTENCE: Final = 600
_BEFORE: Final = 220

_PERIOD: Final = (
    r"\b(?:over|in|during|within|for|throughout) (?:the )?(?:past|last|previous|recent|first) (?:\w{1,12} )?"
    r"(?:hours?|days?|weeks?|months?|years?|decades?)\b"
    r"|\bover (?:two|three|four|five|six|\d{1,3}) (?:days|weeks|months|years)\b"
    r"|\bin (?:two|three|four|five|\d{1,3}) (?:days|weeks|months|years) of\b|\bdays of\b|\bpast (?:week|month|year)\b"
    r"|\b(?:each|every|per) (?:day|week|month|year)\b|\b(?:last|this) (?:year|month|summer|winter)\b"
)
_STRIKE: Final = (
    "attack|blast|explosion|bomb|bomber|bombing|strike|airstrike|raid|shooting|crash|clash|accident|fire|gunman|"
    "earthquake|stabbing|collision|missile|rocket|shell|landmine|ambush|quake|landslide|collapse|incident|massacre"
)
_STRIKES: Final = (
    r"\b(?:attacks|strikes|raids|airstrikes|bombings|clashes|blasts|explosions|incidents|shootings|killings|sorties|"
    r"bombardments|operations|battles|protests|shellings|stabbings|murders|accidents|cases|mines|storms|floods|"
    r"barrages|massacres|executions)\b"
)
_WAR: Final = (
    r"\b(?:war|conflict|crisis|insurgency|unrest|uprising|campaign|offensive|violence|fighting|epidemic|"
    r"outbreak)\b"
)


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_CUES: Final = (
    # cue, weight anywhere in the sentence, more weight close to the number
    (_cue(r"\bsince\b|\bso far\b|\bto date\b|\buntil now\b|\bup to now\b"), 1.9, 0.0),
    (_cue(_PERIOD), 1.7, 0.7),
    (_cue(r"\ba total of\b|\bin total\b|\bin all\b|\baltogether\b|\boverall\b|\ba total \d|\bthe total\b"), 0.0, 1.7),
    (_cue(_STRIKES), 1.3, 0.4),
    (_cue(r"\b(?:across|throughout|nationwide|various|separate|areas|neighbou?rhoods)\b"), 1.0, 0.2),
    (_cue(_WAR), 0.4, 0.8),
    (_cue(r"\b(?:have|has|had)(?: \w{1,12})? (?:been )?\w{2,12}(?:ed|en|led|ght)\b"), 0.0, 0.8),
    (_cue(r"\bcustody\b|\bvictims\b"), 1.1, 1.1),
    (_cue(r"\b(?:rose|risen|rises|climbed|increased|raising|bringing|brought|stands|reached)\b|\btoll\b"), 0.0, 0.2),
    (re.compile(r"\bin [A-Z]\w{1,20}(?: [A-Z]\w{1,20})?,? and [A-Z]\w"), 0.6, 0.4),
    (_cue(rf"\ba (?:\w{{1,15}} ){{0,3}}(?:{_STRIKE})\b"), -1.2, 0.0),
    (_cue(rf"\bthe (?:\w{{1,15}} ){{0,2}}(?:{_STRIKE})\b"), -1.2, -0.1),
)  # fmt: skip
_EARLIER: Final = (
    (_cue(rf"\ba (?:\w{{1,15}} ){{0,3}}(?:{_STRIKE})\b"), -1.3),
    (_cue(rf"\bsince\b|\bso far\b|{_PERIOD}"), 1.0),
)
_BY_KIND: Final = {"abduct": -0.9, "arrest": -0.2, "destroy": 0.7, "protest": -2.5, "release": 0.8}
_BIAS: Final = -2.7
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’]?\s+(?=[A-Z\"“])|\n+")


def scope_for(text: str, quantity: Quantity, kind: str) -> str:
    """``total`` if the number at ``quantity`` in ``text`` runs over days or several incidents, else ``event``."""
    return "total" if scope_score(text, quantity, kind) > 0 else "event"


def scope_score(text: str, quantity: Quantity, kind: str) -> float:
    """The weighed sum behind `scope_for`, in log-odds of a running total."""
    span = quantity.span
    start, end = _sentence(text, span.start, span.end)
    sentence = text[start:end]
    near = text[max(start, span.start - _NEAR) : min(end, span.end + _NEAR)]
    earlier = text[max(0, start - _BEFORE) : start]
    score = _BIAS + _BY_KIND.get(kind, 0.0) + _size(quantity)
    for cue, anywhere, close in _CUES:
        if cue.search(sentence):
            score += anywhere + (close if cue.search(near) else 0.0)
    return score + sum(weight for cue, weight in _EARLIER if cue.search(earlier))


def _size(quantity: Quantity) -> float:
    """Large numbers are seldom of one incident, single persons seldom totals."""
    number = quantity.low or quantity.high or 0
    if number == 1:
        return -2.1
    if 1 < number < 10:
        return -0.7
    words = quantity.span.text.lower()
    score = 0.9 * ((number >= 100) + (number >= 1000) + (number >= 10_000))
    if re.search(r"hundreds|thousands|millions", words):
        score += 1.5
    return score + (0.5 if "million" in words else 0.0)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``text[start:end]``, at most `_SENTENCE` characters either way."""
    left = max(0, start - _SENTENCE)
    begin = left
    for match in _SENTENCE_END.finditer(text, left, start):
        begin = match.end()
    after = _SENTENCE_END.search(text, end, min(len(text), end + _SENTENCE))
    return begin, after.start() + 1 if after else min(len(text), end + _SENTENCE)
