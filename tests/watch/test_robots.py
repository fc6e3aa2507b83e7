"""What a server says in its robots.txt: obeyed, and kept for a day across rounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.watch.site import Answer, Bench, Site
from tests.watch.test_rounds import ONE, TWO

from sayso.watch.robots import KeptRules
from sayso.watch.state import State


def test_robots_txt_is_obeyed(pages: Site, bench: Bench) -> None:
    pages.at["/robots.txt"] = Answer(
        b"User-agent: *\nDisallow: /one\n", headers={"Content-Type": "text/plain"}
    )
    pages.feed("/feed", ONE, TWO)
    bench.round(pages.url("/feed"))
    assert pages.times("/one") == 0
    assert sorted(bench.titles()) == [
        "One fact of the day",
        "Two facts of the day",
    ]  # of the first, the feed's words


def test_robots_txt_is_asked_for_once_a_day_however_many_rounds_and_processes(
    pages: Site, bench: Bench
) -> None:
    pages.at["/robots.txt"] = Answer(b"", headers={"Content-Type": "text/plain"})
    pages.feed("/feed", ONE)
    for _ in range(5):
        bench.round(pages.url("/feed"), after=700)
    assert pages.times("/feed") == 5
    assert pages.times("/robots.txt") == 1
    bench.round(pages.url("/feed"), after=86_400)
    assert pages.times("/robots.txt") == 2
    rules = KeptRules(bench.state)
    assert list(rules) == [pages.base]
    del rules[pages.base]
    assert len(rules) == 0
    with pytest.raises(KeyError):
        del rules[pages.base]


def test_a_state_made_before_rules_were_kept_gets_room_for_them(tmp_path: Path) -> None:
    path = tmp_path / "old.watch"
    with State.open(path) as state:
        state.run("DROP TABLE robots")
    with State.open(path) as state:
        assert len(KeptRules(state)) == 0
