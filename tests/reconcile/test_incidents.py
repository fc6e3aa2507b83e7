"""Incidents of the example and of made-up claims: put together, kept apart, one within another; any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from bench.reconcile_incidents import rows
from bench.scale_data import many

from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.incident import Incident
from sayso.core.report import Report
from sayso.core.span import NOWHERE
from sayso.core.when import When, precision_of
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.reconcile.incidents import _joined, _mentions, _pairs, clusters, incidents
from sayso.reconcile.score import Mention, kilometres, mention, score
from sayso.reconcile.world import world

Made = Callable[..., Report]


def _coded(
    report: Made, sentence: str, trigger: str, kind: str, day: str, place: str, target: str
) -> CodedReport:
    made = report(f"News of {day}\n\n{sentence}", day[-10:])
    start = made.text.index(sentence)
    quote = made.cut(start, start + len(sentence))
    at = made.text.index(trigger, start)
    word = made.cut(at, at + len(trigger))
    claim = Claim(
        make_id(made.id, kind, word, None, ()),
        kind,
        quote,
        word,
        target=Who(NOWHERE, target),
        place=Where(NOWHERE, place, precision="populated" if "," in place else "country"),
        when=When(NOWHERE, day, precision_of(day)),
    )
    return CodedReport(made, (claim,))


def _groups(found: tuple[Incident, ...]) -> list[int]:
    return sorted(len(i.claims) for i in found)


def test_two_tellings_of_one_attack_are_one_incident(report: Made) -> None:
    a = _coded(
        report,
        "Gunmen attacked a market in Osk.",
        "attacked",
        "attack",
        "2030-05-01",
        "Osk, Arland",
        "a market",
    )
    b = _coded(
        report, "The attack on Osk market.", "attack", "attack", "2030-05-01", "Osk, Arland", "Osk market"
    )
    (one,) = incidents([a, b])
    assert one.reports == 2
    assert one.day == "2030-05-01"
    assert "trigger" in one.because


def test_other_day_place_or_kind_is_another_incident(report: Made) -> None:
    a = _coded(
        report,
        "Gunmen attacked a market in Osk.",
        "attacked",
        "attack",
        "2030-05-01",
        "Osk, Arland",
        "a market",
    )
    day = _coded(
        report,
        "Gunmen attacked a market in Osk.",
        "attacked",
        "attack",
        "2030-05-06",
        "Osk, Arland",
        "a market",
    )
    place = _coded(
        report, "Men attacked a market in Tel.", "attacked", "attack", "2030-05-01", "Tel, Arland", "a market"
    )
    kind = _coded(report, "They met in Osk.", "met", "meet", "2030-05-01", "Osk, Arland", "a market")
    assert _groups(incidents([a, day, place, kind])) == [1, 1, 1, 1]


def test_a_day_of_violence_lies_within_a_week_of_unrest(report: Made) -> None:
    week = _coded(report, "Riots shook Arland.", "Riots", "riot", "2030-05-01/2030-05-07", "Arland", "Arland")
    day = _coded(
        report,
        "Gunmen attacked a market in Osk.",
        "attacked",
        "attack",
        "2030-05-03",
        "Osk, Arland",
        "a market",
    )
    meeting = _coded(report, "They met in Osk.", "met", "meet", "2030-05-03", "Osk, Arland", "them")
    found = {i.kinds[0]: i for i in incidents([week, day, meeting])}
    assert found["attack"].inside == found["riot"].id
    assert found["riot"].inside is None
    assert found["meet"].inside is None


def test_example_keeps_taking_and_retaking_of_the_airport_apart(example: dict[str, CodedReport]) -> None:
    quotes = {c.id: c.quote.text for each in example.values() for c in each.claims}
    found = [{quotes[c] for c in i.claims} for i in incidents(example.values())]
    taken = next(g for g in found if "Protesters who took Almaty airport on Wednesday" in g)
    retaken = next(g for g in found if "Almaty airport was retaken on 6 January" in g)
    assert "Almaty airport, overrun by protesters on Wednesday" in taken
    assert "was taken back on Thursday" in retaken
    assert taken is not retaken
    zhanaozen = [g for g in found if any("Zhanaozen" in q for q in g)]
    assert len(zhanaozen) == 1


def test_each_claim_is_in_one_incident_and_order_does_not_matter(example: dict[str, CodedReport]) -> None:
    coded = list(example.values())
    expected = incidents(coded)
    claims = [c for i in expected for c in i.claims]
    assert len(claims) == len(set(claims)) > 40
    random.Random(3).shuffle(coded)
    assert incidents(coded) == expected


def test_distance() -> None:
    assert abs(kilometres(43.25, 76.9, 51.13, 71.43) - 970) < 15
    assert kilometres(10, 20, 10, 20) == 0


def test_a_crowded_block_leaves_nobody_uncompared(report: Made) -> None:
    coded = [
        _coded(
            report,
            f"Gunmen attacked number {n} street.",
            "attacked",
            "attack",
            "2030-05-01",
            "Osk, Arland",
            "a street",
        )
        for n in range(400)
    ]
    mentions = [mention(c.claims[0], c.report, {}) for c in coded]
    compared = {i for pair in _pairs(mentions) for i in pair}
    assert compared == set(range(400))
    assert len(_pairs(mentions)) < 400 * 399 / 2


def test_disowned_counts_and_counts_of_many_days_are_no_incidents(one: Callable[..., CodedReport]) -> None:
    killed = one("A bomb killed 31 in Osk.", "31", "", scope="event", place="Osk, Arland", when="2030-05-01")
    week = one("164 died in the past week.", "164", "", scope="event", when="2030-04-24/2030-05-01")
    gone = one("The 52 dead of Osk were a technical error.", "52", "", scope="event", place="Osk, Arland")
    found = incidents([killed, week, gone])
    assert [i.claims for i in found] == [(killed.claims[0].id,)]


def test_one_country_and_one_word_alone_do_not_make_one_incident(report: Made) -> None:
    def undated(sentence: str, target: str) -> CodedReport:
        coded = _coded(report, sentence, "attacked", "attack", "2030-05-01", "Arland", target)
        bare = replace(coded.report, published=None)
        return CodedReport(bare, tuple(replace(c, when=None) for c in coded.claims))

    assert (
        len(
            incidents(
                [undated("Gunmen attacked a bus.", "a bus"), undated("They attacked a yacht.", "a yacht")]
            )
        )
        == 2
    )


def _plainly(
    mentions: list[Mention], threshold: float, decided: dict[frozenset[str], bool]
) -> list[list[str]]:
    """The clusters by their definition, each mean in full."""
    ids = [m.claim.id for m in mentions]

    def like(a: int, b: int) -> float:
        return score(mentions[a], mentions[b]).score

    def order(pair: tuple[int, int]) -> tuple[bool, float, list[str]]:
        names = sorted((ids[pair[0]], ids[pair[1]]))
        return (not decided.get(frozenset(names), False), -like(*pair), names)

    groups = [[i] for i in range(len(ids))]
    for a, b in sorted(_pairs(mentions) | _joined(ids, decided), key=order):
        one, two = (next(g for g in groups if i in g) for i in (a, b))
        told = decided.get(frozenset((ids[a], ids[b])), False)
        links = [like(x, y) for x in one for y in two]
        fits = like(a, b) >= threshold and min(links) > 0 and sum(links) / len(links) >= 0.9 * threshold
        apart = any(decided.get(frozenset((ids[x], ids[y]))) is False for x in one for y in two)
        if one is not two and not apart and (told or fits):
            groups.remove(two)
            one += two
    return sorted(sorted(ids[i] for i in g) for g in groups)


@pytest.mark.parametrize("seed", range(3))
def test_clusters_are_those_of_their_definition(seed: int) -> None:
    mentions = _mentions(world(many(70)))
    ids, draw = [m.claim.id for m in mentions], random.Random(seed)
    pairs = draw.sample(sorted(_pairs(mentions)), 30)
    pairs += [(a, b) for a, b in (draw.sample(range(len(ids)), 2) for _ in range(10))]
    decided = {frozenset((ids[a], ids[b])): draw.random() < 0.5 for a, b in pairs} if seed else {}
    found = sorted(sorted(ids[i] for i in g) for g in clusters(mentions, 0.66, decided))
    assert found == _plainly(mentions, 0.66, decided)


def test_example_makes_the_incidents_of_its_sidecar(example: dict[str, CodedReport]) -> None:
    found = {measure: value for measure, value, _ in rows(world(example.values()), example)}
    assert found["B3"] >= 90
    assert found["CoNLL"] >= 85
