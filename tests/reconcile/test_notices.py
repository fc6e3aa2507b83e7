"""Notices of the example; slugs, quoted headlines and addresses of made-up reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.core.coded import CodedReport
from sayso.core.report import Report
from sayso.reconcile import notices


def test_example_notices_name_their_targets(
    example: dict[str, CodedReport], names: dict[str, str], side: dict[str, Any]
) -> None:
    found = {names[n.report]: n for n in notices.notices(c.report for c in example.values())}
    assert set(found) == {r["file"] for r in side["reports"] if "notice" in r}
    for row in side["reports"]:
        if "notice" in row:
            wanted = {row[k] for k in ("supersedes", "corrects", "withdraws") if k in row}
            assert {names[t] for t in found[row["file"]].targets} == wanted


@pytest.mark.parametrize(
    ("title", "sort", "number"),
    [
        ("UPDATE 3-Arland votes", "update", 3),
        ("CORRECTED-UPDATE 2-Arland votes", "update", 2),
        ("WITHDRAWAL-Arland votes", "withdrawn", None),
        ("KILL: Arland votes", "withdrawn", None),
        ("Arland to update 3 laws", None, None),
        ("Killing in Arland", None, None),
    ],
)
def test_sort_is_read_from_the_slug_of_the_title(
    report: Callable[..., Report], title: str, sort: str | None, number: int | None
) -> None:
    assert notices.sort_of(report(f"{title}\n\nText.")) == (sort, number)


def test_same_address_is_a_version_and_the_later_is_the_newer(report: Callable[..., Report]) -> None:
    old = report("Talks\n\nThey talk.", "2030-05-01T10:00:00+00:00", url="https://a.example/1")
    new = report("Talks end\n\nDone.", "2030-05-01T11:00:00+00:00", url="https://a.example/1")
    (found,) = notices.notices([new, old])
    assert (found.report, found.sort, found.targets) == (new.id, "version", (old.id,))
    assert notices.versions([found]) == ((new.id, old.id),)


def test_an_update_finds_the_story_of_its_house_by_title(report: Callable[..., Report]) -> None:
    old = report("Arland ministry counts 12 dead in flood\n\nx", "2030-05-01", agency="Alder Wire")
    far = report("Arland ministry counts 12 dead in flood\n\ny", "2030-03-01", agency="Alder Wire")
    alien = report("Arland ministry counts 12 dead in flood\n\nz", "2030-05-01", agency="Birch Wire")
    new = report("UPDATE 1-Arland ministry counts 12 dead in flood\n\nw", "2030-05-02", agency="Alder Wire")
    found = notices.notices([old, far, alien, new])
    assert [n.targets for n in found] == [(old.id,)]


def test_only_the_notice_of_a_correction_is_a_correction_stretch(report: Callable[..., Report]) -> None:
    made = report(
        "Correction: 4 hurt\n\nCorrection: An earlier version said 5.\n\nFour were hurt.", notice="correction"
    )
    ((start, end),) = notices.correction_stretches(made)
    assert made.text[start:end] == "Correction: An earlier version said 5."
