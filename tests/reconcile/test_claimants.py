"""One claimant under several names, and different claimants kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sayso.core.coded import CodedReport
from sayso.reconcile.claimants import claimants
from sayso.reconcile.forms import form

Make = Callable[..., CodedReport]


def _keys(*coded: CodedReport) -> list[str]:
    known = claimants(coded)
    return [known.key(c.report.id, w) for c in coded for claim in c.claims for w in claim.says]


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("the Ministry of Internal Affairs of Arland", "Arland's interior ministry"),
        ("the US defense ministry", "the US defence ministry"),
        ("the prosecutor general's office", "the prosecutor general"),
        ("State television", "state television"),
        ("a spokesman for the health ministry", "health ministry"),
        ("a notice of the health ministry", "health ministry"),
    ],
)
def test_names_of_one_office_have_one_form(one_name: str, other: str) -> None:
    assert form(one_name) == form(other)


@pytest.mark.parametrize(
    ("one_name", "other"),
    [
        ("the health ministry", "the interior ministry"),
        ("the president", "the president's press service"),
        ("Arland's army", "Borland's army"),
    ],
)
def test_different_offices_stay_apart(one: Make, one_name: str, other: str) -> None:
    a, b = _keys(one("Two died.", "Two", one_name), one("Three died.", "Three", other))
    assert a != b


def test_a_short_name_joins_the_fuller_one_of_the_country_where_the_report_is_set(one: Make) -> None:
    short = one("Two died.", "Two", "the interior ministry")
    full = one("3 died.", "3", "Arland's interior ministry")
    third = one("4 died.", "4", "Borland's interior ministry")
    assert len(set(_keys(short, full))) == 1
    a, b, c = _keys(short, full, third)
    assert a == b != c
    there = one("Two died.", "Two", "the interior ministry", place="Borland")
    d, e, f = _keys(there, full, third)
    assert d == f != e


def test_a_short_name_joins_none_of_two_that_could_be_meant(one: Make) -> None:
    short = one("Two died.", "Two", "the interior ministry", place="Corland")
    full = one("3 died.", "3", "Arland's interior ministry", place="Corland")
    third = one("4 died.", "4", "Borland's interior ministry", place="Corland")
    assert len(set(_keys(short, full, third))) == 3


def test_a_person_speaks_for_the_office_beside_the_name(one: Make) -> None:
    person = one("Two died, said Ana Marsh of the health ministry.", "Two", "Ana Marsh")
    office = one("3 died.", "3", "the health ministry")
    other = one("4 died, said Bo Lind.", "4", "Bo Lind")
    a, b, c = _keys(person, office, other)
    assert a == b != c


def test_unnamed_claimants_of_two_reports_are_two(one: Make) -> None:
    a, b = _keys(one("Two died.", "Two", "?"), one("3 died.", "3", "?"))
    assert a != b


def test_label_and_match(one: Make) -> None:
    coded = one("Two died.", "Two", "the Interior Ministry")
    known = claimants([coded])
    label = known.label(coded.report.id, coded.claims[0].says[0])
    assert label == "Interior Ministry"
    assert known.matches(label, "interior ministry")
    assert not known.matches(label, "health ministry")


def test_a_person_named_with_an_office_is_the_office_by_any_name(one: Make) -> None:
    long = one("3 died.", "3", "Ada Brook of the health ministry", "2030-05-01")
    told = one("4 died.", "4", "Ada Brook, who speaks for the health ministry at large", "2030-05-02")
    plain = one("5 died.", "5", "the health ministry", "2030-05-03")
    told = replace(
        told, report=replace(told.report, text=f"{told.report.text} Ada Brook of the health ministry.")
    )
    known = claimants([long, told, plain])
    assert len(set(_keys(long, told, plain))) == 1
    assert {known.label(c.report.id, c.claims[0].says[0]) for c in (long, told, plain)} == {"health ministry"}
    assert known.matches("health ministry", "Ada Brook")
