"""Labels without text: what is kept leads back to the claim; texts are cut and put into case as when labelled."""

from __future__ import annotations

import json

import pytest
from train.example import NONE
from train.sets import claim_notes, report_of
from train.truecase import Cases

from train import further

TEXT = "Police in Almaty said 12 people were held on Friday. The city hall confirmed it."


def claim() -> dict[str, object]:
    return {
        "quote": "12 people were held on Friday",
        "start": 22,
        "end": 51,
        "trigger": "held",
        "trigger_start": 37,
        "trigger_end": 41,
        "kind": "arrest",
        "actor": None,
        "target": "people",
        "place": "Almaty, Kazakhstan",
        "when": "2022-01-07",
        "figure": {
            "text": "12",
            "low": 12,
            "high": 12,
            "measure": "arrested",
            "of": "people",
            "scope": "event",
        },
        "says": ["Police in Almaty", "?"],
        "stance": "asserted",
    }


def test_a_claim_is_kept_without_the_words_of_its_text_and_comes_back_whole() -> None:
    kept = further.bare(claim(), TEXT)
    assert further.whole(json.loads(json.dumps(kept)), TEXT) == claim()
    assert kept["quote"] == [22, 51]
    assert kept["says"] == [[0, 16], "?"]
    assert "people" not in json.dumps(kept)


def test_the_words_that_date_a_claim_come_back_also_where_none_do() -> None:
    for words in ([45, 51], None):
        dated = claim() | {"time": words}
        assert further.whole(further.bare(dated, TEXT), TEXT) == dated


def test_told_words_teach_the_pointer_also_in_a_text_whose_day_is_not_known() -> None:
    report = report_of({"id": "a", "text": TEXT})
    for words, answer in (([45, 51], [[(45, 51)]]), (None, NONE)):
        notes = claim_notes(report, [claim() | {"time": words}])
        assert (37, "time", answer) in notes.links
    assert "time" not in {role for _, role, _ in claim_notes(report, [claim()]).links}


def test_a_claim_without_a_figure_comes_back_whole() -> None:
    plain = claim() | {"figure": None}
    assert further.whole(further.bare(plain, TEXT), TEXT) == plain


def test_a_long_text_ends_with_the_sentence_of_its_300th_word() -> None:
    text = " ".join(["One two three four five six seven."] * 60)
    short = further.shortened(text)
    assert len(short.split()) == 301
    assert short.endswith("seven.")
    assert further.shortened(short) == short


def test_a_text_without_sentences_is_cut_at_its_330th_word() -> None:
    assert len(further.shortened("word " * 400).split()) == 330


def test_words_get_the_case_that_they_mostly_have() -> None:
    cases = Cases(["They met in Lima and in Lima again, near the river.", "Then the Army left Lima."])
    assert cases.restored("the river near lima's port; the fmln met usulutan men") == (
        "the river near Lima's Port; the FMLN met Usulutan men"
    )


@pytest.mark.skipif(not (further.SHARED / "data/tdg/train.txt").is_file(), reason="../shared/data is absent")
def test_the_labelled_texts_are_those_of_the_sets() -> None:
    train, check = list(further.rows("train")), list(further.rows("check"))
    assert len(train) > len(check) > 100
    assert not {row["text"] for row in train} & {row["text"] for row in check}
    for row in [*train, *check]:
        for found in row["claims"]:
            assert row["text"][found["trigger_start"] : found["trigger_end"]] == found["trigger"]
            assert found["start"] <= found["trigger_start"] < found["trigger_end"] <= found["end"]
