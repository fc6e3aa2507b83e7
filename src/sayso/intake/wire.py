"""News agencies as reports credit them: datelines, source brackets, "Reporting by", "Compiled from AP and AFP"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NAMES: Final = (
    ("Thomson Reuters Foundation", r"Thomson Reuters Foundation"),
    ("Reuters", r"(?:Thomson )?(?:Reuters|REUTERS)"),
    ("Associated Press", r"(?:The )?Associated Press|AP"),
    ("AFP", r"AFP|Agence[ -]France[ -]Presse"),
    ("United Press International", r"UPI|United Press International"),
    ("Interfax", r"Interfax(?:-\w+)?|INTERFAX"),
    ("TASS", r"(?:ITAR-)?TASS|Tass"),
    ("RIA Novosti", r"RIA(?: Novosti)?"),
    ("Sputnik", r"Sputnik|SPUTNIK"),
    ("Xinhua", r"Xinhua|XINHUA"),
    ("Anadolu", r"Anadolu(?: Agency)?|AA"),
    ("dpa", r"dpa|DPA|Deutsche Presse-Agentur"),
    ("EFE", r"EFE"),
    ("ANSA", r"ANSA"),
    ("Kyodo", r"Kyodo(?: News)?|KYODO"),
    ("Yonhap", r"Yonhap|YONHAP"),
    ("Bloomberg", r"Bloomberg(?: News)?|BLOOMBERG"),
    ("PA", r"PA(?: Media)?|Press Association"),
    ("Canadian Press", r"(?:The )?Canadian Press"),
    ("PTI", r"PTI|Press Trust of India"),
    ("ANI", r"ANI"),
    ("IANS", r"IANS"),
    ("SANA", r"SANA"),
    ("IRNA", r"IRNA"),
    ("UNIAN", r"UNIAN"),
    ("Ukrinform", r"Ukrinform"),
    ("Antara", r"Antara|ANTARA"),
    ("WAM", r"WAM"),
    ("MENA", r"MENA"),
)  # fmt: skip
_ANY: Final = "|".join(pattern for _, pattern in _NAMES)
_EXACT: Final = tuple((name, re.compile(rf"(?:{pattern})(?:'s|’s)?")) for name, pattern in _NAMES)
_PLACE: Final = r"[A-Z][\w'’.\-/]*(?:[ ,/]+[\w'’.\-]+){0,6}"
_DATELINE: Final = re.compile(
    rf"\s*(?P<place>{_PLACE})?\s*[,.]?\s*(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?\s*,?\s*)?"
    rf"[(\[](?P<agency>{_ANY})[)\]]\s*(?:[-–—:]+|\b)"
)
_BRACKET: Final = re.compile(rf"[(\[](?P<agency>{_ANY})(?:\s*/[^)\]]{{2,40}})?[)\]]\s*$")
_CREDIT: Final = re.compile(
    rf"^\W*(?:source|via|from|agency|by|copyright|©|\(c\))[:\s]+(?P<agency>{_ANY})\b[\s.,;)\d-]*$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(rf"\b(?P<agency>{_ANY})\b")
_REUTERS_DESK: Final = re.compile(
    r"\bReporting by\b.{3,200}\b(?:[Ee]diting|[Ww]riting) by\b|Thomson Reuters Trust Principles", re.DOTALL
)


def agency(byline: str | None, paragraphs: Sequence[str], credit_lines: Sequence[str] = ()) -> str | None:
    """The agency that the report is credited to, by dateline, byline, closing bracket or desk line; None if to none.

    An agency merely cited in running text ("…, Interfax reported") is a claimant, not a credit, and is left alone.
    """
    for paragraph in paragraphs[:4]:
        if (found := _DATELINE.match(paragraph)) and len(found["place"] or "") <= 60:
            return _name(found["agency"])
    for line in (byline or "", *(c for c in credit_lines if len(c) <= 120 and not _photo(c))):
        if (found := _CREDIT.match(line) or _WORD.search(line)) and not re.search(r"\bcontributed\b", line):
            return _name(found["agency"])
    for paragraph in paragraphs[-3:]:
        if found := _BRACKET.search(paragraph) or _CREDIT.match(paragraph):
            return _name(found["agency"])
    if any(_REUTERS_DESK.search(line) for line in (*credit_lines, *paragraphs[-3:])):
        return "Reuters"
    return None


def _photo(line: str) -> bool:
    return bool(re.search(r"photo|image|picture|credit|getty|/", line, re.IGNORECASE))


def _name(words: str) -> str | None:
    return next((name for name, pattern in _EXACT if pattern.fullmatch(words)), None) or words
