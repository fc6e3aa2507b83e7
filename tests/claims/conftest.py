"""A small hand to build readings with: spans are named by their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from sayso.claims.assemble import claims
from sayso.claims.choices import NO_RULES, Choices, Rules
from sayso.core.claim import Claim
from sayso.core.figure import Quantity
from sayso.core.reading import Argument, Attribution, Count, Event, Reading, Source
from sayso.core.report import Part, Report
from sayso.core.resolved import Resolved
from sayso.core.span import Span
from sayso.core.when import TimeExpression
from sayso.core.where import Where
from sayso.core.who import Who


@dataclass
class Desk:
    """One report, and what a reader and the resolvers might have found in it."""

    text: str
    title: str = ""
    publisher: str | None = None
    events: list[Event] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    whos: list[Who] = field(default_factory=list)
    setting: Where | None = None

    def __post_init__(self) -> None:
        body = self.text
        self.text = f"{self.title}\n\n{body}" if self.title else body
        parts = [Part("body", len(self.text) - len(body), len(self.text))]
        if self.title:
            parts.insert(0, Part("title", 0, len(self.title)))
        self.report = Report(
            "r", self.text, tuple(parts), self.title or None, "2022-01-07", publisher=self.publisher
        )

    def span(self, words: str, nth: int = 0) -> Span:
        """The nth place where the words stand."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return self.report.cut(at, at + len(words))

    def sees(self, trigger: Span | str, kind: str, **more: object) -> Event:
        """Add an event; roles may be given as words: actor=, target=, place=, time=, says=[…], counts=[Count…]."""
        span = self.span(trigger) if isinstance(trigger, str) else trigger
        arguments = [
            Argument(role, s if isinstance(s, Span) else self.span(str(s)))
            for role in ("actor", "target", "place", "time")
            if (s := more.pop(role, None)) is not None
        ]
        says = [
            Source(s if s is None or isinstance(s, Span) else self.span(str(s))) for s in more.pop("says", [])
        ]  # type: ignore[attr-defined]
        event = Event(span, kind, arguments=tuple(arguments), says=tuple(says), **more)  # type: ignore[arg-type]
        self.events.append(event)
        return event

    def hears(self, source: str | None, cue: str | None, content: str) -> None:
        """Add an attribution."""
        self.attributions.append(
            Attribution(
                (self.span(source),) if source else (),
                (self.span(cue),) if cue else (),
                (self.span(content),),
            )
        )

    def number(self, words: str, low: float | None, high: float | None, **more: object) -> Quantity:
        """Add a quantity."""
        quantity = Quantity(self.span(words), low, high, **more)  # type: ignore[arg-type]
        self.quantities.append(quantity)
        return quantity

    def count(self, words: str, measure: str, of: str | None = None, **more: object) -> Count:
        """A number of an event."""
        return Count(self.span(words), measure, self.span(of) if of else None, **more)  # type: ignore[arg-type]

    def claims(self, choices: Choices | None = None, rules: Rules = NO_RULES) -> tuple[Claim, ...]:
        """What is assembled."""
        reading = Reading(self.report, tuple(self.events), tuple(self.attributions), model="hand")
        resolved = Resolved(
            tuple(self.times),
            tuple(self.quantities),
            tuple(self.places),
            whos=tuple(self.whos),
            setting=self.setting,
        )
        return claims(reading, resolved, rules, choices or Choices())


@pytest.fixture
def desk() -> Callable[..., Desk]:
    """Makes a `Desk` for a text."""
    return Desk
