"""Days and places outside of an event's window, on made-up numbers: two windows of one report."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from sayso.core.reading import Chances, Event, Mention
from sayso.core.report import Part, Report
from sayso.reader.beyond import Glance, glances, landmarks, look_beyond
from sayso.reader.decode import distance_bucket, pointers
from sayso.reader.encoder import Seen
from sayso.reader.labels import ROLES
from sayso.reader.windows import Window

TEXT = "On Friday a mill in Lom burned. Later two men died there."
REPORT = Report("r", TEXT, (Part("body", 0, len(TEXT)),), published="2023-05-02")
WIDTH = 4
NEAR = np.zeros((len(ROLES), 2, 33), dtype=np.float32)
NONE = np.zeros((len(ROLES), 2, 2), dtype=np.float32)
SECOND = TEXT.index("Later")
TIME = ROLES.index("time")


def view(first: int, last: int) -> Seen:
    """A window of the words between two characters, all fresh."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+", TEXT) if first <= m.start() < last]
    starts = [-1, *(s for s, _ in words), -1]
    ends = [-1, *(e for _, e in words), -1]
    window = Window([1] * len(starts), [0] * len(starts), starts, ends, [s >= 0 for s in starts])
    return Seen(window, {}, np.zeros((len(starts), len(ROLES), 3, WIDTH), dtype=np.float32))


def piece(seen: Seen, word: str) -> int:
    return seen.window.starts.index(TEXT.index(word))


def mention(word: str, kind: str) -> Mention:
    at = TEXT.index(word)
    return Mention(REPORT.cut(at, at + len(word)), kind)


def event(word: str, none: float = 0.9) -> Event:
    at = TEXT.index(word)
    chances = Chances((), none, 1 - none)
    return Event(REPORT.cut(at, at + len(word)), "kill", time=chances, place=chances)


def glance(seen: Seen, word: str, before: int) -> Glance:
    at = piece(seen, word)
    logs = pointers(seen, ("time", "place"), [at], NEAR, NONE)[0]
    return glances(REPORT, seen, [(at, logs)], NEAR, NONE, before)[0]


@pytest.fixture
def two() -> tuple[Seen, Seen]:
    """Two windows; "died" in the second looks for words like "Friday" in the first, and thinks little of its own."""
    first, second = view(0, SECOND), view(SECOND, len(TEXT))
    second.points[piece(second, "died"), TIME, 0] = 4.0
    second.points[0, TIME, 1:] = 1.0
    first.points[piece(first, "Friday"), TIME, 1:] = 2.0
    first.points[piece(first, "Lom"), TIME, 1:] = -2.0
    return first, second


def test_a_day_of_another_window_is_pointed_at(two: tuple[Seen, Seen]) -> None:
    first, second = two
    marks = landmarks(first, [mention("Friday", "time"), mention("Lom", "place")], 0)
    assert [(m.role, m.at) for m in marks] == [("time", 2), ("place", 6)]
    (found,) = look_beyond([(event("died"), glance(second, "died", 7))], marks, NEAR)
    assert found.time is not None
    friday = found.time.of(mention("Friday", "time").span)
    assert friday > 0.3
    assert found.time.none + found.time.other + friday == pytest.approx(1)
    assert found.time.none / found.time.other == pytest.approx(9)


def test_what_the_keys_do_not_fit_stays_unlikely(two: tuple[Seen, Seen]) -> None:
    first, second = two
    marks = landmarks(first, [mention("Lom", "time")], 0)
    (found,) = look_beyond([(event("died"), glance(second, "died", 7))], marks, NEAR)
    assert found.time == Chances((), 0.9, pytest.approx(0.1))


def test_words_within_the_window_are_left_to_the_pointer(two: tuple[Seen, Seen]) -> None:
    first, _ = two
    first.points[piece(first, "burned"), TIME, 0] = 4.0
    marks = landmarks(first, [mention("Friday", "time")], 0)
    before = event("burned")
    assert look_beyond([(before, glance(first, "burned", 0))], marks, NEAR) == [before]


def test_distance_counts_over_windows(two: tuple[Seen, Seen]) -> None:
    first, second = two
    look, marks = glance(second, "died", 7), landmarks(first, [mention("Friday", "time")], 0)
    assert (look.at, marks[0].at) == (11, 2)
    near = NEAR.copy()
    near[TIME, :, distance_bucket(-9)] = -9.0
    (plain,) = look_beyond([(event("died"), look)], marks, NEAR)
    (farther,) = look_beyond([(event("died"), look)], marks, near)
    assert plain.time is not None
    assert farther.time is not None
    assert farther.time.of(marks[0].span) < plain.time.of(marks[0].span)


def test_a_reader_that_does_not_weigh_is_left_alone(two: tuple[Seen, Seen]) -> None:
    first, second = two
    bare = replace(event("died"), time=None, place=None)
    marks = landmarks(first, [mention("Friday", "time")], 0)
    assert look_beyond([(bare, glance(second, "died", 7))], marks, NEAR) == [bare]
