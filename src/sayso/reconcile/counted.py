"""Whom a figure counts by the words at its side, where a reader took other words for it: a number's own noun wins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sayso.core.claim import Claim
from sayso.core.figure import Figure
from sayso.core.report import Report
from sayso.core.sentences import Sentences
from sayso.core.span import Span
from sayso.reconcile.around import elsewhere
from sayso.reconcile.groups import named_at_start, read

_OUTCOME: Final = (
    r"(?:dead|deaths|killed|wounded|injured|hurt|fatalities|casualties|losses|missing|detained|arrested)"
)
_AMONG: Final = re.compile(
    rf"\s+(?:(?:people|others|more)\s+)?(?:(?:was|were|are|have been|had been)\s+)?{_OUTCOME}\s+"
    r"(?:among|from|on the side of|in(?=\s+the\b)|of(?=\s+the\b))\s+",
    re.I,
)
"""Behind a number: "18 dead among the police", "18 killed in the ranks of the guard"."""
_ALL: Final = re.compile(
    r"(?:\s+[^\W\d]+){0,2},?\s+all\s+(?!but\b|in\b|over\b)(?:of\s+(?:them|whom)\s+)?(?:(?:are|were|being)\s+)?",
    re.I,
)
"""Behind a number: "stood at 18, all of them police"."""
_OF_THEM: Final = re.compile(
    r"\s+of\s+(?:them|whom|these|those)\s+(?:(?:are|were|being)\s+)?(?:those\s+of\s+)?", re.I
)
"""Behind a number: "19 of them those of soldiers"; wins only where the reader's words name nobody in particular."""
_TO_TWENTY: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_COUNTS_IT = re.compile(
    rf"\b(\d[\d,.]*\d|\d|{'|'.join(_TO_TWENTY)})"
    r"(?:\s+(?:of|was|were|are|them|whom|those|the|more|other|dead|wounded|injured))*\s+[\"“'‘]?$",
    re.I,
)
"""Before words: the number that counts them."""
_PART = re.compile(r"\b(?:among|including|includes?|of (?:whom|them|these|those|which)|with)\b", re.I)
_ASKED = re.compile(
    r"\b(?:how|why|where|when|whether|who|by whom)\s+(?:(?:all|most|any)\s+)?(?:of\s+)?(?:the|those|these)\s+$",
    re.I,
)


def own(claim: Claim, figure: Figure, report: Report, found: Sentences) -> tuple[Claim, Figure]:
    """The claim and its figure with the words that stand at the number's side for whom it counts.

    Words that belong to another number, or to another sentence than the number and whom it was done to, are dropped; a
    claimant who is in truth the one that is counted ("18 killed from the police") is none.
    """
    words = _beside(figure, report.text, found)
    if words is not None:
        says = claim.says[1:] if claim.says and claim.says[0].span.overlaps(words) else claim.says
        return replace(claim, says=says), replace(figure, of=words.text, of_span=words)
    if figure.of_span is not None and _anothers(figure, figure.of_span, report.text, found):
        figure = replace(figure, of=None, of_span=None)
    if figure.of_span is not None and claim.target is not None and _far(claim, figure, found):
        figure = replace(figure, of=None, of_span=None)
    if claim.target is not None and _anothers(figure, claim.target.span, report.text, found):
        claim = replace(claim, target=None)
    return claim, figure


def asked(figure: Figure, text: str) -> bool:
    """True for a number that a question takes for granted: "could not say how the 26 died"."""
    return bool(_ASKED.search(text[max(0, figure.span.start - 40) : figure.span.start]))


def _beside(figure: Figure, text: str, found: Sentences) -> Span | None:
    """The words behind the number that name whom it counts, if they name people that the table knows."""
    sentence = found.at(figure.span)
    if sentence is None:
        return None
    vague = read(figure.of).everyone
    for pattern in (_AMONG, _ALL, *((_OF_THEM,) if vague else ())):
        lead = pattern.match(text, figure.span.end, sentence.end)
        length = named_at_start(text[lead.end() : sentence.end]) if lead else 0
        if lead and length:
            return Span.cut(text, lead.end(), lead.end() + length)
    return None


def _anothers(figure: Figure, words: Span, text: str, found: Sentences) -> bool:
    """True if the words are counted by a smaller number, in another sentence or as a part: of 3,393 soldiers there are
    no 9,900."""
    counting = _COUNTS_IT.search(text, max(0, words.start - 40), words.start) if words else None
    least = figure.low if figure.low is not None else figure.high
    if counting is None or least is None or figure.span.overlaps(Span.cut(text, *counting.span(1))):
        return False
    said = counting.group(1).lower()
    number = _TO_TWENTY.index(said) + 1 if said in _TO_TWENTY else int(re.sub(r"\D", "", said))
    if number >= least:
        return False
    apart = found.index(words.start) != found.index(figure.span.start)
    return apart or bool(_PART.search(text, figure.span.end, max(figure.span.end, counting.start(1))))


def _far(claim: Claim, figure: Figure, found: Sentences) -> bool:
    """True if the words say no more than "people", in another sentence, and whom it was done to stands in the
    number's own."""
    target, of = claim.target, figure.of_span
    if target is None or of is None or not target.span or not read(figure.of).everyone:
        return False
    here = found.index(figure.span.start)
    return elsewhere(of, claim, found) and found.index(target.span.start) == here != found.index(of.start)
