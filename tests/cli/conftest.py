"""A report of our own wording with claims of every stance, made by hand."""

from __future__ import annotations

import pytest

from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who, unnamed

TITLE = "Depot fire in Northport kills 12, army denies shelling"
BODY = (
    "The health ministry said on Tuesday that 12 dock workers had been killed in Northport since the fire began.\n\n"
    "State radio, cited by the Harbour Gazette, reported at least 40 wounded. Troops may have entered the old town, "
    "it was said.\n\n"
    "The army had not shelled the depot, its spokesman said. The governor ordered the police to clear the square."
)
TEXT = f"{TITLE}\n\n{BODY}\n\nRead more: all our stories"


def _report() -> Report:
    parts, at = [], 0
    for block in TEXT.split("\n\n"):
        start = TEXT.index(block, at)
        at = start + len(block)
        name = "title" if block == TITLE else "noise" if block.startswith("Read more") else "body"
        parts.append(Part(name, start, at))
    return Report(
        id="r-1", text=TEXT, parts=tuple(parts), title=TITLE, published="2022-03-02", publisher="The Northport Mail",
        agency="Coast Wire", language="en", url="https://example.org/depot?a=1&b=2",
    )  # fmt: skip


def _claim(report: Report, quote: str, trigger: str, kind: str, **slots: object) -> Claim:
    start = report.text.index(quote)
    within = report.text.index(trigger, start)
    whole = report.cut(start, start + len(quote))
    word = report.cut(within, within + len(trigger))
    claim = Claim("c0", kind, whole, word, **slots)  # type: ignore[arg-type]
    return Claim(
        make_id(report.id, kind, word, claim.figure, claim.says), kind, whole, word, **slots  # type: ignore[arg-type]
    )  # fmt: skip


def _coded(report: Report) -> CodedReport:
    def at(words: str) -> Span:
        start = report.text.index(words)
        return report.cut(start, start + len(words))

    northport = Where(report.cut(*_reach("in Northport since", 3, 12)), "Northport", "XX")
    return CodedReport(
        report,
        (
            _claim(
                report, "12 dock workers had been killed in Northport since the fire began", "killed", "kill",
                target=Who(at("dock workers"), "dock workers", "group"),
                place=northport,
                when=When(at("since the fire began"), "2022-02-28/2022-03-02", "interval"),
                figure=Figure(report.cut(*_reach("12 dock", 0, 2)), 12, 12, "killed",
                              "dock workers", "total", "2022-03-01", of_span=at("dock workers")),
                says=(Who(at("The health ministry"), "health ministry", "government"),),
                score=0.93,
            ),
            _claim(
                report, "at least 40 wounded", "wounded", "injure",
                place=Where(NOWHERE, "Northport", "XX", basis="report"),
                figure=Figure(at("at least 40"), 40, None, "injured", form="at_least"),
                says=(Who(at("State radio"), "State radio"), Who(at("the Harbour Gazette"), "Harbour Gazette")),
                score=0.71,
            ),
            _claim(
                report, "Troops may have entered the old town", "entered", "seize",
                actor=Who(at("Troops"), "Troops"), target=Who(at("the old town"), "the old town"),
                says=(unnamed(at("it was said")),), stance="hedged", score=0.41,
            ),
            _claim(
                report, "The army had not shelled the depot", "shelled", "bomb",
                actor=Who(at("The army"), "army"), target=Who(at("the depot"), "the depot"),
                says=(Who(at("its spokesman"), "army spokesman", "person"),), stance="denied", score=0.8,
            ),
            _claim(
                report, "The governor ordered the police to clear the square", "clear", "expel",
                actor=Who(at("the police"), "police"), place=Where(at("the square"), "the square"),
                stance="intended", score=0.66,
            ),
        ),
        ("one place is not in the gazetteer: the square",),
    )  # fmt: skip


def _reach(words: str, start: int, end: int) -> tuple[int, int]:
    at = TEXT.index(words)
    return at + start, at + end


@pytest.fixture
def coded() -> CodedReport:
    """Five claims: asserted twice (one relayed), hedged, denied, intended."""
    return _coded(_report())
