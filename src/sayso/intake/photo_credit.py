"""Photo credits at the end of a line: "(photo credit: AGENCY/NAME)", "AGENCY/Name", "Photo by Name", "© Name"."""

from __future__ import annotations

import re
from typing import Final

_AGENCY: Final = (
    r"(?:REUTERS|Reuters|AP|AFP|EPA(?:-EFE)?|EFE|UPI|TASS|SPUTNIK|Sputnik|Xinhua|XINHUA|Anadolu(?: Agency)?|ANADOLU"
    r"|Getty(?: Images)?|GETTY(?: IMAGES)?|Shutterstock|Alamy|iStock|Bloomberg|NurPhoto|ZUMA|PA(?: Wire| Media)?"
    r"|dpa|DPA|RIA(?: Novosti)?)"
)
_WORD: Final = (
    r"(?:photo|image|picture|photograph|photographer|file\s?(?:photo|picture|image)|screenshot|screengrab|video"
    r"|illustration|credits?|(?:photo|image|picture)\s+credits?|source)"
)
_BEFORE: Final = r"(?<=[\s.!?”\"|)])"
_OF: Final = r"(?:by|courtesy(?:\s+of)?|from|via)"
_NAME: Final = r"(?:(?:[A-Z]\.)+|[A-Z][\w'’-]+)"
_WORDS: Final = r"(?:[^.\n]|(?<=\b[A-Z])\.)"  # no end of a sentence, but initials

_LONGEST: Final = 400  # characters

_FORMS: Final = (
    # (photo credit: Agency/Name), (Photo by Name), (Source: Name)
    re.compile(
        rf"[(\[]\s*{_WORD}(?:(?:\s*(?:credit|{_OF}))?\s*[:/|]\s?[^()\[\]]{{2,120}}|\s+{_OF}\s[^()\[\]]{{2,80}}"
        rf"|\s[^()\[\]]{{2,50}})[)\]]\s*[.|]?\s*$",
        re.IGNORECASE,
    ),
    # Photo: Name; Image credit: Name; Credit...Name
    re.compile(
        rf"{_BEFORE}(?:photo|image|picture|file photo)?\s*(?:credits?|photo|image|picture|photograph|photos)"
        rf"\s*(?:by|courtesy(?:\s+of)?)?\s*(?::|\.\.\.|…)\s*[^\n]{{2,100}}?\.?\s*$",
        re.IGNORECASE,
    ),
    # Photo by Name
    re.compile(
        rf"{_BEFORE}(?:Photo|Photograph|Image|Picture)s? (?:by|courtesy(?: of)?|via|from) [A-Z]{_WORDS}{{1,100}}\.?\s*$"
    ),
    # (Name/AGENCY), (AGENCY), [Name/AGENCY]
    re.compile(
        rf"[(\[]\s*(?:[^()\[\]]{{0,80}}(?:\s|/|,|-|—|–|via ))?{_AGENCY}(?:[\s/,|-][^()\[\]]{{0,80}})?\s*[)\]]\s*\.?\s*$"
    ),
    # Name/AGENCY, Name / AGENCY file, Name/AGENCY via Getty Images
    re.compile(
        rf"{_BEFORE}(?:{_NAME} ){{0,3}}(?:{_NAME}\s?)?/\s?{_AGENCY}"
        rf"(?:\s?/\s?[\w .'’-]+|\s[Vv]ia\s[\w ]+|\s(?:[Ff]ile|FILE))?\.?\s*$"
    ),
    # AGENCY/Name, AP Photo/Name, REUTERS/Name/File Photo
    re.compile(
        rf"{_BEFORE}{_AGENCY}(?:\s?/\s?|\s[Pp]hoto/)(?:[\w.'’-]+ ?){{1,5}}(?:/[\w .'’-]+)?"
        rf"(?:/?\s?(?:File|FILE|File Photo|Handout|HANDOUT|Pool|POOL)(?: [Pp]hoto)?)?\.?\s*$"
    ),
    # a full sentence, then: Name via AGENCY, or AGENCY alone
    re.compile(
        rf"(?:(?<=[.!?”\"|)])|^)\s*(?:{_NAME} ){{0,3}}(?:(?:via|VIA)\s)?(?:{_AGENCY}|Handout|HANDOUT)\.?\s*$"
    ),
    re.compile(
        rf"{_BEFORE}(?:Submitted|File|Courtesy|Handout|Contributed|Provided|Undated) "
        rf"(?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture)s?\.?\s*$"
    ),
    re.compile(rf"{_BEFORE}(?:©|\([cC]\)|Copyright ©)\s?[A-Z0-9]{_WORDS}{{1,80}}\.?\s*$"),
)


def credit_start(line: str) -> int | None:
    """Where a photo credit at the end of this line begins (0 if it is nothing else), or None if it has none."""
    start = None
    # A credit is short: looking at the end alone keeps odd lines (a megabyte of blanks) from costing minutes.
    before = max(0, len(line) - _LONGEST)
    rest = line[before:]
    for _ in range(3):  # "(AP Photo/Name) Photo: Name, AP": one credit behind another
        starts = [found.start() for form in _FORMS if (found := form.search(" " + rest))]
        if not starts:
            break
        start = max(0, min(starts) - 1)
        rest = rest[:start].rstrip()
    if start is None:
        return None
    if not before and not rest.strip(" \t([|-–—"):
        return 0
    start += before
    return start + len(line[start:]) - len(line[start:].lstrip())
