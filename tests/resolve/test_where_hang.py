"""Where an event took place that names no place itself."""

from __future__ import annotations

import pytest

from sayso.core.reading import Mention, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.where import Where
from sayso.resolve.where import places, setting
from sayso.resolve.where_hang import HANG, hang_place
from sayso.resolve.where_rank import shipped_weights


def hang(text: str, trigger: str, kind: str | None = None, title: str = "") -> Where | None:
    """The place of the event whose trigger first stands in the text."""
    whole = f"{title}\n\n{text}" if title else text
    parts = [Part("title", 0, len(title))] if title else []
    parts.append(Part("body", len(whole) - len(text), len(whole)))
    report = Report("r", whole, tuple(parts), title or None)
    found = places(Reading(report))
    start = whole.index(trigger, len(whole) - len(text))
    return hang_place(
        Span.cut(whole, start, start + len(trigger)), found, report, setting(report, found), kind
    )


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "name"),
    [
        ("Twelve people were killed in Almaty on Friday.", "killed", "kill", "Almaty, Kazakhstan"),
        ("A car bomb went off near Homs, killing two.", "went off", "bomb", "Homs, Syria"),
        (
            "Police in Aktau stood by. In Almaty, looters burned shops.",
            "burned",
            "destroy",
            "Almaty, Kazakhstan",
        ),
        (
            "A shell hit Tariq al-Bab, Aleppo, and killed a boy.",
            "killed",
            "kill",
            "Tariq al-Bab, Aleppo, Syria",
        ),
    ],
)
def test_the_place_of_the_same_sentence(text: str, trigger: str, kind: str, name: str) -> None:
    found = hang(text, trigger, kind)
    assert found is not None
    assert (found.name, found.basis) == (name, "words")


def test_the_telling_carries_its_place_on() -> None:
    found = hang(
        "A bomb went off at a market in Mosul on Monday. Nine people were killed and dozens hurt.",
        "killed",
        "kill",
    )
    assert found is not None
    assert "Mosul" in found.name
    assert found.basis == "narrative"


def test_the_headline_is_the_last_resort_and_marked() -> None:
    found = hang(
        "Nine people were killed and dozens hurt on Monday.",
        "killed",
        "kill",
        title="Bomb hits market in Mosul",
    )
    assert found is not None
    assert "Mosul" in found.name
    assert found.basis == "headline"


def test_talk_has_no_more_than_a_country() -> None:
    text = "Crowds burned shops in Almaty. Kazakhstan is calm. The European foreign ministers condemned the violence."
    found = hang(text, "condemned", "accuse")
    assert found is None or found.precision == "country"


def test_a_report_without_places_gives_none() -> None:
    assert hang("Nine people were killed on Monday.", "killed", "kill") is None


def test_every_feature_has_a_weight() -> None:
    assert set(shipped_weights()["hang"]) == set(HANG)


def test_a_place_that_no_table_knows_is_an_answer_too() -> None:
    text = "Two people were killed in Blinkwater."
    report = Report("r", text, (Part("body", 0, len(text)),))
    at = text.index("Blinkwater")
    found = places(Reading(report, mentions=(Mention(Span.cut(text, at, at + 10), "place"),)))
    where = hang_place(Span.cut(text, 15, 21), found, report, setting(report, found), "kill")
    assert where is not None
    assert (where.name, where.precision) == ("Blinkwater", "unresolved")
