"""Labels: only texts that were looked at as a whole, as persons left them, offsets into their own text."""

from __future__ import annotations

import json

from sayso.core.claim import Claim, make_id
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.who import Who
from sayso.export.gather import Bundle, Item
from sayso.export.labels import left_out, lines
from sayso.record.read import Held, Said

TEXT = "Night in Northport\n\nThe ministry said 12 people died.\n\nPolice held 3 men. They freed one."
REPORT = Report(
    id="r1", text=TEXT, parts=(Part("title", 0, 18), Part("body", 20, len(TEXT))), title="Night in Northport",
    published="2022-03-01", publisher="The Mail", language="en",
)  # fmt: skip


def item(quote: str, trigger: str, kind: str, state: str, number: str = "") -> Item:
    def at(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    figure = None
    if number:
        figure = Figure(REPORT.cut(*at(number)), int(number), int(number), "killed", "people", "event")
    says = (Who(REPORT.cut(*at("The ministry")), "the ministry", "government", "XX"),) if number else ()
    span = REPORT.cut(*at(trigger))
    claim = Claim(
        make_id("r1", kind, span, figure, says), kind, REPORT.cut(*at(quote)), span, figure=figure, says=says
    )
    return Item(
        claim, Said(claim, Held(1, REPORT, "x", "2022-03-01T00:00:00Z", "2022-03-01T00:00:00Z"), "m"), state
    )


def rows(*items: Item) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines(Bundle(items))]


def test_a_paragraph_counts_where_all_its_claims_were_decided() -> None:
    died = item("12 people died", "died", "kill", "corrected", "12")
    held, freed = (
        item("Police held 3 men", "held", "arrest", "confirmed"),
        item("They freed one", "freed", "release", ""),
    )
    (row,) = rows(died, held, freed)
    assert row["id"] == "r1#p2"
    assert row["text"] == "The ministry said 12 people died."
    (claim,) = row["claims"]  # type: ignore[misc]
    assert row["text"][claim["start"] : claim["end"]] == claim["quote"] == "12 people died"  # type: ignore[index]
    assert row["text"][claim["trigger_start"] : claim["trigger_end"]] == "died"  # type: ignore[index]
    assert claim["says"] == ["the ministry"]
    assert claim["figure"] == {
        "text": "12", "low": 12, "high": 12, "measure": "killed", "of": "people", "scope": "event",
    }  # fmt: skip


def test_a_report_that_was_decided_as_a_whole_is_one_text_without_what_was_rejected() -> None:
    died, held = (
        item("12 people died", "died", "kill", "confirmed", "12"),
        item("Police held 3 men", "held", "arrest", "rejected"),
    )
    (row,) = rows(died, held)
    assert row["id"] == "r1"
    assert row["text"] == TEXT
    assert [c["kind"] for c in row["claims"]] == ["kill"]  # type: ignore[index, attr-defined]


def test_what_nobody_looked_at_is_no_label() -> None:
    assert rows(item("12 people died", "died", "kill", "", "12")) == []
    assert left_out(Bundle([item("12 people died", "died", "kill", "", "12")])) == {
        "claims of texts in which some are not decided": 1
    }
