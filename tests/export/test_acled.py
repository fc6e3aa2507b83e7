"""ACLED's codes: events, actors, their types, dates, places and fatalities as its codebook has them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from sayso.core.span import NOWHERE
from sayso.core.when import When
from sayso.core.where import Where
from sayso.export import acled
from sayso.export.gather import Bundle

Happen = Callable[..., Bundle]
SOLDIERS, POLICE, GUNMEN = "soldiers/MIL", "police officers/COP", "gunmen/REB"
MARCHERS, VILLAGERS = "demonstrators/OPP", "villagers/CVL"


def rows(bundle: Bundle) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(acled.lines(bundle)), newline="")))


@pytest.mark.parametrize(
    ("slots", "text", "event", "interaction"),
    [
        ({"kind": "clash", "actor": SOLDIERS, "target": GUNMEN}, "Fighting went on.", "Armed clash",
         "State forces-Political militia"),
        ({"kind": "kill", "actor": GUNMEN, "target": POLICE}, "They shot two.", "Armed clash",
         "State forces-Political militia"),
        ({"kind": "kill", "actor": GUNMEN, "target": VILLAGERS}, "They shot two.", "Attack",
         "Political militia-Civilians"),
        ({"kind": "kill", "target": VILLAGERS}, "Two were shot.", "Attack", "Political militia-Civilians"),
        ({"kind": "kill", "actor": POLICE, "target": MARCHERS}, "They fired.",
         "Excessive force against protesters", "State forces-Protesters"),
        ({"kind": "kill", "target": GUNMEN}, "Two were shot.", "Armed clash", "Political militia only"),
        ({"kind": "bomb"}, "A drone struck the port.", "Air/drone strike", "Political militia only"),
        ({"kind": "bomb"}, "A car bomb went off.", "Remote explosive/landmine/IED", "Political militia only"),
        ({"kind": "bomb", "actor": SOLDIERS}, "Mortars shelled it.", "Shelling/artillery/missile attack",
         "State forces only"),
        ({"kind": "abuse", "actor": SOLDIERS, "target": VILLAGERS}, "Tortured for days.", "Attack",
         "State forces-Civilians"),
        ({"kind": "abuse", "actor": SOLDIERS, "target": VILLAGERS}, "Women were raped.", "Sexual violence",
         "State forces-Civilians"),
        ({"kind": "seize", "actor": SOLDIERS}, "They took the town.", "Government regains territory",
         "State forces only"),
        ({"kind": "seize"}, "The town was recaptured.", "Government regains territory", ""),
        ({"kind": "seize", "actor": GUNMEN}, "They took the town.", "Non-state actor overtakes territory",
         "Political militia only"),
        ({"kind": "seize", "actor": MARCHERS}, "They took the town hall.", "Violent demonstration",
         "Rioters only"),
        ({"kind": "protest", "actor": VILLAGERS}, "They marched.", "Peaceful protest", "Protesters only"),
        ({"kind": "riot"}, "A mob set upon him.", "Mob violence", "Rioters only"),
        ({"kind": "arrest", "actor": POLICE, "target": VILLAGERS}, "Held at home.", "Arrests",
         "State forces-Civilians"),
    ],
)  # fmt: skip
def test_events_follow_from_kind_sides_and_words(
    slots: dict[str, object], text: str, event: str, interaction: str, happen: Happen
) -> None:
    (row,) = rows(happen(slots, text=text))
    assert (row["sub_event_type"], row["interaction"]) == (event, interaction)


def test_actors_are_named_in_acleds_manner(happen: Happen) -> None:
    (row,) = rows(happen({"actor": POLICE, "target": "journalists/MED"}))
    assert (row["actor1"], row["inter1"]) == ("Police Forces of Kazakhstan", "State forces")
    assert (row["actor2"], row["assoc_actor_2"]) == ("Civilians (Kazakhstan)", "Journalists (Kazakhstan)")
    assert row["civilian_targeting"] == "Civilian targeting"
    (row,) = rows(happen({"actor": "contractors/MIL", "target": VILLAGERS}))
    assert (
        row["actor1"] == "Unidentified Armed Group (Kazakhstan)"
    )  # a word that only may mean forces is none


def test_a_row_has_the_codes_of_its_country_and_leads_back(happen: Happen) -> None:
    (row,) = rows(happen({"actor": GUNMEN, "target": VILLAGERS, "dead": 3}))
    assert row["event_id_cnty"] == "KAZi1"
    assert (row["iso"], row["region"], row["country"]) == ("398", "Caucasus and Central Asia", "Kazakhstan")
    assert (row["location"], row["latitude"], row["geo_precision"]) == ("Brackwater", "48.5", "1")
    assert (row["event_date"], row["time_precision"], row["year"]) == ("2030-05-01", "1", "2030")
    assert row["notes"].startswith("On 1 May 2030: ")
    assert "[claim c0, report r1, 0-17]" in row["notes"]
    assert row["timestamp"].isdigit()


def test_fatalities_add_up_sides_and_not_groups_within_a_side(happen: Happen) -> None:
    both = happen(
        {"target": POLICE, "dead": 4, "of": "police"}, {"target": VILLAGERS, "dead": 3, "of": "civilians"}
    )
    assert rows(both)[0]["fatalities"] == "7"
    within = happen({"dead": 9, "of": "people"}, {"dead": 2, "of": "children"})
    assert rows(within)[0]["fatalities"] == "9"
    same = happen({"dead": 9, "of": "police"}, {"dead": 2, "of": "soldiers"})
    assert rows(same)[0]["fatalities"] == "9"
    assert rows(happen({"target": VILLAGERS}))[0]["fatalities"] == "0"


def test_a_week_and_a_month_stand_at_their_middle(happen: Happen) -> None:
    (week,) = rows(happen({}, day="2030-05-01/2030-05-07"))
    assert (week["event_date"], week["time_precision"]) == ("2030-05-04", "2")
    (month,) = rows(happen({}, day="2030-05"))
    assert (month["event_date"], month["time_precision"]) == ("2030-05-16", "3")


def test_what_acled_does_not_code_is_left_out_and_said(happen: Happen) -> None:
    country = Where(NOWHERE, "Kazakhstan", "KZ", lat=48, lon=68, precision="country")
    for left in (
        happen({"kind": "market"}),
        happen({"where": country}),
        happen({"when": When(NOWHERE, "2029", "year")}, day="2029"),
    ):
        assert rows(left) == []
        assert list(acled.left_out(left).values()) == [1]
    assert acled.left_out(happen({})) == {}
