"""Copies of the example and of made-up texts; the order of the reports does not matter."""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sayso.core.coded import CodedReport
from sayso.core.report import Report
from sayso.reconcile import copies, notices

_WORDS = [
    f"{a}{b}"
    for a in ("mar", "tel", "vos", "kin", "dor")
    for b in ("an", "eth", "ill", "ov", "um", "ish", "ek")
]


def _prose(seed: int, length: int) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(_WORDS) for _ in range(length))


def test_example_has_the_two_listed_copies_and_no_other(
    example: dict[str, CodedReport], names: dict[str, str], side: dict[str, Any]
) -> None:
    reports = [c.report for c in example.values()]
    links = copies.copies(reports, notices.versions(notices.notices(reports)))
    found = {(names[c.report], names[c.origin]) for c in links if c.relation == "copy"}
    assert found == {(r["file"], r["copy_of"]) for r in side["reports"] if "copy_of" in r}
    assert [c for c in links if c.relation != "copy"] == []


def test_a_chain_of_copies_leads_to_the_agency(report: Callable[..., Report]) -> None:
    body = _prose(1, 200)
    wire = report(f"First\n\n{body}", "2030-05-02T12:00:00+00:00", agency="Alder Wire")
    paper = report(
        f"Second\n\n{body} {_prose(2, 20)}", "2030-05-01", publisher="The Post", agency="Alder Wire"
    )
    other = report(f"Third\n\n{body[:700]} {_prose(2, 20)}", "2030-05-03", publisher="The Mail")
    expected = copies.copies([wire, paper, other])
    assert copies.roots(expected) == {paper.id: wire.id, other.id: wire.id}
    assert copies.copies([other, paper, wire]) == expected


def test_some_paragraphs_of_another_report_are_a_part(report: Callable[..., Report]) -> None:
    lent = _prose(3, 80)
    first = report(f"One\n\n{lent} {_prose(4, 170)}", "2030-05-01")
    second = report(f"Two\n\n{_prose(5, 150)} {lent}", "2030-05-02")
    (link,) = copies.copies([first, second])
    assert (link.report, link.origin, link.relation) == (second.id, first.id, "part")
    assert copies.roots([link]) == {}


def test_different_texts_and_versions_are_no_copies(report: Callable[..., Report]) -> None:
    one, two = report(f"A\n\n{_prose(6, 150)}"), report(f"B\n\n{_prose(7, 150)}")
    again = report(f"A\n\n{_prose(6, 150)} more", "2030-05-02")
    assert copies.copies([one, two]) == ()
    assert copies.copies([one, again], [(again.id, one.id)]) == ()


@given(
    st.lists(
        st.frozensets(st.integers(0, 2**32 - 1).map(lambda n: n % 97 * 44_444_444), max_size=40), max_size=8
    )
)
def test_candidates_are_the_pairs_that_share_enough_whatever_else_shares_a_place(
    sets: list[frozenset[int]],
) -> None:
    cuts = {f"r{i}": array("I", cut) for i, cut in enumerate(sets)}
    pairs = {
        (f"r{i}", f"r{j}")
        for i, a in enumerate(sets)
        for j, b in enumerate(sets)
        if i < j and len(a & b) >= 3
    }
    assert copies._candidates(cuts) == pairs
