"""Made texts: filled, without marks, and labelled where their words stand."""

from __future__ import annotations

import random
from dataclasses import replace

from train.example import NONE
from train.made import _text, filled, marked, texts

from sayso.core.kinds import KINDS


def test_a_sentence_is_labelled_where_its_words_stand() -> None:
    line = marked(
        "<s|the army> said <q1|<n1:killed:total|up to 9> <o1|guards> were <t1:kill:hedged|killed>>."
    )
    report, notes = _text("m", [line], random.Random(0))
    assert report.text == "The army said up to 9 guards were killed."
    ((start, end, kind),) = notes.layers["trigger"]
    assert (report.text[start:end], kind) == ("killed", "kill")
    ((a, b, measure),) = notes.layers["count"]
    assert (report.text[a:b], measure) == ("up to 9", "killed")
    links = {
        (role, answer if answer == NONE else report.text[slice(*answer[0][0])])
        for _, role, answer in notes.links
    }
    assert links == {
        ("says", "The army"), ("relay", NONE), ("target", "guards"), ("quote", "up to 9 guards were killed"),
        ("trigger", "killed"), ("of", "guards"),
    }  # fmt: skip
    assert (start, "stance", "hedged") in notes.points
    assert [tagger for _, tagger, _ in notes.points] == ["stance"]  # a lone sentence does not tell the scope


def test_those_who_act_are_the_actor() -> None:
    line = marked("<q1|<n1:attackers|40> <o1|gunmen> <t1:attack|raided> <g1|the port>>, <s|the mayor> said.")
    report, notes = _text("m", [line], random.Random(0))
    roles = {r: report.text[slice(*a[0][0])] for _, r, a in notes.links if a != NONE}
    assert (roles["actor"], roles["target"], roles["of"]) == ("gunmen", "the port", "gunmen")


def test_every_text_is_filled_and_every_number_has_its_happening() -> None:
    for report, notes in texts(300, random.Random(2)):
        assert not set("<>{}|") & set(report.text)
        assert {k for _, _, k in notes.layers["trigger"]} <= set(KINDS)
        numbers = {s for s, _, _ in notes.layers["count"]}
        assert {at for at, role, _ in notes.links if role == "trigger"} == numbers


def test_a_vague_number_takes_its_of() -> None:
    vague = {filled("<n1:killed|hundreds> <o1|{people}>", random.Random(i)).split(">")[1] for i in range(5)}
    assert vague == {" of <o1|" + v.split("|")[1] for v in vague}


def test_a_happening_tells_all_its_parties() -> None:
    line = replace(marked("<q1|<g1|the port> was <t1:restrict|closed> in <p1|Osk>>."), whole=True)
    _, notes = _text("m", [line], random.Random(0))
    assert [answer for _, role, answer in notes.links if role == "actor"] == [NONE]
    assert sum(role == "target" for _, role, _ in notes.links) == 1
    _, silent = _text("m", [marked("<q1|<g1|the port> was <t1:restrict|closed>>.")], random.Random(0))
    assert not any(role == "actor" for _, role, _ in silent.links)


def test_every_kind_is_told_and_some_sentences_tell_nothing() -> None:
    made = list(texts(900, random.Random(3)))
    assert {k for _, notes in made for _, _, k in notes.layers["trigger"]} == set(KINDS)
    assert not any("  " in report.text or " ." in report.text for report, _ in made)
