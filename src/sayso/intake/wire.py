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
_CAPITALS: Final = r"[A-Z][A-Z .'’/-]{1,40}(?:, ?[A-Z][\w .'’-]{1,30})?"
_PLACE: Final = r"[A-Z][\w'’.\-/]*(?:[ ,/]+[\w'’.\-]+){0,5}"
_DAY: Final = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?)"
_DATELINES: Final = (
    # KABUL, Jan 7 (AGENCY) The ... and Kabul (AGENCY) - The ...
    re.compile(rf"\s*(?:{_CAPITALS},?\s*)?(?:{_DAY},?\s*)?[(\[](?P<agency>{_ANY})[)\]]"),
    re.compile(rf"\s*{_PLACE},?\s*(?:{_DAY},?\s*)?[(\[](?P<agency>{_ANY})[)\]]\s*[-–—_:]"),
    # Kabul, Jan 7 (AGENCY) The ...
    re.compile(rf"\s*{_PLACE},?\s*{_DAY},?\s*[(\[](?P<agency>{_ANY})[)\]]"),
    # KABUL, Jan 7 (Any Agency) - The ...: an agency that is on no list
    re.compile(
        rf"\s*{_CAPITALS},?\s*(?:{_DAY},?\s*)?[(\[](?P<agency>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){{0,3}})[)\]]\s*[-–—_]"
    ),
)
_BRACKET: Final = re.compile(rf"[(\[](?P<agency>{_ANY})(?:\s*/[^)\]]{{2,40}})?[)\]]\s*$")
_CREDIT: Final = re.compile(
    rf"^\W*(?:source|via|from|agency|by|copyright|©|\(c\))[:\s]+(?P<agency>{_ANY})\b[\s.,;)\d-]*$",
    re.IGNORECASE,
)
_AMBIGUOUS: Final = frozenset({"AA", "PA", "MENA", "WAM", "ANI", "SANA"})
_WORD: Final = re.compile(rf"\b(?P<agency>{_ANY})\b")
_REUTERS_DESK: Final = re.compile(
    r"\bReporting by\b.{3,200}\b(?:[Ee]diting|[Ww]riting) by\b|Thomson Reuters Trust Principles", re.DOTALL
)


def agency(byline: str | None, paragraphs: Sequence[str], credit_lines: Sequence[str] = ()) -> str | None:
    """The agency that the report is credited to, by dateline, byline, closing bracket or desk line; None if to none.

    An agency merely cited in running text ("…, Interfax reported") is a claimant, not a credit, and is left alone.
    """
    for paragraph in paragraphs[:4]:
        found = next((m for form in _DATELINES if (m := form.match(paragraph[:150]))), None)
        if found:
            return _name(found["agency"])
    for line in (byline or "", *(c for c in credit_lines if len(c) <= 120 and not _photo(c))):
        if named := _in_credit(line):
            return named
    for paragraph in paragraphs[-3:]:
        if found := _BRACKET.search(paragraph) or _CREDIT.match(paragraph):
            return _name(found["agency"])
    if any(_REUTERS_DESK.search(line) for line in (*credit_lines, *paragraphs[-3:])):
        return "Reuters"
    return None


def _in_credit(line: str) -> str | None:
    """The agency of a byline or credit line. "PA" within one is rather Pennsylvania, "MENA" a region."""
    if found := _CREDIT.match(line):
        return _name(found["agency"])
    if "contributed" in line:
        return None
    named = [f["agency"] for f in _WORD.finditer(line)]
    return next((_name(n) for n in named if n not in _AMBIGUOUS or n == line.strip()), None)


def _photo(line: str) -> bool:
    return bool(re.search(r"photo|image|picture|credit|getty|/", line, re.IGNORECASE))


def _name(words: str) -> str | None:
    return next((name for name, pattern in _EXACT if pattern.fullmatch(words)), None) or words
