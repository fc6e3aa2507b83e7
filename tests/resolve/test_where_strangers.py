"""Names that the gazetteer knows from elsewhere."""

from __future__ import annotations

from collections import Counter

import pytest

from sayso.core.reading import Mention, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.where import Where
from sayso.resolve.gazetteer import gazetteer
from sayso.resolve.where import places
from sayso.resolve.where_rank import Choice, Toponym
from sayso.resolve.where_strangers import evident_countries, far_namesake, most_evident, within_a_name


def read(text: str, *mentions: str) -> dict[str, Where]:
    """The places of a text by their words; ``mentions`` are what the reader takes for places."""
    seen = (Span.cut(text, text.index(m), text.index(m) + len(m)) for m in mentions)
    report = Report("r", text, (Part("body", 0, len(text)),))
    return {
        w.span.text: w for w in places(Reading(report, mentions=tuple(Mention(s, "place") for s in seen)))
    }


def toponym(name: str, text: str) -> Toponym:
    at = text.index(name)
    return Toponym(at, at + len(name), name, gazetteer().find(name))


def best(name: str, country: str) -> Toponym:
    found = toponym(name, name)
    return Toponym(
        0,
        len(name),
        name,
        tuple(c for c in found.candidates if (c.place.country, c.place.kind) == (country, "city"))[:1],
    )


def test_a_village_elsewhere_is_not_the_quarter_of_this_town() -> None:
    found = read("Shells fell on Aleppo and Homs on Monday. Two people died in Salah Eddin.")["Salah Eddin"]
    assert (found.country, found.precision, found.lat) == ("SY", "unresolved", None)


def test_a_town_within_the_name_of_a_street_is_not_meant() -> None:
    text = "Fighting went on in Aleppo. A shell hit the Carlton Street market."
    found = read(text, "Carlton Street market")["Carlton Street market"]
    assert (found.name, found.country, found.precision) == (
        "Carlton Street market, Syria",
        "SY",
        "unresolved",
    )


@pytest.mark.parametrize(
    ("words", "known"), [("Olo al-Ras", "Ras"), ("Tal Marum", "Tal"), ("Carlton Marum", "Carlton")]
)
def test_a_small_place_in_a_longer_name_is_not_meant_where_nothing_else_tells_the_country(
    words: str, known: str
) -> None:
    assert gazetteer().find(known)
    found = read(f"Five people were hurt in {words} on Friday.", words)[words]
    assert (found.country, found.precision) == (None, "unresolved")


def test_a_large_town_or_one_with_a_common_word_is_meant_within_a_longer_name() -> None:
    for words, country in (("Kabul University", "AF"), ("Newtown Hospital", None), ("southern Homs", "SY")):
        found = read(f"Five people were hurt in {words} on Friday.", words)
        assert next(iter(found.values())).precision != "unresolved", words
        assert country in (None, next(iter(found.values())).country)


def test_feasts_and_short_given_names_are_no_places() -> None:
    assert gazetteer().find("Christmas")
    assert gazetteer().find("Sam")
    text = "Two people were hurt at a Christmas party and outside Sam's Club in Vancouver."
    assert {w.name for w in read(text, "Christmas").values()} == {"Vancouver, Canada"}
    assert read(text, "Sam")["Sam"].precision == "unresolved"


def test_a_department_that_is_a_part_of_a_name_is_not_meant() -> None:
    found = read("Shells fell on Homs and Damascus. One hit Ain al-Marum.", "Ain al-Marum")["Ain al-Marum"]
    assert (found.country, found.precision) == ("SY", "unresolved")


def test_a_town_with_the_word_for_it_is_meant() -> None:
    found = read("Police in Paris and Lyon said that Aleppo city was calm.", "Aleppo city")["Aleppo city"]
    assert (found.country, found.precision) == ("SY", "populated")


@pytest.mark.parametrize(
    ("words", "stranger"),
    [
        ("Brest", False),
        ("Brest village", False),
        ("southern Brest", False),
        ("Brest hotel", True),
        ("Brest Hill", True),
    ],
)
def test_what_stands_beside_the_name_tells(words: str, stranger: bool) -> None:
    place = best("Brest", "BY").candidates[0].place
    elsewhere = Counter({"FR": 3})
    known = toponym("Brest", words)
    span = Span.cut(words, 0, len(words))
    assert within_a_name(place, known, span, elsewhere) is stranger
    assert not within_a_name(place, known, span, Counter({"FR": 3, "BY": 1}))
    assert not within_a_name(place, known, span, Counter())


def test_a_second_name_of_the_country_vouches_for_it() -> None:
    known = best("Millis", "US")
    place = known.candidates[0].place
    one, two = Counter({"US": 1}), Counter({"US": 2})
    assert far_namesake(place, known, Counter({"SY": 2, "US": 1}), one)
    assert far_namesake(place, known, Counter({"SY": 3, "US": 2}), one)
    assert not far_namesake(place, known, Counter({"SY": 2, "US": 2}), one)
    assert not far_namesake(place, known, Counter({"SY": 3, "US": 2}), two)
    assert not far_namesake(place, known, Counter({"SY": 1, "US": 1}), one)


def test_each_name_speaks_once() -> None:
    homs, lyon = best("Homs", "SY"), best("Lyon", "FR")
    counted = evident_countries((t, Choice(t.candidates[0].place, 1.0, "name")) for t in (homs, homs, lyon))
    assert counted == Counter({"SY": 1, "FR": 1})
    assert most_evident(counted) is None
    assert most_evident(Counter({"SY": 2, "FR": 1})) == "SY"
    assert most_evident(Counter()) is None


def test_an_unknown_place_lies_where_the_report_plainly_is() -> None:
    text = "Turkey, Russia and France condemned it. Troops moved from Homs to Hama. The base in Umm Kelmas burned."
    assert read(text, "Umm Kelmas")["Umm Kelmas"].name == "Umm Kelmas, Syria"


def test_a_government_does_not_come_back_as_an_unknown_place() -> None:
    text = "Iran said on Monday that two had died in Homs."
    assert list(read(text, "Iran")) == ["Homs"]
