"""What the words around a figure tell about it: that it is an earlier count, a part of a larger one, or disowned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.core.claim import Claim
from sayso.core.figure import Figure
from sayso.core.report import Report
from sayso.core.sentences import Sentences
from sayso.core.span import Span

_OLDER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|former|prior|initial(?:ly)?|original(?:ly)?)\b"
    r"(?=[^.;]{0,30}\b(?:count|figure|number|toll|estimate|total|day|was|had|put|stood)\b)"
    r"|\b(?:count|figure|number|toll|estimate|total)\b[^.;]{0,20}\bearlier\b|\blast word\b|\buntil (?:then|now)\b",
    re.I,
)
_SAME_DAY = re.compile(
    r"\bearlier (?:in the day|on the (?:same )?day|that day|today|this (?:morning|afternoon|evening))\b"
    r"|\bhours (?:before|earlier)\b",
    re.I,
)
_PART = re.compile(
    r"\b(?:of whom|of them|of these|of those|including|includes?|included|alone|among (?:them|these|those)"
    r"|(?:of|among) the (?:dead|deaths|wounded|injured|killed|hurt|detained|detainees|arrested|victims|missing))\b",
    re.I,
)
_COUNT: Final = r"(?:count|figure|number|toll|total|tally|estimate|notice|publication|report)"
_GONE_AFTER = re.compile(
    r"\b(?:technical|clerical|typing)\s+(?:error|mistake)|\bdisown\w*|\bretract(?:ed|ion)|\bno longer stands?\b"
    r"|\b(?:was|were|is|are|been)\s+(?:an?\s+|in\s+)?(?:error|mistake|erroneous)\b"
    rf"|\b{_COUNT}\b.*\b(?:was|were|is|are|been)\s+(?:since\s+|later\s+)?(?:withdrawn|revoked|annulled|taken back)",
    re.I | re.S,
)
"""Behind a figure, in its sentence: words that are said of statements alone, or with a count as their subject."""
_GONE_BEFORE = re.compile(
    rf"\b(?:disown\w*|retract\w*|disregard\w*|withdr[ae]w\w*|took back|takes? back|taking back)\b[^.;]*\b{_COUNT}s?\b"
    r"|\b(?:did|does|do|had|has|have)\s+(?:not|never)\s+(?:\w+\s+){0,2}?"
    r"(?:count|counted|give|given|report|reported|publish|published|state|stated)\b",
    re.I,
)
"""Before a figure, in its sentence: the withdrawal of a count, or that nobody counted it."""
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class Around:
    """``older``: told as an earlier count, ``same_day``: of the report's own day; ``part``: as part of a larger one;
    ``disowned``: as one that does not hold, whatever the stance of the claim."""

    older: bool
    same_day: bool
    part: bool
    disowned: bool


def around(claim: Claim, figure: Figure, report: Report, found: Sentences) -> Around:
    """What the figure's own sentence tells about it."""
    near = _beside(report.text, figure)
    return Around(
        older=bool(_OLDER.search(near)),
        same_day=bool(_SAME_DAY.search(near)),
        part=figure.part_of is not None or bool(_PART.search(near)),
        disowned=claim.stance == "asserted" and _disowned(report.text, figure.span, found),
    )


def elsewhere(span: Span, claim: Claim, found: Sentences) -> bool:
    """True if the words stand in another sentence than all of the claim: they were put to it, it does not tell them."""
    if not span:
        return False
    own = [found.index(claim.quote.start), found.index(max(claim.quote.start, claim.quote.end - 1))]
    if claim.figure is not None:
        own.append(found.index(claim.figure.span.start))
    return not min(own) <= found.index(span.start) <= max(own)


def _beside(text: str, figure: Figure) -> str:
    """The words beside the figure within its paragraph."""
    start, end = figure.span.start, figure.span.end
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    before = re.split(r"[.;!?][\"”’)]*\s+(?=[\"“]?(?!Of\b)[A-Z])", before)[-1]
    after = re.split(r"[.;!?\n]", text[end : end + _NEAR])[0]
    return f"{before}{text[start:end]}{after}"


def _disowned(text: str, figure: Span, found: Sentences) -> bool:
    sentence = found.at(figure)
    if sentence is None:
        return False
    before, after = text[sentence.start : figure.start], text[figure.start : sentence.end]
    # "The count of 12 was withdrawn": the count stands before its number.
    counted = re.search(rf"\b{_COUNT}\b[^.;,]{{0,40}}$", before, re.I)
    behind = f"{counted.group()}{after}" if counted else after
    return bool(_GONE_AFTER.search(behind) or _GONE_BEFORE.search(before))
