"""Who took a figure from whom, by the say-so chain."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.report import Report
from sayso.reconcile.lineage import lineage
from sayso.reconcile.world import world


def test_example_relays(example: dict[str, CodedReport], names: dict[str, str], side: dict[str, Any]) -> None:
    found = lineage(world(example.values()))
    relays = {(names[c.report], names[c.origin]) for c in found if c.relation == "relay"}
    assert relays == {(r["file"], r["partly_from"]) for r in side["reports"] if "partly_from" in r}
    assert any("164" in c.because for c in found)
    coded = list(example.values())
    random.Random(2).shuffle(coded)
    assert lineage(world(coded)) == found


def test_only_the_same_figure_of_an_earlier_report_is_relayed(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    def made(day: str, number: str, says: str, house: str) -> CodedReport:
        page = report(f"Of {day}\n\n{number} died.", day, publisher=house)
        return CodedReport(page, (claim(page, f"{number} died", number, says),))

    wire = made("2030-05-01", "120", "the army", "Alder Wire")
    cites = made("2030-05-02", "120", "the army/Alder Wire", "The Post")
    other = made("2030-05-02", "130", "the army/Alder Wire", "The Mail")
    early = made("2030-04-30", "120", "the army/Alder Wire", "The Sun")
    found = lineage(world([wire, cites, other, early]))
    assert [(c.report, c.origin, c.relation) for c in found] == [(cites.report.id, wire.report.id, "relay")]
