"""What assembling looks at: one reading with everything that was resolved, and small questions about it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.claims.choices import DEFAULT, NO_RULES, Choices, Rules
from sayso.claims.quotation import Quotations
from sayso.core.reading import Attribution, Event, Reading
from sayso.core.resolved import Resolved
from sayso.core.sentences import Sentences, sentences
from sayso.core.span import Span
from sayso.core.who import Who

_STOP = frozenset({
    "the", "a", "an", "of", "and", "in", "on", "at", "for", "to", "by", "from", "s", "mr", "mrs", "ms", "dr",
    "his", "her", "its", "their", "this", "that", "these", "those", "other", "others",
})  # fmt: skip
PRONOUN = re.compile(
    r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Ii]|[Ww]ho|[Hh]im|[Hh]er|[Tt]hem|[Uu]s|[Mm]e)$"
)  # not WHO, US, IT
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Context:
    """A reading, what its words stand for, and how to assemble it."""

    reading: Reading
    resolved: Resolved
    rules: Rules = NO_RULES
    choices: Choices = DEFAULT

    @cached_property
    def sentences(self) -> Sentences:
        """The report's sentences."""
        return sentences(self.reading.report)

    @cached_property
    def quotations(self) -> Quotations:
        """The report's quotations with their speakers."""
        return Quotations(self.reading)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.reading.report.text

    def cut(self, start: int, end: int) -> Span:
        """The span ``text[start:end]``."""
        return Span.cut(self.text, start, end)

    def who(self, span: Span) -> Who:
        """Whom the span stands for; its own words if the resolver does not know or has a name that the report lacks."""
        words = " ".join(span.text.split())
        found = self.resolved.who_at(span)
        if found is None:
            return Who(span, words)
        if found.candidates and PRONOUN.match(found.name) and self.choices.best_candidate:
            return replace(found, name=found.candidates[0])
        return found if self._shows(found.name) else replace(found, name=words)

    @cached_property
    def _plain(self) -> str:
        return " ".join(self.text.split()).lower()

    def _shows(self, name: str) -> bool:
        """True if the report uses this name; one made with an owner ("Acme's guards") part by part."""
        return all(part in self._plain for part in re.split(r"['’]s?\s|\s\((?=[^()]*\)$)|\)$", name.lower()))

    def part(self, span: Span) -> str:
        """``title``, ``body`` or ``caption``."""
        return self.reading.report.part_at(span.start) or "body"

    def sentence(self, span: Span) -> Span:
        """The sentence of the span; where there is none, the span itself."""
        found = self.sentences.at(span)
        return found if found is not None and found.contains(span) else span

    def neighbours(self, event: Event) -> list[Span]:
        """Triggers of other events in the same sentence that do not touch this one."""
        sentence, (starts, spans) = self.sentence(event.trigger), self._triggers
        near = spans[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end)]
        return [s for s in near if sentence.contains(s) and not s.overlaps(event.trigger)]

    @cached_property
    def _triggers(self) -> tuple[list[int], list[Span]]:
        """Those of all events that may become claims, in order, and where each begins."""
        spans = sorted({e.trigger for e in self.reading.events if e.score >= self.choices.event})
        return [s.start for s in spans], spans

    def around(self, span: Span) -> list[tuple[int, Attribution]]:
        """The attributions with the span in their content, in their order, each with its number."""
        starts, pieces, longest = self._pieces
        near = pieces[bisect_left(starts, span.end - longest) : bisect_right(starts, span.start)]
        numbers = sorted({number for piece, number in near if piece.contains(span)})
        return [(number, self.reading.attributions[number]) for number in numbers]

    @cached_property
    def _pieces(self) -> tuple[list[int], list[tuple[Span, int]], int]:
        """The pieces of all contents in order, with the numbers of their attributions; where each begins; the longest's
        length. Long reports have thousands, and each event asks."""
        pieces = sorted((p, n) for n, a in enumerate(self.reading.attributions) for p in a.content)
        return [p.start for p, _ in pieces], pieces, max((p.end - p.start for p, _ in pieces), default=0)


def words(name: str | None) -> frozenset[str]:
    """Content words of a name in lower case, a plural s dropped."""
    found = (w[:-1] if len(w) > 3 and w.endswith("s") else w for w in _WORD.findall((name or "").lower()))
    return frozenset(w for w in found if w not in _STOP)


def alike(a: str | None, b: str | None) -> bool:
    """Two names may be of one thing: the words of one lie within the other's, or they share half of them."""
    x, y = words(a), words(b)
    shared = len(x & y)
    return bool(shared) and (shared in (len(x), len(y)) or 4 * shared >= len(x) + len(y))
