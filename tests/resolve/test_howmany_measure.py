"""What numbers measure, who is counted, and whether they run over several incidents."""

from __future__ import annotations

import pytest

from sayso.core.figure import MEASURES
from sayso.core.kinds import KINDS
from sayso.resolve.howmany import quantities
from sayso.resolve.howmany_measure import measure_for
from sayso.resolve.howmany_nouns import counted, head
from sayso.resolve.howmany_scope import scope_for
from sayso.resolve.howmany_words import read_words


@pytest.mark.parametrize(
    ("kind", "trigger", "noun", "text", "measure"),
    [
        ("kill", "killed", "people", "The blast killed 12 people", "killed"),
        ("kill", "dead", None, "left 12 dead", "killed"),
        ("injure", "wounded", "people", "12 people were wounded", "injured"),
        ("arrest", "detained", "protesters", "Police detained 12 protesters", "arrested"),
        ("flee", "fled", "villagers", "12 villagers fled", "displaced"),
        ("expel", "deported", "workers", "12 workers were deported", "displaced"),
        ("protest", "rallied", "students", "12 students rallied", "crowd"),
        ("deploy", "sent", "soldiers", "12 soldiers were sent", "deployed"),
        ("charge", "sentenced", "activists", "12 activists were sentenced", "sentenced"),
        ("destroy", "burned", "houses", "12 houses burned", "destroyed"),
        ("bomb", "blew", "suicide bombers", "12 suicide bombers blew themselves up", "attackers"),
        ("attack", "stormed", "gunmen", "The bank was stormed by 12 gunmen", "attackers"),
        ("attack", "beaten", "shoppers", "Thugs had beaten 12 shoppers", "injured"),
        ("bomb", "firing", "warships", "Two warships were firing on the port", "deployed"),
        ("bomb", "shelled", "houses", "The army shelled 12 houses", "destroyed"),
        ("market", "rose", "prices", "12 prices rose", None),
        ("outage", "cut", "towns", "12 towns were cut off", None),
    ],
)
def test_measure(kind: str, trigger: str, noun: str | None, text: str, measure: str | None) -> None:
    assert measure_for(kind, trigger, noun, text) == measure


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("noun", [None, "people", "gunmen", "houses", "attacks", "things unknown"])
def test_every_kind_has_a_known_measure_or_none(kind: str, noun: str | None) -> None:
    assert measure_for(kind, "x", noun, f"x {noun}") in (None, *MEASURES)


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("people", "CVL"), ("civilians", "CVL"), ("children", "CVL"), ("soldiers", "MIL"), ("police officers", "COP"),
        ("police and national guard servicemembers", "COP"), ("rebel commanders", "REB"), ("militants", "REB"),
        ("protesters", "OPP"), ("journalists", "MED"), ("lawmakers", "LEG"), ("judges", "JUD"), ("aid workers", "CVL"),
        ("gunmen", "REB"), ("armed criminals", "CRM"), ("houses", "building"), ("buses", "vehicle"),
        ("warships", "craft"), ("members of the security forces", "CVL"), ("fishermen", "CVL"), ("zorblats", None),
        ("", None), (None, None),
    ],
)  # fmt: skip
def test_who_is_counted(noun: str | None, sector: str | None) -> None:
    assert counted(noun) == sector


@pytest.mark.parametrize(
    ("noun", "word"),
    [
        ("women", "woman"),
        ("armed men", "man"),
        ("members of the guard", "member"),
        ("others12", "others12"),
        ("...", ""),
    ],
)
def test_head(noun: str, word: str) -> None:
    assert head(noun) == word


@pytest.mark.parametrize(
    ("text", "kind", "scope"),
    [
        ("A car bomb killed 12 people on Monday.", "kill", "event"),
        ("A man was shot dead in the market.", "kill", "event"),
        ("The explosion wounded at least 30 workers.", "injure", "event"),
        ("Thousands rallied in the capital on Friday.", "protest", "event"),
        ("More than 3,700 people have been arrested since the unrest began.", "arrest", "total"),
        ("The war has killed more than 200,000 people.", "kill", "total"),
        ("Air strikes across the province have killed 240 civilians in the past week.", "kill", "total"),
        ("A total of 54 people died in attacks throughout the country over three days.", "kill", "total"),
        ("So far, 400 homes have been destroyed in the fighting.", "destroy", "total"),
    ],
)
def test_scope(text: str, kind: str, scope: str) -> None:
    assert scope_for(text, quantities(text)[0], kind) == scope


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("the driver", (1, 1)), ("a man and his wife", (2, 2)), ("two officers and a driver", (3, 3)),
        ("at least 12", (12, None)), ("as many as five", (None, 5)), ("dozens more", (None, None)),
        ("a third", (1, 1)), ("watchman", (1, 1)), ("large numbers", (None, None)),
        ("between 50-60", (50, 60)), ("eighty others", (80, 80)), ("A total of 21", (21, 21)),
    ],
)  # fmt: skip
def test_words_of_a_figure(words: str, bounds: tuple[int | None, int | None]) -> None:
    read = read_words(words)
    assert read is not None
    assert (read.low, read.high) == bounds
    assert read.span.text == words


@pytest.mark.parametrize("words", ["", "   ", "she", "quickly"])
def test_words_without_a_number(words: str) -> None:
    assert read_words(words) is None
