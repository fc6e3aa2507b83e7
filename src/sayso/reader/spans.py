"""From pieces of a window to spans of the report: whole words, whole numbers, within a sentence."""

from __future__ import annotations

import re

from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reader.encoder import Seen

LINE_END = re.compile(r"\s*\n\s*")
_SENTENCE_END = re.compile(
    r"(?:(?<=[a-z]{4})|(?<=\s[a-z]{3})|(?<=\s[a-z]{2})(?<!\svs))[.!?](?=[\"”’)]*\s+[\"“]?[A-Z])|\s*\n\s*"
)
_OFFICE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?)\s(?:[\w-]+\s)?)?\b(?:press (?:service|office)|office|spokes(?:man|woman|person)|lawyers?|"
    r"family|representatives?|administration)\s(?:of|for)\s(?:the\s|(?:[A-Z][a-z]+\s){1,3})?$"
)
_OF_THEM = re.compile(r"[\s,;:–—-]*(?:(?:all|most|some|many)\s(?:of\s(?:them|whom|these|those)\s)?)?")
_DIGITS_BEFORE = re.compile(r"\d[\d,.]*$")
_DIGITS_AFTER = re.compile(r"\d*(?:[,.]\d+)*")


def cut(report: Report, view: Seen, first: int, last: int, *, whole: bool = True) -> Span:
    """The text of some pieces, grown to whole words unless not ``whole``."""
    start, end, text = view.window.starts[first], view.window.ends[last], report.text
    while whole and start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while whole and end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return report.cut(start, end)


def in_one_sentence(
    report: Report, span: Span, hold: Span | None = None, end: re.Pattern[str] = _SENTENCE_END
) -> Span:
    """The part of a span that does not run on into another sentence: the first, or the one that holds some words."""
    start = span.start
    for mark in end.finditer(report.text, span.start, span.end):
        if hold is None or hold.end <= mark.start():
            return report.cut(start, mark.start()) if mark.start() > start else span
        if mark.end() <= hold.start:
            start = mark.end()
    while report.text[start].isspace():
        start += 1
    return report.cut(start, span.end)


def one_sentence(report: Report, view: Seen, a: int, b: int) -> bool:
    """True if no sentence and no line ends between two pieces."""
    a, b = min(a, b), max(a, b)
    return _SENTENCE_END.search(report.text, view.window.starts[a], view.window.ends[b]) is None


def digits(report: Report, view: Seen) -> list[int]:
    """The fresh pieces of a window that hold a digit."""
    window = view.window
    places = enumerate(zip(window.starts, window.ends, window.fresh, strict=True))
    return [i for i, (a, z, new) in places if new and a >= 0 and any(c.isdigit() for c in report.text[a:z])]


def beside_number(report: Report, span: Span, number: Span) -> Span | None:
    """What is counted without the number: of words that run across it ("its side stood at 18, all of them police")
    those after it, None if there are none."""
    if not (span.start <= number.start and number.end <= span.end):
        return span
    rest = _OF_THEM.match(report.text, number.end, span.end)
    start = rest.end() if rest else number.end
    told = any(c.isalnum() for c in report.text[start : span.end])
    return report.cut(start, span.end) if told else None


def whole_number(report: Report, span: Span) -> Span:
    """The span with all digits of the numbers at its ends, and without a comma after them."""
    before = _DIGITS_BEFORE.search(report.text, max(0, span.start - 12), span.start)
    starts_in = before is not None and report.text[span.start].isdigit()
    start = before.start() if before is not None and starts_in else span.start
    end = span.start + len(span.text.rstrip(",.;: "))
    if end == span.start:
        return span
    if (after := _DIGITS_AFTER.match(report.text, end)) is not None and report.text[end - 1].isdigit():
        end = after.end()
    return report.cut(start, end)


def with_its_office(report: Report, span: Span) -> Span:
    """The claimant with the office or voice of his that spoke: "the press service of President X", not "X"."""
    before = _OFFICE.search(report.text, max(0, span.start - 80), span.start)
    return report.cut(before.start(), span.end) if before is not None else span
