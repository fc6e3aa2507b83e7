"""Editorial notices in a headline or first lines, as wires slug them: UPDATE 2, RECAST, CORRECTION, REFILE, KILL."""

from __future__ import annotations

import re
from typing import Final

_SLUGS: Final = (
    (r"UPDATE[\s-]*(\d{1,2})\b|(\d{1,2})(?:st|nd|rd|th)[\s-]?(?:UPDATE|LD|LEAD)\b", "update"),
    (r"(?:UPDATE|UPDATED|Update|Updated)(?=\s*[:\-–—|])", "update"),
    (r"(?:MEDIA\s+)?(?:RECAST|RECASTS|WRITE-?THRU)\b", "recast"),
    (r"(?:OFFICIAL\s+)?(?:CORRECTED|CORRECTION|CORRECTS|Corrected|Correction)(?=\s*(?:[:\-–—(.|]|$))", "correction"),
    (r"REFILE\b|REFILED\b|REPEAT(?=\s*[:\-–—])", "refile"),
    (r"(?:(?:MANDATORY )?KILL|(?:STORY )?WITHDRAWN|WITHDRAWAL|Withdrawn|RETRACT(?:ED|ION)|Retract(?:ed|ion))"
     r"(?=\s*(?:[:\-–—|]|$))", "withdrawn"),
)  # fmt: skip
_SENTENCES: Final = (
    (r"\(?(?:corrects|corrected to|this (?:story|article|version)[^.]{0,60} correct(?:s|ed))\b", "correction"),
    (r"(?:editor[’']?s'? note:? )?an? (?:earlier|previous) version of this (?:story|article|report)\b", "correction"),
    (r"\(?(?:correction|clarification)\s*[:–—-]", "correction"),
    (r"\(?(?:recasts|refiles)\b", "recast"),
    (r"this (?:story|article|report) (?:has been|was|is) (?:withdrawn|retracted)\b", "withdrawn"),
    (r"(?:please )?(?:disregard|ignore) (?:(?:the|our) )?(?:(?:earlier|previous) )?(?:story|report|article|item)\b",
     "withdrawn"),
    (r"the story .{0,160} is (?:wrong and )?(?:withdrawn|wrong)\b", "withdrawn"),
)  # fmt: skip
_TITLE: Final = tuple(
    (re.compile(rf"\s*(?:WRAPUP|ADVISORY)?[\s-]*(?:{pattern})"), word) for pattern, word in _SLUGS
)
_LINE: Final = tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in _SENTENCES)


def notice(title: str | None, lines: tuple[str, ...] | list[str] = ()) -> str | None:
    """The notice in a word (``update 2``, ``recast``, ``correction``, ``refile``, ``withdrawn``), or None.

    ``lines`` are the report's first and last paragraphs: a notice stands at the start of one of them.
    """
    slug = _slug(title or "")
    if slug:
        return slug
    for line in lines:
        for pattern, word in _LINE:
            if pattern.match(line.strip()):
                return word
        if (slug := _slug(line)) and len(line.split()) <= 40:
            return slug
    return None


def _slug(text: str) -> str | None:
    for pattern, word in _TITLE:
        if found := pattern.match(text):
            number = next((g for g in found.groups() if g), None)
            return f"{word} {int(number)}" if number else word
    return None
