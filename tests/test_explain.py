"""The explanation of a claim tells what the claim holds, from the scores by which it was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.core.coded import CodedReport
from sayso.core.errors import UsageError
from sayso.explain import event_of, explain, listed, number_of
from sayso.explain_figure import bounds
from sayso.pipeline import Options, has_model, prepare, read
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.when_why import time_candidates
from sayso.resolve.where_why import place_candidates

EXAMPLE = Path(__file__).parents[1] / "examples" / "kazakhstan"
READERS = ["lexicon", pytest.param("learned", marks=pytest.mark.skipif(not has_model(), reason="no model"))]


@pytest.fixture(scope="module", params=READERS)
def crisis(request: pytest.FixtureRequest) -> list[CodedReport]:
    """The reports of the example crisis, with layers."""
    files = sorted(p for p in EXAMPLE.iterdir() if p.suffix in (".html", ".txt"))
    found = read(files, Options(layers=True, reader=request.param))
    return [c for c in found if isinstance(c, CodedReport)]


def _head(name: str) -> str:
    """The most exact name; bare countries are all one."""
    return fold(name.split(",")[0]) if "," in name else ""


def test_each_slot_of_each_claim_is_explained_with_the_claims_own_value(crisis: list[CodedReport]) -> None:
    explained = 0
    for coded in crisis:
        for number, claim in enumerate(listed(coded.claims), 1):
            found = explain(coded, str(number))
            assert found.claim == claim
            slots = {slot.slot: slot for slot in found.slots}
            assert slots["kind"].value == claim.kind
            assert slots["stance"].value == claim.stance
            assert slots["figure"].value == (bounds(claim.figure) if claim.figure else None)
            assert slots["actor"].value == (claim.actor.name if claim.actor else None)
            assert slots["target"].value == (claim.target.name if claim.target else None)
            assert slots["place"].value == (claim.place.name if claim.place else None)
            assert slots["when"].value == (claim.when.value if claim.when else None)
            assert (slots["says"].value is None) == (not claim.says)
            for slot in found.slots:
                assert slot.why
                for span in (slot.span, *(c.span for c in slot.candidates)):
                    assert span is None or coded.report.text[span.start : span.end] == span.text
            explained += 1
    assert explained > 50


def test_the_likeliest_candidate_is_what_the_rules_choose(crisis: list[CodedReport]) -> None:
    """The candidates come from the scores by which the time and place of every event are chosen."""
    named = 0
    for coded in crisis:
        assert coded.layers is not None
        reading, resolved = coded.layers.reading, coded.layers.resolved
        _, rules = prepare(reading)
        for event in reading.events:
            when, best = rules.when(event), time_candidates(event, reading, resolved)[0]
            assert best.value == (when.value if when else "none")
            assert best.span == (when.span or None if when else None)
            where, places = rules.where(event), place_candidates(event, reading, resolved)
            shares: dict[str, float] = {}
            for place in places:
                shares[_head(place.value)] = shares.get(_head(place.value), 0.0) + (place.score or 0.0)
            assert sum(shares.values()) == pytest.approx(1.0, abs=0.02)
            head = max(shares, key=lambda h: shares[h])
            if head and shares[head] > 0.5:
                named += 1
                assert where is not None
                assert where.span == next(p.span for p in places if _head(p.value) == head)
                assert where.score == pytest.approx(shares[head], abs=0.01)
    assert named > 20


def test_one_place_of_the_report_and_one_of_the_map_is_marked_as_chosen(crisis: list[CodedReport]) -> None:
    for coded in crisis:
        assert coded.layers is not None
        for claim in coded.claims:
            event = event_of(claim, coded.layers.reading)
            assert event.trigger == claim.trigger
            if claim.place is None or claim.place.geonameid is None or claim.place.basis == "report":
                continue
            slots = {s.slot: s for s in explain(coded, claim.id).slots}
            assert slots["place"].span == claim.place.span
            for name in ("place", "map"):
                assert sum(c.chosen for c in slots[name].candidates) == 1, (name, claim)


def test_a_claim_is_named_by_its_number_or_its_id(crisis: list[CodedReport]) -> None:
    ordered = listed(crisis[0].claims)
    assert number_of(ordered, "1") == 1
    assert number_of(ordered, ordered[-1].id) == len(ordered)


@pytest.mark.parametrize("which", ["0", "999", "-1", "x", "", "1.5", "٣"])
def test_no_such_claim_is_one_sentence(crisis: list[CodedReport], which: str) -> None:
    with pytest.raises(UsageError, match=r"no claim .* claims 1 to \d+"):
        number_of(listed(crisis[0].claims), which)


def test_a_report_without_claims_has_none_to_explain() -> None:
    with pytest.raises(UsageError, match="no claims"):
        number_of([], "1")


def test_a_deed_told_by_an_adjective_says_so(tmp_path: Path) -> None:
    file = tmp_path / "raid.txt"
    file.write_text(
        "Norway is at war\n\nA Norwegian air strike killed 12 people on 4 May 2030, the army said.\n"
    )
    (coded,) = read([file], Options(layers=True, reader="lexicon"))
    assert isinstance(coded, CodedReport)
    number = next(n for n, c in enumerate(listed(coded.claims), 1) if c.kind == "bomb")
    actor = next(s for s in explain(coded, str(number)).slots if s.slot == "actor")
    assert actor.value == "Norway"
    assert "whose deed" in actor.why[0]
