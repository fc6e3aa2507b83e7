"""What persons' decisions make of claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.decided import apply, correct, decided
from sayso.core.decision import Decision
from sayso.core.errors import FormatError
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE
from sayso.core.where import Where
from sayso.core.who import Who

_TEXT = "The harbour office said 26 crates fell on dockers in Northport, killing two."


def _decision(verb: str, *about: str, slot: str | None = None, value: str | None = None) -> Decision:
    return Decision(verb, about, "desk", "2022-03-05T10:00:00Z", "", slot, value)


@pytest.fixture
def report() -> Report:
    return Report("r", _TEXT, (Part("body", 0, len(_TEXT)),))


@pytest.fixture
def claim(report: Report) -> Claim:
    def at(words: str) -> tuple[int, int]:
        return _TEXT.index(words), _TEXT.index(words) + len(words)

    return Claim(
        "c1", "kill", report.cut(0, len(_TEXT)), report.cut(*at("killing")), score=0.4,
        place=Where(report.cut(*at("Northport")), "Northport"), figure=Figure(report.cut(*at("26")), 26, 26, "killed"),
        says=(Who(report.cut(*at("The harbour office")), "harbour office", key="office"),),
    )  # fmt: skip


def test_rejected_goes_confirmed_is_sure_and_the_last_word_wins(report: Report, claim: Claim) -> None:
    coded = [CodedReport(report, (claim, replace(claim, id="c2")))]
    reject, confirm = _decision("reject", "c1"), _decision("confirm", "c1")
    assert [c.id for r in decided(coded, [reject]) for c in r.claims] == ["c2"]
    assert [c.score for r in decided(coded, [reject, confirm]) for c in r.claims] == [1.0, 0.4]
    assert [c.id for r in decided(coded, [confirm, reject]) for c in r.claims] == ["c2"]
    assert decided(coded, [reject, _decision("undo", reject.id)]) == coded
    assert decided(coded, []) == coded


def test_each_slot_can_be_corrected_and_keeps_the_words_it_was_read_from(claim: Claim) -> None:
    assert correct(claim, "kind", "injure").kind == "injure"
    assert correct(claim, "stance", "denied").stance == "denied"
    place = correct(claim, "place", '{"name": "Southport", "country": "XX", "lat": 1.5}').place
    assert place is not None
    assert (place.span.text, place.name, place.country, place.lat, place.basis) == (
        "Northport", "Southport", "XX", 1.5, "decision",
    )  # fmt: skip
    when = correct(claim, "when", "2022-03-01/2022-03-02").when
    assert when is not None
    assert (when.span, when.precision, when.basis) == (NOWHERE, "interval", "decision")
    figure = correct(claim, "figure", "1,002").figure
    assert figure is not None
    assert (figure.low, figure.high, figure.span.text) == (1002, 1002, "26")
    figure = correct(claim, "figure", '{"low": 2, "high": null, "form": "at_least"}').figure
    assert figure is not None
    assert (figure.low, figure.high, figure.measure) == (2, None, "killed")
    assert correct(claim, "target", "dockers").target == Who(NOWHERE, "dockers")
    assert correct(claim, "place", None).place is None


def test_the_chain_of_claimants_is_corrected_as_a_whole(claim: Claim) -> None:
    assert correct(claim, "says", None).says == ()
    assert [w.name for w in correct(claim, "says", "mayor").says] == ["mayor"]
    longer = correct(claim, "says", '["harbour office", "State radio"]').says
    assert longer == (claim.says[0], Who(NOWHERE, "State radio"))


def test_a_correction_makes_a_claim_sure(claim: Claim) -> None:
    done = apply(claim, [_decision("correct", "c1", slot="place", value="Southport")])
    assert done is not None
    assert (done.id, done.score) == ("c1", 1.0)


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("quote", "x"), ("kind", None), ("kind", "party"), ("stance", "sung"), ("when", "soon"), ("figure", "many"),
        ("figure", '{"low": 9, "high": 3}'), ("figure", '{"size": 9}'), ("figure", "{"), ("place", '{"country": "XX"}'),
        ("place", '{"name": "X", "precision": "vague"}'), ("says", "[1]"), ("says", "["),
        ("figure", '{"low": "9"}'), ("figure", '{"additive": 1}'), ("place", '{"name": "X", "lat": "north"}'),
        ("actor", '{"name": ""}'),
        ("target", '{"name": "X", "candidates": [1]}'), ("actor", '{"span": 1, "name": "X"}'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(claim: Claim, slot: str, value: str | None) -> None:
    with pytest.raises(FormatError):
        correct(claim, slot, value)


def test_a_figure_without_words_cannot_be_given(claim: Claim) -> None:
    with pytest.raises(FormatError, match="needs words"):
        correct(replace(claim, figure=None), "figure", "3")
