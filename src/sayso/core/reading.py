"""What a reader saw in a report: spans and links with scores, before anything is resolved or assembled.

Every reader (the lexicon one, the learned one) fills this one type, so that what follows does not know which
of them read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.kinds import KINDS
from sayso.core.report import Report
from sayso.core.span import Span

ROLES: Final = ("actor", "target", "place", "time")
NAME_TYPES: Final = ("person", "organization", "place", "group", "other")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, time or place that stands in the text: ``type`` is one of `NAME_TYPES` or ``time``."""

    span: Span
    type: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to say something, in PolNeAR's sense; each part may be in several pieces, source may be
    absent."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """A span in one of the `ROLES` towards an event's trigger."""

    role: str
    span: Span
    score: float = 1.0

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise FormatError(f"Unknown role {self.role!r} of an argument; known: {', '.join(ROLES)}.")


@dataclass(frozen=True, slots=True)
class Count:
    """A number that an event carries: its words, the measure, the words that it counts and its scope."""

    span: Span
    measure: str
    of: Span | None = None
    scope: str = "event"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """A claimant as seen: the words, or ``span`` None for one whom the report does not name."""

    span: Span | None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a reader holds each answer to "when" or "where": words of the report, none at all, or ``other``, what
    the text does not name (of times the publication day)."""

    words: tuple[tuple[Span, float], ...]
    none: float
    other: float

    def of(self, span: Span) -> float:
        """The chance of the answer whose words overlap the span; 0 without one."""
        return max((score for words, score in self.words if words.overlaps(span)), default=0.0)


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its kind, stance, arguments, numbers and say-so chain (innermost first; empty: the
    report's own voice).

    ``quote`` is the stating clause if the reader found one; ``score`` the probability that this is a claim of
    this kind; ``time`` and ``place`` what it gives each answer to "when" and "where", if it weighs several.
    """

    trigger: Span
    kind: str
    stance: str = "asserted"
    arguments: tuple[Argument, ...] = ()
    counts: tuple[Count, ...] = ()
    says: tuple[Source, ...] = ()
    quote: Span | None = None
    score: float = 1.0
    stance_score: float = 1.0
    time: Chances | None = None
    place: Chances | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise FormatError(f"Unknown kind {self.kind!r} of an event.")

    def best(self, role: str) -> Argument | None:
        """The argument in this role with the highest score, or None."""
        return max((a for a in self.arguments if a.role == role), key=lambda a: a.score, default=None)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader saw in one report; every span is checked against its text. ``model`` names the reader
    and version."""

    report: Report
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    model: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        text = self.report.text
        for span in self.spans():
            span.check(text)

    def spans(self) -> list[Span]:
        """Every span in the reading."""
        found = [m.span for m in self.mentions]
        for attribution in self.attributions:
            found += [*attribution.source, *attribution.cue, *attribution.content]
        for event in self.events:
            found.append(event.trigger)
            found += [a.span for a in event.arguments]
            found += [s.span for s in event.says if s.span is not None]
            found += [words for chances in (event.time, event.place) if chances for words, _ in chances.words]
            found += [event.quote] if event.quote is not None else []
            for count in event.counts:
                found += [count.span] + ([count.of] if count.of is not None else [])
        return found
