"""Variants of labelled texts: other words, the same labels on them."""

from __future__ import annotations

import random

from train.example import NONE, Notes
from train.vary import alike, varied

from sayso.core.report import Part, Report

TEXT = "Raid in Delta\n\nTroops abducted nine men in Port Harcourt on Monday. Two guards were killed, police said."
TITLE = len("Raid in Delta")


def _at(word: str) -> tuple[int, int]:
    start = TEXT.index(word)
    return start, start + len(word)


def _pair() -> tuple[Report, Notes]:
    notes = Notes({"trigger": [(*_at("abducted"), "abduct"), (*_at("killed"), "kill")]})
    notes.points.append((_at("killed")[0], "stance", "asserted"))
    notes.links += [(_at("abducted")[0], "place", [[_at("Port Harcourt")]])]
    notes.links += [(_at("killed")[0], "says", [[_at("police")]]), (_at("killed")[0], "actor", NONE)]
    parts = (Part("title", 0, TITLE), Part("body", TITLE + 2, len(TEXT)))
    return Report("r", TEXT, parts, title="Raid in Delta"), notes


def test_words_change_and_every_label_stays_on_its_words() -> None:
    report, notes = varied(_pair(), random.Random(1), share=1.0)
    (a, b, first), (c, d, second) = notes.layers["trigger"]
    assert (first, second) == ("abduct", "kill")
    assert report.text[a:b] in alike()["abduct", "abducted"]
    assert report.text[c:d] in alike()["kill", "killed"]
    assert notes.points == [(c, "stance", "asserted")]
    (_, _, [[(s, e)]]), (anchor, _, [[(x, y)]]), (_, _, none) = notes.links
    assert report.text[s:e] == "Port Harcourt"
    assert (anchor, report.text[x:y], none) == (c, "police", NONE)
    assert report.parts[-1].end == len(report.text)
    assert report.text.startswith("Raid in Delta\n\nTroops ")


def test_without_known_words_nothing_changes() -> None:
    pair = Report("r", "It rained.", (Part("body", 0, 10),)), Notes({"trigger": [(3, 9, "hazard")]})
    assert varied(pair, random.Random(1), share=1.0) is pair


def test_letter_case_is_kept() -> None:
    report = Report("r", "KILLED: two. Arrested: nine.", (Part("body", 0, 28),))
    notes = Notes({"trigger": [(0, 6, "kill"), (13, 21, "arrest")]})
    made, labels = varied((report, notes), random.Random(2), share=1.0)
    first, second = (made.text[s:e] for s, e, _ in labels.layers["trigger"])
    assert first.isupper()
    assert second[0].isupper()
    assert second[1:].islower()


def test_every_group_has_words_of_the_same_form_and_a_known_kind() -> None:
    from sayso.core.kinds import KINDS

    assert {kind for kind, _ in alike()} <= set(KINDS)
    assert all(others for others in alike().values())
