"""Sentences that tell a toll without naming anybody beside its number: "the death toll rose to 267", "deaths on its own
side stood at 18". The number tagger, which learned from numbers with a noun behind them, misses some of these."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.core.report import Report
from sayso.reader.decode import Piece
from sayso.reader.encoder import Seen

SCORE: Final = 0.6
"""How sure such a number is."""
_REACH: Final = 300
"""Characters back to the number whose measure a bare "count" takes."""
_MEASURES: Final = (
    ("killed", r"death toll|deaths?|dead|fatalities|killed|died|bodies|tolls?"),
    ("injured", r"injured|injuries|wounded|hurt"),
    ("arrested", r"detentions|detained|detainees|arrests|arrested"),
    ("missing", r"missing"),
    ("displaced", r"displaced|evacuees|evacuated"),
)
_LIKE_THE_LAST: Final = r"counts?|figures?|tally|tallies"
_NUMBER: Final = (
    r"(?:(?:more than|over|at least|nearly|almost|about|around|some|up to|an estimated)\s+)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:,\d{3})*)"
    r"(?=\s*(?:[.;)\n]|,\s|$|(?:on|by|as|since|in|after|from|at|with|so|and|but|later|when|while|across|over)\b))"
    r"(?!\s*(?:in|from|by)\s+\d{4}\b)"
)
_NOUN: Final = "|".join(words for _, words in _MEASURES)
_COUNTED: Final = rf"\b(?P<noun>{_NOUN}|{_LIKE_THE_LAST})\b"
_BETWEEN: Final = r"(?:(?!\b(?:could|may|might|would|will|expected|feared|not)\b)[^.;:\n\d])"
_ROSE: Final = (
    r"ros(?:e|es)|ris(?:es|en|ing)|climb(?:s|ed|ing)?|gr(?:ew|own|ows)|jump(?:s|ed)|increas(?:es|ed)|gone up|went up|"
    r"raised|revised|lowered|fell|fallen|cut|brought|updated|passed"
)
_TELLS: Final = (
    re.compile(
        rf"{_COUNTED}{_BETWEEN}{{0,70}}?\b(?:(?:stood|stands|standing)(?:\s\w+)?\s+at|(?:{_ROSE}){_BETWEEN}{{0,30}}?\s(?:to|at)|"
        rf"reach(?:ed|es|ing)|(?:is|was|were)(?:\s(?:now|then|still))?\s+(?:put\s+)?at)\s+{_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:increas(?:es|ed|ing)|rais(?:es|ed|ing)|br(?:ings|inging|ought)|puts?|putting|takes|took|taking|lifts|lifted|"
        rf"revis(?:es|ed|ing)|updat(?:es|ed|ing)|lower(?:s|ed|ing)?|cuts?)\s(?:up\s|down\s)?(?:the|its|their|his|her|that)\s"
        rf"{_BETWEEN}{{0,40}}?{_COUNTED}{_BETWEEN}{{0,50}}?\s(?:to|at)\s+{_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:the|its|their|latest|earlier|previous|official|['’]s)\s(?:\w+\s)?\b"
        rf"(?P<noun>death toll|toll|{_LIKE_THE_LAST})(?:\sof\s(?:the\s)?(?:people\s)?(?:{_NOUN}))?\s"
        rf"(?:is|was|were|had been)(?:\s(?:now|then|still))?\s+{_NUMBER}",
        re.IGNORECASE,
    ),
)


def numbers_told(report: Report, view: Seen, known: Sequence[Piece]) -> list[Piece]:
    """The window's numbers with the measure of each, in the order of the text: ``known``, and those that only such a
    sentence tells or that are unsure. A bare "count" takes the measure of the number shortly before it."""
    window = view.window
    fresh = [i for i, new in enumerate(window.fresh) if new and window.starts[i] >= 0]
    if not fresh:
        return list(known)
    starts, ends = [window.starts[i] for i in fresh], [window.ends[i] for i in fresh]
    found = list(known)
    for at, end, noun in sorted(set(_told(report.text, starts[0], ends[-1]))):
        first, last = fresh[bisect_right(starts, at) - 1], fresh[min(bisect_left(ends, end), len(fresh) - 1)]
        there = [p for p in found if p.first <= last and first <= p.last]
        if any(p.score >= SCORE for p in there):
            continue
        measure = next((m for m, words in _MEASURES if re.fullmatch(words, noun)), None)
        if measure is None:
            before = [p for p in found if 0 <= at - window.ends[p.last] <= _REACH]
            measure = max(before, key=lambda p: p.last).label if before else None
        if measure is not None:
            found = [p for p in found if p not in there]
            found.append(
                Piece(
                    min([first, *(p.first for p in there)]),
                    max([last, *(p.last for p in there)]),
                    measure,
                    SCORE,
                )
            )
    return sorted(found, key=lambda p: p.first)


def _told(text: str, begin: int, stop: int) -> Iterator[tuple[int, int, str]]:
    for pattern in _TELLS:
        for match in pattern.finditer(text, begin, stop):
            yield match.start("number"), match.end("number"), _measured(match)


def _measured(match: re.Match[str]) -> str:
    """The noun that says what is counted, of "the number of people detained" the last word; a bare one as it is."""
    words = re.findall(rf"\b(?:{_NOUN})\b", match[0], re.IGNORECASE)
    return (words[-1] if words else match["noun"]).lower()
