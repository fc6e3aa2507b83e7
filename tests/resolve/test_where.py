"""Places found, resolved by context, named, and told from persons, organisations and governments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.reading import Mention, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.where import Where
from sayso.resolve.where import dateline, places, setting


def report(text: str, title: str = "", publisher: str | None = None, url: str | None = None) -> Report:
    """A report with an optional headline before the text."""
    whole = f"{title}\n\n{text}" if title else text
    parts = [Part("title", 0, len(title))] if title else []
    parts.append(Part("body", len(whole) - len(text), len(whole)))
    return Report("r", whole, tuple(parts), title or None, publisher=publisher, url=url)


def read(text: str, title: str = "", **known: str) -> tuple[Where, ...]:
    """The places of a text, with the invariant checked."""
    given_report = report(text, title, **known)
    found = places(Reading(given_report))
    for where in found:
        where.span.check(given_report.text)
    return found


def country_of(text: str, name: str, **known: str) -> str | None:
    """The country of the first place whose words are ``name``."""
    return next(w.country for w in read(text, **known) if w.span.text == name)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", "US", "Texas"),
        ("A fire broke out in Paris, France, on Monday.", "Paris", "FR", None),
        ("Thousands marched through Paris as French unions went on strike.", "Paris", "FR", None),
        (
            "Rockets fell on Tripoli as Libyan militias fought for Benghazi and Misrata.",
            "Tripoli",
            "LY",
            None,
        ),
        ("Clashes in Tripoli spread to Beirut and Sidon, the Lebanese army said.", "Tripoli", "LB", None),
        ("Farmers blocked roads in Cordoba and Rosario, in Argentina.", "Cordoba", "AR", None),
        ("Farmers blocked roads in Cordoba, Seville and Granada in southern Spain.", "Cordoba", "ES", None),
        ("Officials in Salt, Jordan, closed the hospital.", "Salt", "JO", None),
        ("The governor of Georgia ordered Atlanta and Savannah evacuated.", "Savannah", "US", "Georgia"),
        (
            "Shelling was heard near Gori in Georgia, close to South Ossetia and Tbilisi.",
            "Georgia",
            "GE",
            None,
        ),
        ("Troops moved from Valencia to Caracas, Venezuelan media reported.", "Valencia", "VE", None),
        ("Police in Birmingham, Alabama, and Montgomery made arrests.", "Birmingham", "US", "Alabama"),
        ("Police in Birmingham, Coventry and Wolverhampton made arrests.", "Birmingham", "GB", None),
        (
            "A bomb went off in Hyderabad, in Pakistan's Sindh province, and in Karachi.",
            "Hyderabad",
            "PK",
            None,
        ),
        ("A bomb went off in Hyderabad, hours after one in Bengaluru and Mumbai.", "Hyderabad", "IN", None),
        ("Two men drowned near Alexandria and Port Said, Egyptian police said.", "Alexandria", "EG", None),
    ],
)
def test_the_context_says_which_place_of_the_name(
    text: str, name: str, country: str, admin1: str | None
) -> None:
    found = next(w for w in read(text) if w.span.text == name)
    assert found.country == country
    assert admin1 is None or found.admin1 == admin1


def test_a_local_newspaper_means_its_own_town() -> None:
    text = (
        "A man was arrested in Richmond on Monday, the Police Department said. Richmond schools were closed."
    )
    assert read(text, publisher="Palladium-Item")[0].admin1 == "Indiana"
    assert read(text, publisher="Richmond Times-Dispatch")[0].admin1 == "Virginia"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paris Hilton left the hotel.", "Paris"),
        ("Chelsea Manning was freed.", "Chelsea"),
        ("The Washington Post wrote about it.", "Washington"),
        ("Moscow said that it would not take part.", "Moscow"),
        ("Washington has blamed the rebels.", "Washington"),
        ("Iran denied the charge and accused Israel of lying.", "Iran"),
        ("Most people stayed at home. Said one man: Nice try.", "Most"),
        ("Most people stayed at home. Said one man: Nice try.", "Nice"),
        ("The shop opened in March and closed in May.", "March"),
        ("Syrian troops left.", "Syrian"),
        ("Greg Lambert drove off. Lambert said nothing.", "Lambert"),
    ],
)
def test_persons_organisations_and_governments_are_no_places(text: str, name: str) -> None:
    assert name not in {w.span.text for w in read(text)}


def test_a_capital_in_which_something_happens_stays_a_place() -> None:
    assert (
        country_of("Protesters clashed with police in Moscow, and the Kremlin said nothing.", "Moscow")
        == "RU"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A blast hit Almaty.", "Almaty, Kazakhstan"),
        ("Fighting went on in Aleppo province.", "Aleppo province, Syria"),
        ("A shell landed in Tariq al-Bab, Aleppo, on Friday.", "Tariq al-Bab, Aleppo, Syria"),
        (
            "A shell landed in the Tariq al-Bab neighbourhood of Aleppo.",
            "Tariq al-Bab neighbourhood, Aleppo, Syria",
        ),
        ("Workers walked out at the Tengiz oil field.", "Tengiz oil field, Kazakhstan"),
        ("People across Kazakhstan took to the streets.", "Kazakhstan"),
    ],
)  # fmt: skip
def test_names_hold_the_containing_parts_and_the_country(text: str, name: str) -> None:
    assert name in {w.name for w in read(text)}


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("A blast hit Almaty.", "Almaty", "populated"),
        ("Workers walked out at Tengiz.", "Tengiz", "poi"),
        ("Thousands filled Tahrir Square.", "Tahrir Square", "poi"),
        ("Fighting went on in Idlib province.", "Idlib province", "province"),
        ("Villagers fled from Darfur.", "Darfur", "region"),
        ("A tanker was boarded in the Strait of Hormuz.", "Strait of Hormuz", "region"),
        ("Protests spread across Kazakhstan.", "Kazakhstan", "country"),
    ],
)
def test_precision_says_how_exact_the_point_is(text: str, name: str, precision: str) -> None:
    assert next(w.precision for w in read(text) if w.span.text == name) == precision


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("A convoy was hit near Homs.", "near"),
        ("A convoy was hit near the Syrian city of Homs.", "near"),
        ("A convoy was hit just outside Homs.", "outside"),
        ("A convoy was hit on the road between Homs and Hama.", "between"),
        ("A convoy was hit 12 km north of Homs.", "near"),
        ("A convoy was hit in Homs.", None),
    ],
)
def test_relations(text: str, relation: str | None) -> None:
    assert next(w.relation for w in read(text) if w.span.text == "Homs") == relation


def test_an_unknown_village_stays_unresolved_in_its_country() -> None:
    found = next(
        w
        for w in read("Ten people died in the village of Umm Zarqa in Syria's Homs province.")
        if "Zarqa" in w.span.text
    )
    assert (found.precision, found.country, found.lat, found.lon) == ("unresolved", "SY", None, None)


def test_a_place_that_only_the_reader_saw_is_kept() -> None:
    text = "Police in Almaty said that Blinkwater was calm."
    span = Span.cut(text, text.index("Blinkwater"), text.index("Blinkwater") + 10)
    found = places(Reading(report(text), mentions=(Mention(span, "place"),)))
    kept = next(w for w in found if w.span == span)
    assert (kept.precision, kept.country, kept.name) == ("unresolved", "KZ", "Blinkwater, Kazakhstan")


def test_the_kind_word_of_a_street_is_no_town() -> None:
    text = "They marched from 34th Street to the courthouse of Gainesville, Florida."
    given_report = report(text)
    seen = tuple(
        Mention(Span.cut(text, text.index(w), text.index(w) + len(w)), "place", 0.9)
        for w in ("34th Street", "Gainesville")
    )
    found = {w.span.text: w for w in places(Reading(given_report, mentions=seen))}
    assert (found["34th Street"].country, found["34th Street"].precision) == ("US", "unresolved")
    assert {w.country for w in found.values()} == {"US"}


def test_a_street_that_the_reader_overlooked_is_no_town_either() -> None:
    text = "They marched along Northwest 34th Street and Main Street in Gainesville, Florida."
    assert "GB" not in {w.country for w in places(Reading(report(text)))}


def test_the_reader_can_vouch_for_a_common_word() -> None:
    text = "They stayed in Nice that week."
    span = Span.cut(text, 15, 19)
    found = places(Reading(report(text), mentions=(Mention(span, "place"),)))
    assert [(w.span.text, w.country) for w in found] == [("Nice", "FR")]


def test_setting_is_the_country_of_most_places() -> None:
    text = "Police fired on crowds in Almaty, Aktau and Shymkent. Russia sent troops from Moscow."
    met = read(text)
    found = setting(report(text), met)
    assert found is not None
    assert (found.name, found.country, found.basis, found.precision) == (
        "Kazakhstan",
        "KZ",
        "report",
        "country",
    )


def test_no_setting_without_places() -> None:
    assert setting(report("Prices rose again."), ()) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ALMATY (Wire) — Crowds gathered on Monday.", "Almaty"),
        ("ALEPPO, Syria (AP) -- Crowds gathered on Monday.", "Aleppo"),
        ("Nairobi (Wire) – Crowds gathered on Monday.", "Nairobi"),
        ("Crowds gathered on Monday – again.", None),
    ],
)
def test_dateline(text: str, name: str | None) -> None:
    found = dateline(report(text))
    assert (found.name.split(",")[0].title() if found else None) == name
    assert found is None or found.basis == "dateline"


def test_a_place_tells_how_the_words_relate_to_it() -> None:
    (found,) = (w for w in read("It hit a depot near the Syrian town of Hama on Monday.") if "Hama" in w.name)
    assert (found.name, found.relation, found.country) == ("Hama, Syria", "near", "SY")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ABab .,'’-\nÉ中()", max_size=120))
def test_any_text_is_read_without_failing(text: str) -> None:
    if text.strip():
        read(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The convoy carried fuel for NATO in Kabul.", "NATO"),
        ("It lies on the North-Western frontier of Pakistan.", "North-Western"),
        ("He told the Jerusalem Post about it.", "Jerusalem"),
        (
            "Staff of the Red Cross died in Aleppo; the Red Cross was shocked. Trucks of the Red Cross burned.",
            "Red Cross",
        ),
        ("Fireworks marked the day in Texas; ex-leader Nursultan Alibekov was not there.", "Nursultan"),
    ],
)
def test_acronyms_directions_newspapers_and_given_names_are_no_places(text: str, name: str) -> None:
    assert name not in {w.span.text for w in read(text)}


def test_a_town_and_the_province_of_its_name_are_told_apart() -> None:
    found = {
        w.span.text: w.precision
        for w in read("Shells fell on Hama. Fighting went on in Hama province, in Syria.")
    }
    assert (found["Hama"], found["Hama province"]) == ("populated", "province")


def test_lost_apostrophes_do_not_hide_a_place() -> None:
    assert "Syria" in {w.span.text for w in read("Fighting went on in Syrias north on Monday.")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge fell, said Aberdeen Okrand of the port office.", False),
        ("The bridge fell, Aberdeen Okrand, who runs the port, told a meeting.", False),
        ("The bridge fell, said Aberdeen Mayor Wendel Okrand.", True),
        ("The bridge in Aberdeen fell on Monday, said Wendel Okrand.", True),
    ],
)
def test_a_speakers_first_name_is_no_town(text: str, found: bool) -> None:
    assert ("Aberdeen" in [w.span.text for w in read(text)]) is found
