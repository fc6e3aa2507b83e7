"""How far a say-so stands behind what it states: asserted, denied, hedged, intended."""

from __future__ import annotations

import re
from typing import Final

from sayso.claims.context import Context
from sayso.claims.sayso import TALK
from sayso.core.figure import Figure
from sayso.core.reading import Attribution, Event

_NEAR: Final = 45
_DENIED = re.compile(
    r"\b(?:not|never|no|none|nobody|neither|nor|without|denied|denies|deny|denying)\b|n['’]t\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:may|might|could have|appear(?:s|ed)?|apparent(?:ly)?|believed|alleged(?:ly)?|suspect(?:s|ed)?|possibl[ey]"
    r"|probabl[ey]|likely|unconfirmed|purported(?:ly)?|presumed|feared|seem(?:s|ed)?|thought to)\b",
    re.IGNORECASE,
)
_INTENDED = re.compile(
    r"\b(?:will|would|shall|must|should|plan(?:s|ned|ning)?|order(?:s|ed)?\b.{0,40}\bto|threat(?:en|ens|ened|ening)?"
    r"|vow(?:s|ed)?|intend(?:s|ed)?|demand(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|expect(?:s|ed)?"
    r"|going to|about to|ready to|try(?:ing)? to|tried to|attempt(?:s|ed|ing)? to|prepar(?:e|es|ed|ing)"
    r"|offer(?:s|ed)? to|want(?:s|ed)? to|would-be|seek(?:s|ing)? to|aim(?:s|ed|ing)? (?:to|at))\b",
    re.IGNORECASE,
)
_DENYING_CUE = re.compile(r"\b(?:den(?:y|ies|ied|ying)|rebuff|refut|dismiss|reject)", re.IGNORECASE)


def stance(event: Event, figure: Figure | None, context: Context) -> str:
    """One of `core.claim.STANCES`: the reader's where it is sure, else by the words before the trigger.

    "No one was killed" (a figure of none) is denied. Talk is asserted unless it is negated: the report tells that
    it was said.
    """
    if event.stance_score >= context.choices.stance:
        return event.stance
    if figure is not None and figure.form == "none":
        return "denied"
    if any(
        _DENYING_CUE.search(c.text)
        for a in _around(event, context)
        for c in a.cue
        if not c.overlaps(event.trigger)
    ):
        return "denied"
    before = _before(event, context)
    if _DENIED.search(before):
        return "denied"
    if event.kind in TALK:
        return "asserted"
    words = f"{before}{event.trigger.text}"
    if _INTENDED.search(words):
        return "intended"
    return "hedged" if _HEDGED.search(words) else "asserted"


def _around(event: Event, context: Context) -> list[Attribution]:
    return [attribution for _, attribution in context.around(event.trigger)]


def _before(event: Event, context: Context) -> str:
    """The words before the trigger, as far back as the previous event or a comma."""
    sentence = context.sentence(event.trigger)
    start = max(sentence.start, event.trigger.start - _NEAR)
    for other in context.neighbours(event):
        if other.end <= event.trigger.start:
            start = max(start, other.end)
    words = context.text[start : event.trigger.start]
    return re.split(r"[,;:]\s", words)[-1]
