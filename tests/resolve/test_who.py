"""Spans of a report → whom they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.reading import Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.who import Who
from sayso.resolve.who import whos

TEXT = """Kazan governor meets protesters

Governor Ruslan Bloggs met protesters on Friday. The governor promised them talks. He said his government would
listen.

The Volga Workers' Council (VWC) refused. "We want deeds," Jane Smith, a spokeswoman for the group, said. She said
the VWC would march again. Russia's interior ministry warned against it. The ministry said police would act.

Deputy Health Minister Peter Jones called for calm. Jones said two people were hurt. Moscow said nothing,
Interfax reported."""


def _whos(text: str, words: str, nth: int = 0, setting: str | None = None) -> Who:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    report = Report("r", text, (Part("body", 0, len(text)),))
    span = Span.cut(text, at, at + len(words))
    return whos(Reading(report), [span], setting=setting)[1][0]


@pytest.mark.parametrize(
    ("words", "nth", "name"),
    [
        ("Governor Ruslan Bloggs", 0, "Ruslan Bloggs"),
        ("The governor", 0, "Ruslan Bloggs"),
        ("his government", 0, "Ruslan Bloggs's government"),
        ("the VWC", 0, "Volga Workers' Council (VWC)"),
        ("We", 0, "Jane Smith"),
        ("She", 0, "Jane Smith"),
        ("The ministry", 0, "Russia's interior ministry"),
        ("Deputy Health Minister Peter Jones", 0, "Peter Jones"),
        ("Jones", 1, "Peter Jones"),
        ("Interfax", 0, "Interfax"),
        ("protesters", 1, "protesters"),
        ("two people", 0, "two people"),
        ("a spokeswoman for the group", 0, "a spokeswoman for the group"),
    ],
)
def test_names(words: str, nth: int, name: str) -> None:
    assert _whos(TEXT, words, nth).name.replace("s's", "s'") == name.replace("s's", "s'")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Wendel Okrand, who runs the port", "Wendel Okrand"),
        ("Wendel Okrand of the harbour office", "Wendel Okrand"),
        ("two guards were hurt by the blast", "two guards"),
        ("the villages they have taken since", "the villages"),
        ("men who had left the cave", "men who had left the cave"),
        ("Members of the Harbour Guild", "Members of the Harbour Guild"),
        ("River Police of the northern district", "River Police of the northern district"),
    ],
)
def test_a_name_goes_without_what_is_told_of_it(words: str, name: str) -> None:
    assert _whos(f"It was closed on Monday, said {words}.", words).name == name


def test_type_sector_country_key() -> None:
    who = _whos(TEXT, "The ministry")
    assert (who.type, who.sector, who.country, who.key) == ("government", "GOV", "RU", "RU.GOV.interior")
    who = _whos(TEXT, "Moscow")
    assert (who.type, who.country, who.key) == ("government", "RU", "RU.GOV")
    who = _whos(TEXT, "Jones", 1)
    assert (who.type, who.sector, who.key) == ("person", "GOV", None)


def test_the_setting_gives_a_ministry_its_country_but_no_person() -> None:
    text = "The interior ministry said so. Foreign Minister Peter Jones agreed."
    assert _whos(text, "The interior ministry", setting="KZ").key == "KZ.GOV.interior"
    assert _whos(text, "The interior ministry").country is None
    assert _whos(text, "Foreign Minister Peter Jones", setting="KZ").country is None


def test_two_of_one_surname_stay_open() -> None:
    text = "John Bloggs and Mary Bloggs were held. Police questioned Bloggs for hours."
    who = _whos(text, "Bloggs", 2)
    assert who.name == "Bloggs"
    assert set(who.candidates) == {"John Bloggs", "Mary Bloggs"}
    assert (
        _whos(text.replace("questioned Bloggs", "questioned Mrs Bloggs"), "Mrs Bloggs").name == "Mary Bloggs"
    )


def test_two_holders_of_an_office_stay_open() -> None:
    text = "President John Bloggs met President Peter Smith. The president left."
    who = _whos(text, "The president")
    assert who.name == "The president"
    assert set(who.candidates) == {"John Bloggs", "Peter Smith"}


def test_a_president_of_another_country_is_another() -> None:
    text = "Russian President John Bloggs spoke. The French president did not."
    assert _whos(text, "The French president").name == "The French president"
    assert _whos(text, "Russian President John Bloggs").country == "RU"


def test_entities_hold_every_mention() -> None:
    report = Report("r", TEXT, (Part("body", 0, len(TEXT)),))
    entities, _ = whos(Reading(report), [])
    by_name = {e.name: e for e in entities}
    assert len(by_name["Peter Jones"].mentions) == 2
    assert by_name["Interfax"].key == "MEDIA.INTERFAX"
    for entity in entities:
        assert list(entity.mentions) == sorted(entity.mentions)
        for mention in entity.mentions:
            mention.check(TEXT)


def test_no_spans_and_no_names() -> None:
    report = Report("r", "It rained.", (Part("body", 0, 10),))
    assert whos(Reading(report), []) == ((), ())


@given(st.text(min_size=1, max_size=120), st.integers(0, 119), st.integers(1, 20))
@settings(max_examples=150, deadline=None)
def test_any_span_of_any_text(text: str, start: int, size: int) -> None:
    start %= len(text)
    report = Report("r", text, (Part("body", 0, len(text)),))
    span = Span.cut(text, start, min(len(text), start + size))
    _, (who,) = whos(Reading(report), [span])
    assert who.span == span
    assert who.name


_MIX = """the President Jane Bloggs said he they We Russia's ministry (CSTO) of and , . " spokesman U.S. police his
forces Mr Smith"""


@given(st.lists(st.sampled_from(_MIX.split()), min_size=1, max_size=30).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_mix_of_actor_words(text: str) -> None:
    report = Report("r", text, (Part("body", 0, len(text)),))
    spans = [Span.cut(text, 0, len(text)), Span.cut(text, 0, 1)]
    entities, found = whos(Reading(report), spans)
    assert [w.span for w in found] == spans
    assert len({e.id for e in entities}) == len(entities)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("A Norwegian air strike", "Norway"),
        ("Norwegian raids", "Norway"),
        ("A Norwegian air base", "A Norwegian air base"),
        ("Norwegian", "Norwegian"),
    ],
)
def test_a_deed_is_that_of_the_country_that_its_adjective_names(words: str, name: str) -> None:
    assert _whos(f"Norway is at war. {words} on the coast cost 12 lives.", words).name == name


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("12 people died, the prosecutor general said.", "the prosecutor general's office"),
        ("12 people died, the port authority said.", "The office"),
    ],
)
def test_the_office_is_that_of_its_holder(before: str, name: str) -> None:
    assert _whos(f"{before} The office had counted 11 before.", "The office").name == name
