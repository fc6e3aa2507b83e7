"""PLOVER's codes and POLECAT's columns: events, modes, contexts by stance and time, alpha-3 countries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from sayso.core.span import NOWHERE
from sayso.core.when import When
from sayso.export import plover, polecat
from sayso.export.gather import Bundle

Happen = Callable[..., Bundle]


def events(bundle: Bundle) -> list[dict[str, object]]:
    return [json.loads(line) for line in plover.lines(bundle)]


def rows(bundle: Bundle) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(polecat.lines(bundle)), newline=""), delimiter="\t"))


@pytest.mark.parametrize(
    ("kind", "text", "event", "mode"),
    [
        ("kill", "Stabbed at the market.", "ASSAULT", "primitive"),
        ("kill", "Shot at the market.", "ASSAULT", "firearms"),
        ("kill", "Died at the market.", "ASSAULT", None),
        ("attack", "Beaten at the market.", "ASSAULT", "beat"),
        ("bomb", "Rockets hit the market.", "ASSAULT", "heavy-weapons"),
        ("bomb", "A blast at the market.", "ASSAULT", "explosives"),
        ("destroy", "Looted the market.", "ASSAULT", "destroy"),
        ("restrict", "A curfew from eight.", "COERCE", "curfew"),
        ("restrict", "Roads were closed.", "COERCE", "restrict"),
        ("outage", "Power was cut.", "COERCE", "withhold"),
        ("protest", "Strike at the mill.", "PROTEST", "strike-lim"),
        ("protest", "March in the square.", "PROTEST", "demo"),
        ("office", "Mayor resigned.", "RETREAT", "resign"),
        ("office", "Mayor was elected.", None, None),
        ("release", "Amnesty for all.", "CONCEDE", None),
        ("aid", "Sent food to them.", "AID", "humanitarian"),
    ],
)
def test_events_and_modes_follow_from_kind_and_words(
    kind: str, text: str, event: str | None, mode: str | None, happen: Happen
) -> None:
    made = happen({"kind": kind}, text=text)
    if event is None:
        assert events(made) == []
        assert list(plover.left_out(made).values()) == [1]
        return
    (found,) = events(made)
    assert (found["event"], found.get("mode")) == (event, mode)
    assert found["event_text"] == text


@pytest.mark.parametrize(
    ("slots", "context", "has_event"),
    [
        ({"stance": "denied"}, ["negation"], False),
        ({"stance": "hedged"}, ["hypothetical"], True),
        ({"stance": "intended"}, ["future"], True),
        ({"when": When(NOWHERE, "2028", "year")}, ["historical"], True),
        ({"kind": "clash"}, ["military"], True),
    ],
)
def test_stance_and_time_are_contexts(
    slots: dict[str, object], context: list[str], has_event: bool, happen: Happen
) -> None:
    (found,) = events(happen(slots))
    assert (found["context"], found["has_event"]) == (context, has_event)


def test_polecat_has_no_column_for_what_did_not_happen(happen: Happen) -> None:
    for stance in ("denied", "intended"):
        assert rows(happen({"stance": stance})) == []
        assert list(polecat.left_out(happen({"stance": stance})).values()) == [1]


def test_polecat_rows_hold_alpha_3_countries_and_lead_back(happen: Happen) -> None:
    (row,) = rows(happen({"actor": "soldiers/MIL", "target": "villagers/CVL"}))
    assert (row["Event ID"], row["Country"], row["Intensity"]) == ("c0", "KAZ", "-9.3")
    assert (row["Primary Actor Sector"], row["Primary Recipient Sector"]) == ("MIL", "CVL")
    assert row["Source"] == "Mudflat News r1#char=0,17"


def test_both_code_the_same_claims(bundle: Bundle) -> None:
    told = {str(e["id"]): e for e in events(bundle)}
    found = rows(bundle)
    assert found
    for row in found:
        event = told[row["Event ID"]]
        assert row["Event Type"] == event["event"]
        info = event["text_info"]
        assert isinstance(info, dict)
        assert info["text_story"][info["start"] : info["end"]] == event["event_text"]
        assert {"say_so", "stance"} <= set(json.loads(str(event["comment"])))
