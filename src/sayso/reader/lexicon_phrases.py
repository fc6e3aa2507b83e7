"""Noun phrases, places and numbers near a word, by plain patterns: the plain reader's stand-in for a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sayso.core.report import Report
from sayso.core.span import Span

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_STOP: Final = frozenset({
    "about", "according", "after", "against", "almost", "already", "also", "amid", "are", "as", "at", "be",
    "because", "been", "before", "being", "between", "but", "by", "can", "could", "did", "do", "does", "during",
    "fewer", "for", "from", "had", "has", "have", "if", "in", "including", "injured", "into", "is", "killed",
    "later", "least", "less", "may", "might", "more", "most", "near", "nearly", "not", "now", "off", "on", "or",
    "out", "over", "said", "says", "since", "so", "still", "than", "that", "then", "there", "through", "to",
    "under", "up", "was", "were", "when", "where", "which", "while", "who", "whom", "will", "with", "would",
    "wounded",
})  # fmt: skip
_JOINTS: Final = frozenset({"of", "and"})
_GLUE = re.compile(r"[\s\"“”'’]*$")
_LONGEST: Final = 9
_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|scores"
    "|several"
)
_NUMBER = re.compile(
    r"\b(?:(?:at least|at most|more than|fewer than|less than|up to|as many as|about|around|nearly|almost|some|over|an?"
    rf"|another)\s)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_UNITS})(?:[\s-](?:{_UNITS}))*)"
    r"(?![\w%]|,\d|\s?(?:percent|per cent|million|billion|%))",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:an?)\s(?:[\w-]+\s)?(?:man|woman|child|boy|girl|soldier|policeman|officer|civilian|person|student|body)\b",
    re.I,
)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_NO_COUNT = re.compile(
    rf"\s*(?:[-–]?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b|[ap]\.?m\b|km\b|kilomet|miles?\b"
    rf"|met(?:re|er)s?\b|feet\b|dollars?\b|{_MONTH}\b|[-–]year|local time|times?\b|st\b|nd\b|rd\b|th\b|of\sthe\b|or\b)",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(rf"(?:(?:{_MONTH})\s|[$€£]|,\s|\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth)\s)$")
_AFTER_COMMA = re.compile(r"[,.)]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PLACE = re.compile(
    r"\b(?:in|near|at|outside|across|around|of|from|on|into|to)\s((?:the\s)?(?:[a-z]+\s(?:of\s)?){0,2}(?:[A-Z][\w'’-]+)"
    r"(?:\s[A-Z][\w'’-]+)*)"
)
_DAY = re.compile(rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTH}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one sentence, from which phrases are cut."""

    report: Report
    sentence: Span
    words: tuple[Span, ...]

    @classmethod
    def of(cls, report: Report, sentence: Span) -> Phrases:
        """The sentence's words."""
        found = (report.cut(*m.span()) for m in _WORD.finditer(report.text, sentence.start, sentence.end))
        return cls(report, sentence, tuple(found))

    def before(self, span: Span, reach: int = 4) -> Span | None:
        """The noun phrase that ends nearest before the span, past at most ``reach`` other words."""
        at = sum(w.end <= span.start for w in self.words) - 1
        last = at
        while last >= 0 and at - last < reach and self._stops(last):
            last -= 1
        if last < 0 or at - last >= reach or not self._joined(last, at):
            return None
        first = last
        while first > 0 and last - first < _LONGEST and self._continues(first - 1, first):
            first -= 1
        return self._cut(first, last)

    def after(self, span: Span) -> Span | None:
        """The noun phrase that follows at once, "of" or a number between."""
        first = sum(w.start < span.end for w in self.words)
        while first < len(self.words) and self.words[first].text.lower() in {"of", "the", "about", "some"}:
            first += 1
        if first >= len(self.words) or self._stops(first) or not self._joined(first - 1, first, span.end):
            return None
        last = first
        while last + 1 < len(self.words) and last - first < _LONGEST and self._continues(last + 1, last):
            last += 1
        return self._cut(first, last)

    def _cut(self, first: int, last: int) -> Span | None:
        while first < last and self.words[first].text.lower() in _JOINTS:
            first += 1
        while last > first and self.words[last].text.lower() in _JOINTS:
            last -= 1
        span = self.report.cut(self.words[first].start, self.words[last].end)
        return span if any(c.isalpha() for c in span.text) else None

    def _stops(self, i: int) -> bool:
        text = self.words[i].text.lower()
        return text in _STOP or text in _JOINTS or text.endswith("ly")

    def _joined(self, i: int, j: int, start: int | None = None) -> bool:
        a = self.words[i].end if start is None else start
        return all(
            _GLUE.match(self.report.text[x:y])
            for x, y in [(a, self.words[i + 1].start)]
            + [(self.words[k].end, self.words[k + 1].start) for k in range(i + 1, j)]
        )

    def _continues(self, new: int, old: int) -> bool:
        """Whether the word at ``new`` belongs to the phrase that has got as far as ``old``."""
        text = self.words[new].text.lower()
        if text in _STOP or not self._joined(min(new, old), max(new, old)):
            return False
        beyond = new + (new - old)
        return text not in _JOINTS or (0 <= beyond < len(self.words) and not self._stops(beyond))


def numbers(report: Report, sentence: Span) -> list[Span]:
    """Numbers that may count people or things: no dates, ages, lengths, prices."""
    text = report.text
    spans = [
        report.cut(*m.span())
        for m in _NUMBER.finditer(text, sentence.start, sentence.end)
        if _counts(text, m)
    ]
    ones = [report.cut(*m.span()) for m in _ONE.finditer(text, sentence.start, sentence.end)]
    return sorted(spans + [o for o in ones if not any(o.overlaps(s) for s in spans)])


def _counts(text: str, match: re.Match[str]) -> bool:
    if match.group().lower() in {"million", "millions"}:
        return False
    before = _NO_COUNT_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
    if before and not (before.group() == ", " and not _AFTER_COMMA.match(text, match.end())):
        return False
    return not _NO_COUNT.match(text, match.end()) and not _YEAR.search(match.group())


def places(report: Report, sentence: Span) -> Iterator[Span]:
    """Capitalised names after a preposition of place."""
    for match in _PLACE.finditer(report.text, sentence.start, sentence.end):
        if not _DAY.search(match.group(1)):
            yield report.cut(*match.span(1))


def gap(a: Span, b: Span) -> int:
    """Characters between two spans."""
    return max(b.start - a.end, a.start - b.end, 0)
