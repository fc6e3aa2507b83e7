"""Whose deed an event was, where only an adjective tells it."""

from __future__ import annotations

import pytest

from sayso.core.reading import Event, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.who_deed import doer_rule


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "name"),
    [
        ("Norway and Chad are at war. A Norwegian air strike killed 12 people.", "kill", "killed", "Norway"),
        ("Norway and Chad are at war. A Norwegian air strike hit a bridge.", "bomb", "strike", "Norway"),
        ("Norway is at war. Two people died in a Norwegian missile attack.", "kill", "died", "Norway"),
        ("Norway is at war. An attack on a Norwegian raid party killed two.", "kill", "killed", None),
        ("Norway is at war. After Norwegian raids on the port, gunmen killed two.", "kill", "killed", None),
        ("Norway is at war. A Norwegian air strike was condemned.", "accuse", "condemned", None),
        ("Norway is at war. A night raid killed two Norwegian sailors.", "kill", "killed", None),
    ],
)
def test_doer(text: str, kind: str, trigger: str, name: str | None) -> None:
    report = Report("r", text, (Part("body", 0, len(text)),))
    at = text.index(trigger)
    event = Event(Span.cut(text, at, at + len(trigger)), kind)
    found = doer_rule(Reading(report))(event)
    assert (found.name if found else None) == name
    if found is not None:
        assert text[found.span.start : found.span.end] == found.span.text
