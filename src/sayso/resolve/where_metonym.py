"""Places that stand for those who govern them: in "Moscow said" and "Washington has blamed" a country or capital
is an actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.resolve.gazetteer import Candidate, Gazetteer, Place

_ADVERB: Final = (
    r"(?:\s(?:also|has|have|had|is|was|would|will|could|did not|does not|do not|not|later|repeatedly|officially|"
    r"reportedly|long|since|now|still|once|again|earlier|on \w+day|and \w+))*"
)
_ACTS: Final = re.compile(
    rf"{_ADVERB}\s(?:said|says|say|saying|told|announced|announces|blamed?s?|blaming|accus(?:e|es|ed|ing)|den(?:y|"
    rf"ies|ied|ying)|"
    r"condemn(?:s|ed|ing)?|warn(?:s|ed|ing)?|threaten(?:s|ed|ing)?|agree(?:s|d|ing)?|refus(?:e|es|ed|ing)|"
    r"reject(?:s|ed|ing)?|"
    r"demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on)|claim(?:s|ed|ing)?|want(?:s|ed|ing)?|"
    r"support(?:s|ed|ing)?|back(?:s|ed|ing)|oppos(?:e|es|ed|ing)|sent|sends|sending|deployed|launched|launches|"
    r"offer(?:s|ed|ing)?|"
    r"ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|propos(?:e|es|ed|ing)|plann(?:ed|ing)|plans|intend(?:s|ed)|vow(?:s|ed|"
    r"ing)?|"
    r"pledg(?:e|es|ed|ing)|consider(?:s|ed|ing)?|believ(?:e|es|ed|ing)|view(?:s|ed)|see(?:s|king)|sought|seeks|"
    r"maintain(?:s|ed)|argu(?:e|es|ed)|"
    r"impos(?:e|es|ed|ing)|sign(?:s|ed|ing)|withdr(?:ew|aws?)|expelled|recall(?:s|ed)|recogni[sz]e[sd]?|suspended|"
    r"suspends|respond(?:s|ed)|"
    r"react(?:s|ed)|express(?:es|ed)|praised|hail(?:s|ed)|welcom(?:e|es|ed)|must|should|may|might|can)\b"
)
_ON_GROUND: Final = re.compile(
    r"\b(?:in|at|near|outside|across|inside|into|around|through|throughout|within|where|leaving|"
    r"reaching)\s(?:the\s)?$"
)
_ACTED_ON: Final = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|warn(?:s|ed|ing)?|told|call(?:s|ed|"
    r"ing)? on|condemn(?:s|ed|ing)?|"
    r"pressure on|sanctions (?:on|against)|talks with|relations with|ties with|ceasefire with|deal with|"
    r"agreement with|allied with|"
    r"backed by|supported by|according to|criticism of|loyal to|help from|aid from|support from|demand(?:s|"
    r"ed)? that|pressed|allowed|"
    r"asked|persuade|between)\s$"
)


def is_metonym(
    text: str, start: int, end: int, candidates: Sequence[Candidate], gazetteer: Gazetteer
) -> bool:
    """True if the name at ``text[start:end]`` stands for a government, not for ground where something happens.

    Only a name that a country or a capital bears among its ``candidates`` can do so.
    """
    if not any(_governs(c.place, gazetteer) for c in candidates[:12]):
        return False
    before = text[max(0, start - 28) : start]
    if _ON_GROUND.search(before) or re.match(r"['’]s\s", text[end : end + 3]):
        return False
    return _ACTS.match(text, end) is not None or (
        _ACTED_ON.search(before) is not None and text[end : end + 4] != ", in"
    )


def _governs(place: Place, gazetteer: Gazetteer) -> bool:
    if place.kind == "country":
        return True
    capital = gazetteer.capital(place.country)
    return capital is not None and capital.row == place.row
