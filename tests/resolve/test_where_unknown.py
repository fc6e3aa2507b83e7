"""What the words call a place although no gazetteer has it, and what names no place by itself."""

from __future__ import annotations

import pytest

from sayso.core.reading import Mention, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.gazetteer import gazetteer
from sayso.resolve.where import places
from sayso.resolve.where_unknown import may_name, unknown_names


@pytest.mark.parametrize("words", ["northern", "the South", "Tue", "Korean", "Southern African", "al", "the"])
def test_directions_days_and_peoples_name_no_place(words: str) -> None:
    assert not may_name(words, gazetteer())


@pytest.mark.parametrize(
    "words", ["Orzak", "the main square", "northern Syria", "Tall Orzak village", "the villages"]
)
def test_other_words_may(words: str) -> None:
    assert may_name(words, gazetteer())


def test_a_village_is_known_by_its_word() -> None:
    text = "Shells fell on the village of Orzak and near Bel Dorin, witnesses said."
    report = Report("r", text, (Part("body", 0, len(text)),))
    assert [text[a:b] for a, b in unknown_names(report, [])] == ["Orzak", "Bel Dorin"]


def test_an_unknown_place_has_no_country_where_the_report_speaks_of_several() -> None:
    text = "Shells fell on Orzak. Envoys of France, Japan, Peru and Kenya met in Vienna, and wrote to Oslo."
    report = Report("r", text, (Part("body", 0, len(text)),))
    mention = Mention(Span.cut(text, 15, 20), "place")
    found = {w.span.text: w for w in places(Reading(report, mentions=(mention,)))}
    assert (found["Orzak"].name, found["Orzak"].country) == ("Orzak", None)
