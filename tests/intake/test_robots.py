"""Rules of robots.txt: whom they let in, how long they count, and what counts while a server fails."""

import pytest

from sayso.intake.robots import CLOSED_S, KEPT_S, failing, said

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /news", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: sayso\nDisallow:", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: SAYSO\nDisallow: /", False),
        ("\x00\xff<html>not rules</html>", True),
    ],
)
def test_what_is_allowed(text: str, allowed: bool) -> None:
    assert said(text, NOW).allows("https://wire.example/news/1") is allowed


def test_a_pause_is_granted_up_to_half_a_minute() -> None:
    assert said("User-agent: *\nCrawl-delay: 7", NOW).pause_s == 7
    assert said("User-agent: *\nCrawl-delay: 4000", NOW).pause_s == 30
    assert said("User-agent: *\nCrawl-delay: soon", NOW).pause_s == 0


def test_rules_count_for_a_day_and_those_of_a_failing_server_for_an_hour() -> None:
    open_ = said("", NOW)
    assert open_.until == NOW + KEPT_S == NOW + 86_400
    closed = failing(None, NOW)
    assert not closed.allows("https://wire.example/")
    assert closed.until == NOW + CLOSED_S
    assert failing(open_, NOW).allows("https://wire.example/")
