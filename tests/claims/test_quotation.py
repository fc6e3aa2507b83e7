"""Who speaks a quotation."""

import pytest

from sayso.claims.choices import Choices
from sayso.claims.quotation import quotations

SPEECH = (
    'Nobody may leave, the mayor said. "The bridge is closed. Two ferries were seized this morning," she said.\n'
    '"Those who crossed were arrested. They will be charged next week."\n'
    "A shop burned in the old town."
)


def names(claim):
    return [w.name for w in claim.says]


def test_quotations_are_whole_and_long_enough():
    text = 'The "armed bandits" fled. “We saw them go down to the river at dawn,” he said. "A mark too many.'
    assert [text[a:b] for a, b in quotations(text)] == ["We saw them go down to the river at dawn,"]


def test_a_paragraph_may_leave_a_speech_open():
    text = '"We saw them go down to the river.\n"Then they burned the bridge behind them."'
    assert [text[a:b] for a, b in quotations(text)] == [
        "We saw them go down to the river.",
        "Then they burned the bridge behind them.",
    ]


def test_all_of_a_quotation_is_on_its_speakers_word(desk):
    d = desk(SPEECH)
    d.hears("she", "said", "Two ferries were seized this morning")
    d.sees("seized", "seize")
    d.sees("arrested", "arrest")
    d.sees("burned", "destroy")
    said = {c.kind: names(c) for c in d.claims()}
    assert said == {"seize": ["she"], "arrest": ["she"], "destroy": []}


def test_the_next_paragraph_may_be_somebody_elses(desk):
    d = desk(SPEECH.replace('week."', 'week," the captain said.'))
    d.hears("she", "said", "Two ferries were seized this morning")
    d.hears("the captain", "said", "Those who crossed were arrested. They will be charged next week")
    d.sees("arrested", "arrest")
    assert names(d.claims()[0]) == ["the captain"]


@pytest.mark.parametrize("on", [True, False])
def test_it_can_be_left_out(desk, on):
    d = desk(SPEECH)
    d.hears("she", "said", "The bridge is closed. Two ferries were seized")
    d.sees("arrested", "arrest")
    assert names(d.claims(Choices(says_by_quotation=on))[0]) == (["she"] if on else [])
