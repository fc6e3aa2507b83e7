"""Coded reports made by hand for the tests of reconciling, and the example crisis with its listed claims."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from bench.reconcile_example import perfect, sidecar

from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.ids import report_id
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When, precision_of
from sayso.core.where import Where
from sayso.core.who import UNNAMED, Who, unnamed

_KINDS = {
    "killed": "kill",
    "injured": "injure",
    "arrested": "arrest",
    "attackers": "attack",
    "deployed": "deploy",
}


def make_report(text: str, published: str | None = "2030-05-01", **known: str | None) -> Report:
    """A report; its first line is the title."""
    title, _, body = text.partition("\n\n")
    parts = [Part("title", 0, len(title))]
    if body:
        parts.append(Part("body", len(title) + 2, len(text)))
    day = published[:10] if published else None
    time = published if published and len(published) > 10 else None
    name = report_id(text, published, known.get("url"))
    return Report(name, text, tuple(parts), title=title, published=day, published_time=time, **known)


def make_claim(report: Report, quote: str, number: str, says: str = "", **slots: str | int | None) -> Claim:
    """A claim of a figure: its words, the words of its number, the say-so chain with / between claimants.

    Slots: measure, of, low, high, scope, as_of, place, when, stance.
    """
    span = _cut(report.text, quote)
    figure_span = _cut(report.text, number, span.start)
    value = re.search(r"\d[\d,]*", number)
    low = int(value.group().replace(",", "")) if value else None
    more = bool(re.match(r"(?i)more than|at least|over", number))
    measure = str(slots.get("measure", "killed"))
    figure = Figure(
        span=figure_span,
        low=slots.get("low", low),  # type: ignore[arg-type]
        high=slots.get("high", None if more else low),  # type: ignore[arg-type]
        measure=measure,
        of=str(slots["of"]) if slots.get("of") else None,
        scope=str(slots.get("scope", "total")),
        as_of=slots.get("as_of"),  # type: ignore[arg-type]
        form="at_least" if more else "exact" if value else "vague",
    )
    chain = tuple(unnamed() if n == UNNAMED else Who(NOWHERE, n) for n in says.split("/") if n)
    place, when = slots.get("place", "Arland"), slots.get("when")
    kind = _KINDS[measure]
    return Claim(
        id=make_id(report.id, kind, figure_span, figure, chain),
        kind=kind,
        quote=span,
        trigger=span,
        target=Who(NOWHERE, str(slots["target"])) if slots.get("target") else None,
        place=Where(
            NOWHERE, str(place), country="XA", precision="populated" if "," in str(place) else "country"
        ),
        when=When(NOWHERE, str(when), precision_of(str(when))) if when else None,
        figure=figure,
        says=chain,
        stance=str(slots.get("stance", "asserted")),
    )


def _cut(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span.cut(text, at, at + len(words))


Make = Callable[..., CodedReport]


@pytest.fixture
def report() -> Callable[..., Report]:
    """Makes a report: ``report(text, published, **fields)``."""
    return make_report


@pytest.fixture
def one() -> Make:
    """Makes a coded report with one claim: ``one(title, sentence, number, says, published=…, **slots)``."""

    def build(
        sentence: str, number: str, says: str = "", published: str = "2030-05-01", **slots: str
    ) -> CodedReport:
        made = make_report(f"News from Arland {published}\n\n{sentence}", published)
        return CodedReport(made, (make_claim(made, sentence, number, says, **slots),))

    return build


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Makes a claim of a report: ``claim(report, quote, number, says, **slots)``."""
    return make_claim


@cache
def _example() -> tuple[dict[str, CodedReport], dict[str, str]]:
    coded = perfect()
    return coded, {each.report.id: name for name, each in coded.items()}


@pytest.fixture
def example() -> dict[str, CodedReport]:
    """File name → coded report of the example crisis, with the listed claims."""
    return _example()[0]


@pytest.fixture
def names() -> dict[str, str]:
    """Report id → file name in the example crisis."""
    return _example()[1]


@pytest.fixture
def side() -> dict[str, object]:
    """The example's sidecar."""
    return sidecar()
