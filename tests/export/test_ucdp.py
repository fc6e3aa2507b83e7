"""UCDP GED's codes: who the sides are, of which side the dead, how exactly place and day are known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from sayso.core.span import NOWHERE
from sayso.core.where import Where
from sayso.export import ucdp
from sayso.export.gather import Bundle

Happen = Callable[..., Bundle]
SOLDIERS, GUNMEN, VILLAGERS = "soldiers/MIL", "gunmen/REB", "villagers/CVL"


def rows(bundle: Bundle) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(ucdp.lines(bundle)), newline="")))


def test_a_government_is_side_a_and_deaths_stand_on_their_sides(happen: Happen) -> None:
    (row,) = rows(happen(
        {"kind": "clash", "actor": GUNMEN, "target": SOLDIERS},
        {"target": SOLDIERS, "dead": 4, "of": "soldiers"},
        {"target": GUNMEN, "dead": 6, "of": "gunmen"},
        {"target": VILLAGERS, "dead": 2, "of": "civilians"},
        {"dead": 15, "of": "people"},
    ))  # fmt: skip
    assert (row["type_of_violence"], row["dyad_name"]) == ("1", "Government of Kazakhstan - gunmen")
    assert (row["gwnoa"], row["gwnob"], row["country_id"], row["region"]) == ("705", "", "705", "Asia")
    dead = [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")]
    assert (dead, row["best"]) == (["4", "6", "2", "3"], "15")


@pytest.mark.parametrize(
    ("slots", "sort"),
    [
        ({"actor": SOLDIERS, "target": VILLAGERS}, "3"),
        ({"actor": "gunmen/REB", "target": "Tide Front/REB"}, "2"),
        ({"target": VILLAGERS}, ""),
    ],
)
def test_the_type_of_violence_follows_from_the_sides(
    slots: dict[str, object], sort: str, happen: Happen
) -> None:
    (row,) = rows(happen({**slots, "dead": 2}))
    assert row["type_of_violence"] == sort
    assert row["side_b"] == ("Civilians" if "villagers" in str(slots) else "Tide Front")


def test_parts_always_sum_to_best_and_lie_within_low_and_high(bundle: Bundle) -> None:
    found = rows(bundle)
    assert found
    for row in found:
        parts = sum(int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown"))
        assert parts == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Where(NOWHERE, "Brackwater, Kazakhstan", "KZ", lat=1, lon=2, precision="populated"), "1"),
        (Where(NOWHERE, "Brackwater, Kazakhstan", "KZ", precision="populated", relation="near"), "2"),
        (Where(NOWHERE, "Reed District, Kazakhstan", "KZ", precision="district"), "3"),
        (Where(NOWHERE, "Fen Province, Kazakhstan", "KZ", precision="province"), "4"),
        (Where(NOWHERE, "the coast, Kazakhstan", "KZ", precision="region"), "5"),
        (Where(NOWHERE, "Kazakhstan", "KZ", precision="country"), "6"),
    ],
)
def test_precision_of_places(place: Where, code: str, happen: Happen) -> None:
    (row,) = rows(happen({"where": place, "dead": 1}))
    assert row["where_prec"] == code
    assert row["adm_2"] == ("Reed District" if code == "3" else "")


def test_sources_are_cited_with_claims_and_words(happen: Happen) -> None:
    (row,) = rows(happen({"dead": 1}))
    assert row["source_article"].startswith('"Mudflat News,2030-05-02" "Shots were heard." (say-so: ')
    assert "[claim c0, report r1, 0-17]" in row["source_article"]


def test_incidents_without_dead_of_their_own_are_left_out_and_said(happen: Happen) -> None:
    assert rows(happen({"target": VILLAGERS})) == []
    assert list(ucdp.left_out(happen({"target": VILLAGERS})).values()) == [1]


def test_the_grid_cell_is_that_of_prio(happen: Happen) -> None:
    (row,) = rows(happen({"dead": 1}))
    assert row["priogrid_gid"] == str(277 * 720 + 494 + 1)
