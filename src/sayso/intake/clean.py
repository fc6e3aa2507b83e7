"""What a paragraph is when it is not news: newsletter boxes, "read more" lines, navigation, bylines and desk lines.

One set of rules for pages and plain text. They look at short lines and at how a line begins, never at a publisher's
name, because what is called noise is not read for claims. Photo credits are told in `photo_credit`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from sayso.intake.photo_credit import credit_start

_LONGEST_NOISE: Final = 40  # words; longer paragraphs are read whatever they begin with
_LONGEST_LINE: Final = 1000  # characters
_LONGEST_BOX: Final = 80  # words of a newsletter box that names itself so


def _table() -> re.Pattern[str]:
    """``noise.txt`` as one pattern."""
    rows = Path(__file__).with_name("noise.txt").read_text("utf-8").splitlines()
    patterns = [row.replace(" ", r"\s") for row in rows if row.strip() and not row.startswith("#")]
    return re.compile(r"[\W_]*(?:" + "|".join(f"(?:{p})" for p in patterns) + ")", re.IGNORECASE)


_NOISE: Final = _table()
_SIGNS: Final = re.compile(r"[\W_]+")
_BOX: Final = re.compile(
    r"\W*(?:subscribe|sign up|click here|read more|advertisement|©|copyright|get the latest)", re.IGNORECASE
)

_NAME: Final = r"[A-Z][\w'’.-]+(?: (?:de|van|von|der|bin|al|el|la|du|da))?(?: [A-Z][\w'’.-]*){1,3}"
_PEOPLE: Final = rf"{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,5}}"
_IN_CAPITALS: Final = r"[A-Z][A-Z'’. -]+(?:(?:,| AND)[A-Z'’. -]+)*"
_OFFICE: Final = (
    r"[A-Z][\w&.'’ ]{1,40}|for [A-Z][\w. ]+|(?:special|chief|senior|staff|foreign|political)[\w ]{2,40}"
)
_BYLINE: Final = re.compile(
    rf"\W*(?:[Bb]y|BY|[Ww]ritten by|[Pp]osted by|[Aa]uthor:?)\s+(?:{_PEOPLE}|{_IN_CAPITALS})"
    rf"(?:\s*[,|/-]?\s*(?:{_OFFICE}))?\W*$"
)
_DESK: Final = re.compile(
    r"[\W_]*(?:"
    r"(?:additional |further |with |original )?"
    r"(?:reporting|writing|editing|compiled|edited|written|translated|translation|research|graphics?)"
    r"(?: and (?:reporting|writing|editing))? by\b"
    r"|with (?:additional )?(?:reporting|files|input)(?: by| from)\b"
    r"|.{3,160}\bcontributed (?:to|reporting|from)\b.{0,80}$"
    r"|.{3,80}\b(?:may|can) be reached at\b"
    r"|(?:source|contributing)s?:\s.{2,60}$"
    r"|with .{0,30}\bwires?\W*$"
    r"|(?:staff|newsroom|agencies|news agencies)"
    r"(?:(?:,| and\b| with\b| from\b).{0,30}\b(?:agencies|wires|reporters?))?\W*$"
    r"|\([^()]{2,60}\b(?:desk|newsroom|bureau|agencies)\)\W*$"
    r"|\S+@\S+\.\w+\W*$|(?:https?://)?(?:www\.)?(?:twitter|facebook|instagram|x)\.com/\S+$"
    r"|(?:reach|contact) .{2,60}\bon (?:twitter|telegram|signal)\b"
    r"|(?:write|e-?mail|contact|reach)\b.{2,80}(?:\bat\b|:)\s*\S+@"
    r"|follow (?:him|her|them|me|(?!us\b|our\b)[A-Z]\S+(?: [A-Z]\S+){0,2}) "
    r"(?:on (?:twitter|facebook|instagram|x)\b|@|at @)"
    r")",
    re.IGNORECASE,
)
_DATE_LINE: Final = re.compile(
    r"\W*(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|released)"
    r"|date|publication date)\b\s*(?:on|at|:)?\s?.{0,80}$",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"\d\s?:\s?\d\d|\b(?:19|20)\d\d\b|\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}")


def kind_of(line: str) -> str | None:
    """``noise``, ``credit``, or None where the paragraph is to be read."""
    line = line.strip()
    words = line.count(" ") + 1
    if words > _LONGEST_NOISE or len(line) > _LONGEST_LINE:
        box = words <= _LONGEST_BOX and _BOX.match(line) and "newsletter" in line.lower()
        return "noise" if box else None
    if not any(c.isalnum() for c in line):
        return "noise"
    if _DESK.match(line) or (words <= 25 and _BYLINE.match(line)) or credit_start(line) == 0:
        return "credit"
    if words <= 14 and _DATE_LINE.match(line) and _DATED.search(line):
        return "credit"
    return "noise" if _NOISE.match(line) else None


def key(text: str) -> str:
    """A paragraph reduced to its letters and digits, to find the same words elsewhere."""
    return _SIGNS.sub("", text.lower())
