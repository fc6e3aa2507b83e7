"""The reader in the package, on sentences of our own."""

from __future__ import annotations

import pytest

from sayso.core.report import Part, Report
from sayso.reader.decode import Piece
from sayso.reader.encoder import AHEAD
from sayso.reader.learned import MOSTLY, UNSURE, LearnedReader, _counted, by_its_word, calibrated
from sayso.reader.lexicon import trigger_words
from sayso.reader.windows import Window

FLOOD = (
    "River bursts its banks\n\nAt least 14 people were killed when the Arve burst its banks on Monday, "
    "the interior ministry said. "
    "Another 30 were injured, according to a hospital spokeswoman.\n\nPolice arrested two men on suspicion of looting."
)
ATTACK = (
    "Gunmen attacked a convoy near the border on Tuesday, killing three soldiers, the army said in a statement. "
    "The rebels denied that their fighters had taken part."
)


def report(text: str, name: str = "r") -> Report:
    return Report(name, text, (Part("body", 0, len(text)),), published="2023-05-02")


@pytest.fixture(scope="module")
def reader() -> LearnedReader:
    return LearnedReader()


def test_it_finds_events_numbers_and_claimants(reader: LearnedReader) -> None:
    (reading,) = reader.read([report(FLOOD)])
    killed = next(e for e in reading.events if e.kind == "kill")
    assert [c.span.text for c in killed.counts] == ["At least 14"]
    assert killed.counts[0].measure == "killed"
    assert any(s.span is not None and "interior ministry" in s.span.text for s in killed.says)
    assert {"injure", "arrest"} <= {e.kind for e in reading.events}


def test_it_finds_who_says_what(reader: LearnedReader) -> None:
    (reading,) = reader.read([report(ATTACK)])
    said = [a for a in reading.attributions if any("said" in c.text for c in a.cue)]
    assert said
    assert "army" in said[0].source[0].text
    assert reading.model.startswith("learned-")


def test_a_reading_does_not_depend_on_its_neighbours(reader: LearnedReader) -> None:
    (alone,) = reader.read([report(ATTACK)])
    _, among, _ = reader.read([report(FLOOD, "a"), report(ATTACK), report(FLOOD * 5, "b")])
    assert alone == among
    assert list(LearnedReader(threads=1).read([report(ATTACK)])) == [alone]


def test_a_reading_comes_before_the_reports_behind_it_are_seen(
    reader: LearnedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Window] = []
    one = reader.encoder._one
    monkeypatch.setattr(reader.encoder, "_one", lambda window: (begun.append(window), one(window))[1])
    readings = reader.read([report(ATTACK, str(i)) for i in range(100)])
    assert next(readings).events
    assert len(begun) <= AHEAD * reader.encoder.threads + 2  # and no more views are held than that
    assert len(list(readings)) == 99


def test_a_long_report_is_read_to_its_end(reader: LearnedReader) -> None:
    text = "\n\n".join([ATTACK] * 60)
    (reading,) = reader.read([report(text)])
    assert max(e.trigger.start for e in reading.events) > len(text) - len(ATTACK)


def test_nothing_to_read(reader: LearnedReader) -> None:
    empty = Report("r", "x", (Part("noise", 0, 1),))
    assert [r.events for r in reader.read([empty])] == [()]
    assert list(reader.read([])) == []


def test_calibration_is_monotone_and_bounded() -> None:
    values = [calibrated(p, 0.7, -0.3) for p in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert values == sorted(values)
    assert 0 < values[0] < values[-1] < 1
    assert calibrated(0.3, 1, 0) == pytest.approx(0.3)


@pytest.mark.parametrize(
    "text", [FLOOD, ATTACK, "Rebels repelled an incursion; the re-detained men were mistreated in Zhanaozen."]
)
def test_no_span_begins_or_ends_within_a_word(reader: LearnedReader, text: str) -> None:
    (reading,) = reader.read([report(text)])
    places = {
        a.span for e in reading.events for a in e.arguments if a.role == "place"
    }  # "Kenya" in "Kenyan" is one
    for span in set(reading.spans()) - places:
        assert not (text[span.start - 1 : span.start].isalnum() and text[span.start].isalnum()), span
        assert not (text[span.end - 1].isalnum() and text[span.end : span.end + 1].isalnum()), span


def test_a_word_that_names_one_kind_is_believed_where_the_network_is_unsure(reader: LearnedReader) -> None:
    (reading,) = reader.read(
        [report("Detentions rise to 4,404 in a day\n\nThe ministry counts them at 4,404.")]
    )
    assert {e.kind for e in reading.events} == {"arrest"}
    assert {n.span.text for e in reading.events for n in e.counts} == {"4,404"}


def test_a_word_is_believed_only_where_it_mostly_names_its_kind_and_the_network_is_unsure() -> None:
    kind, share = trigger_words()["detention"]
    assert (kind, share >= MOSTLY) == ("arrest", True)
    unsure, sure = Piece(1, 1, "kill", UNSURE - 0.1), Piece(1, 1, "kill", UNSURE)
    assert by_its_word(unsure, "Detentions").label == "arrest"
    assert by_its_word(sure, "detention").label == "kill"
    assert by_its_word(unsure, "no such word").label == "kill"
    rare = next(
        w for w, (k, s) in trigger_words().items() if s < MOSTLY and k != "kill" and not w.endswith("s")
    )
    assert by_its_word(unsure, rare).label == "kill"


def test_a_number_belongs_to_its_own_sentence(reader: LearnedReader) -> None:
    listed = "The health office published its list.\n\nKilled: 31\n\nInjured: 206\n\nMissing: 12"
    (reading,) = reader.read([report(listed)])
    for event in reading.events:
        for count in event.counts:
            between = sorted((event.trigger.end, count.span.start))
            assert "\n" not in listed[slice(*between)]
    assert {c.span.text for e in reading.events for c in e.counts} >= {"31", "206"}


@pytest.mark.parametrize(
    ("kind", "sure", "measure", "number", "expected"),
    [
        ("kill", 0.9, "killed", 0.9, "kill"),  # they go together
        ("bomb", 0.9, "attackers", 0.4, "bomb"),  # two suicide bombers
        (
            "kill",
            0.9,
            "injured",
            0.6,
            "kill",
        ),  # a killing counts the killed, whatever its number was taken for
        ("seize", 0.6, "arrested", 0.8, "arrest"),  # captured 13 suspects
        ("seize", 0.6, "destroyed", 0.3, None),  # freed several areas
    ],
)
def test_a_number_goes_with_what_it_can_count(
    kind: str, sure: float, measure: str, number: float, expected: str | None
) -> None:
    told = _counted(Piece(3, 3, kind, sure), Piece(1, 1, measure, number))
    assert (told and told.label) == expected
