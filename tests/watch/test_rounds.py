"""What servers, feeds and the clock may do to a watch: nothing is lost, nothing is added twice."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.watch.site import QUICK, Answer, Bench, Handler, Site, packed, page, rss

from sayso import Record
from sayso.core.errors import RecordError
from sayso.pipeline import Options
from sayso.record.write import Added
from sayso.watch.given import Given
from sayso.watch.rounds import Watcher
from sayso.watch.settings import Settings
from sayso.watch.state import State

ONE = ("1", "/one", "One fact of the day")
TWO = ("2", "/two", "Two facts of the day")


def test_new_articles_are_added_once_and_only_what_changed_is_asked_for(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    pages.feed("/feed", ONE, ETag='"v1"')
    assert (bench.round(feed).added, bench.titles()) == (1, ["One fact of the day"])
    assert bench.round(feed, after=60).asked == 0  # not yet due
    done = bench.round(feed, after=600)
    assert (done.asked, done.named, done.added) == (1, 0, 0)
    assert pages.asked[-1][1]["If-None-Match"] == '"v1"'
    pages.feed("/feed", TWO, ONE, ETag='"v2"')
    assert bench.round(feed, after=700).added == 1
    assert bench.titles() == ["One fact of the day", "Two facts of the day"]
    assert pages.times("/one") == 1
    assert bench.problems() == []


def test_last_modified_is_given_back_as_it_came_however_wrong_its_clock(pages: Site, bench: Bench) -> None:
    stamp = "Tue, 01 Jan 2075 00:00:00 GMT"
    pages.feed("/feed", ONE, **{"Last-Modified": stamp})
    bench.round(pages.url("/feed"))
    bench.round(pages.url("/feed"), after=700)
    assert pages.asked[-1][1]["If-Modified-Since"] == stamp


def test_a_changed_article_at_the_same_address_supersedes(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    pages.feed("/feed", ONE)
    bench.round(feed)
    pages.feed("/feed", ("1", "/one", "One fact of the day, corrected"))
    pages.page(
        "/one",
        "One fact of the day, corrected",
        "The ministry said on Friday that 27 people had been killed.",
    )
    assert bench.round(feed, after=700).added == 1
    assert [a.status for a in bench.told if isinstance(a, Added)] == ["added", "supersedes"]
    assert len(bench.record.reports()) == 1


def test_an_article_is_looked_at_again_though_its_feed_says_nothing(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    pages.feed("/feed", ONE, ETag='"v1"')
    bench.round(feed)
    assert bench.round(feed, after=3700).unchanged == 1
    pages.page(
        "/one", "One fact of the day", "The ministry said on Friday that nobody had been killed in Almaty."
    )
    assert bench.round(feed, after=6 * 3700).added == 1
    assert len(bench.titles()) == 2


def test_duplicate_guids_are_two_articles_and_one_article_in_two_feeds_is_one(
    pages: Site, bench: Bench
) -> None:
    pages.feed("/feed", ("same", "/one", "One fact of the day"), ("same", "/two", "Two facts of the day"))
    pages.feed("/other", ("x", "/one?utm_source=rss#top", "One fact of the day"))
    feeds = pages.url("/feed"), pages.url("/other")
    assert bench.round(*feeds).added == 2
    assert bench.round(*feeds, after=700).added == 0
    assert sorted(bench.titles()) == ["One fact of the day", "Two facts of the day"]


def test_a_slow_or_failing_feed_is_asked_less_and_less_and_loses_nothing(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    answer = Answer(rss(pages.base, ONE), headers={"Content-Type": "application/rss+xml"})

    def slow(_: Handler) -> None:
        time.sleep(0.5)

    pages.at["/feed"] = [slow, Answer(status=500), Answer(status=503), answer]
    bench.round(feed)
    assert bench.round(feed, after=290).asked == 0
    assert bench.round(feed, after=20).asked == 1  # after half of ten minutes
    assert bench.round(feed, after=310).asked == 0  # twice as long now
    assert bench.round(feed, after=300).asked == 1
    assert bench.titles() == []
    assert bench.round(feed, after=1300).added == 1
    assert [p.split(" ")[-1] for p in bench.problems()] == ["time.", "Error.", "Unavailable."]


def test_retry_after_is_obeyed_by_the_servers_own_clock(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    wrong = {"Date": "Thu, 01 Jan 2015 00:00:00 GMT", "Retry-After": "Thu, 01 Jan 2015 02:00:00 GMT"}
    pages.at["/feed"] = [
        Answer(status=429, headers={"Retry-After": "3600"}),
        Answer(status=503, headers=wrong),
        Answer(rss(pages.base, ONE)),
    ]
    bench.round(feed)
    assert bench.round(feed, after=3500).asked == 0
    assert bench.round(feed, after=101).asked == 1
    # The standard library sends a date of its own before ours: the wait is then what is left of the first.
    assert bench.round(feed, after=7300).added == 1


def test_a_page_that_asks_to_wait_holds_its_whole_host_and_comes_later(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    body = pages.at["/one"]
    assert isinstance(body, Answer)
    pages.at["/one"] = [Answer(status=429, headers={"Retry-After": "1200"}), body]
    pages.feed(
        "/feed", *[(str(n), "/one" if n == 0 else f"/p{n}", f"Page {n} of the day") for n in range(12)]
    )
    for n in range(1, 12):
        pages.page(
            f"/p{n}",
            f"Page {n} of the day",
            f"The mayor said on Friday that {n + 20} people had been injured.",
        )
    bench.round(feed)
    assert len(bench.titles()) == 7  # those fetched together with the first; the rest is left alone
    bench.round(feed, after=600)
    assert len(bench.titles()) == 7
    bench.round(feed, after=700)
    assert len(bench.titles()) == 12
    assert len(set(bench.titles())) == 12


def test_what_is_cut_short_is_not_taken_for_whole(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    data = rss(pages.base, ONE, TWO)
    damaged = packed(data, cut=12)
    damaged.headers["ETag"] = '"v1"'
    whole = packed(data)
    whole.headers["ETag"] = '"v1"'
    broken = Answer(data[:-150], headers={"Content-Type": "application/rss+xml", "ETag": '"v1"'})
    short = Answer(data, headers={"Content-Type": "application/rss+xml", "ETag": '"v1"'}, cut=200)
    pages.at["/feed"] = [damaged, short, broken, whole]
    bench.round(feed)
    bench.round(feed, after=100_000)
    assert bench.titles() == []
    bench.round(feed, after=100_000)
    assert bench.titles() == ["One fact of the day"]  # the broken feed's last entry may be half of one
    bench.round(feed, after=100_000)
    assert sorted(bench.titles()) == ["One fact of the day", "Two facts of the day"]
    assert pages.times("/feed") == 4


def test_circles_pages_and_pictures_in_place_of_a_feed_are_told_and_not_added(
    pages: Site, bench: Bench
) -> None:
    feed = pages.url("/feed")
    pages.at["/feed"] = [
        Answer(rss(pages.base, ONE), headers={"ETag": '"v1"'}),
        Answer(status=302, headers={"Location": "/loop"}),
        Answer(page("Our new home"), headers={"Content-Type": "text/html", "ETag": '"v1x"'}),
        Answer(b"\x89PNG", headers={"Content-Type": "image/png"}),
        Answer(rss(pages.base, ONE, TWO)),
    ]
    pages.at["/loop"] = Answer(status=301, headers={"Location": "/loop"})
    for _ in range(5):
        bench.round(feed, after=100_000)
    assert sorted(set(bench.titles())) == ["One fact of the day", "Two facts of the day"]
    assert any("circle" in p for p in bench.problems())
    assert any("a page and no feed" in p for p in bench.problems())
    assert any("image/png" in p for p in bench.problems())


def test_a_page_that_is_refused_leaves_the_words_of_the_feed(pages: Site, bench: Bench) -> None:
    pages.feed("/feed", ("9", "/closed", "A blast at the bridge"))
    pages.at["/closed"] = Answer(status=403)
    bench.round(pages.url("/feed"))
    assert bench.titles() == ["A blast at the bridge"]
    assert bench.record.reports()[0].report.url == pages.url("/closed")
    pages.page(
        "/closed",
        "A blast at the bridge",
        "The police said on Thursday that 14 people had been killed in the blast.",
    )
    bench.round(pages.url("/feed"), after=3700)
    assert len(bench.record.reports()) == 1
    assert "14 people" in bench.record.reports()[0].report.text


def test_a_page_that_fails_is_tried_again_and_given_up_in_the_end(pages: Site, bench: Bench) -> None:
    feed = pages.url("/feed")
    pages.feed("/feed", ("9", "/flaky", "A blast at the bridge"), ETag='"v1"')
    body = page("A blast at the bridge", "The police said that 12 people had been killed in the blast.")
    pages.at["/flaky"] = [
        Answer(status=500),
        Answer(body, cut=100),
        Answer(body, headers={"Content-Type": "text/html"}),
    ]
    for wait in (0, 200, 400):
        bench.round(feed, after=wait)
    assert bench.titles() == ["A blast at the bridge"]
    pages.feed("/feed", ("8", "/never", "Word of the day"), ETag='"v2"')
    pages.at["/never"] = Answer(status=500)
    for _ in range(12):
        bench.round(feed, after=20_000)
    assert (
        pages.times("/never") <= 6 + 5
    )  # six tries, then the feed's own words, then a few looks for the page
    assert sorted(bench.titles()) == ["A blast at the bridge", "Word of the day"]


def test_dates_of_the_future_and_of_the_past_neither_hide_nor_repeat(site: Site, bench: Bench) -> None:
    for n, day in enumerate(("2091-01-01", "1999-01-01", "2022-01-07")):
        site.page(
            f"/{n}", f"Day {n} of the week", f"The mayor said that {n + 30} people had been injured.", day=day
        )
    site.feed("/feed", *[(str(n), f"/{n}", f"Day {n} of the week") for n in range(3)])
    assert bench.round(site.url("/feed")).added == 3
    bench.now -= 400 * 86400  # this machine's own clock is set back
    assert bench.round(site.url("/feed")).asked == 1
    assert len(bench.titles()) == 3


def test_sitemaps_and_their_indexes(pages: Site, bench: Bench) -> None:
    day = time.strftime("%Y-%m-%d", time.gmtime(bench.now))
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages.at["/map"] = Answer(
        f"<sitemapindex {ns}><sitemap><loc>/new</loc><lastmod>{day}</lastmod></sitemap>"
        f"<sitemap><loc>/old</loc><lastmod>2001-01-01</lastmod></sitemap></sitemapindex>".encode(),
        headers={"Content-Type": "application/xml"},
    )
    old = "<url><loc>/two</loc><lastmod>2001-01-01</lastmod></url>"
    entries = f"<url><loc>/one</loc><lastmod>{day}</lastmod></url>{old}"
    pages.at["/new"] = Answer(
        f"<urlset {ns}>{entries}</urlset>".encode(), headers={"Content-Type": "application/xml"}
    )
    assert bench.round(pages.url("/map")).added == 1
    assert pages.times("/old") == 0
    assert bench.titles() == ["One fact of the day"]  # what is old when a sitemap is first seen is left
    changed = f"<url><loc>/two</loc><lastmod>{day}</lastmod></url>"
    pages.at["/new"] = Answer(
        f"<urlset {ns}>{entries}{changed}</urlset>".encode(), headers={"Content-Type": "text/xml"}
    )
    pages.at["/map"] = Answer(
        f"<sitemapindex {ns}><sitemap><loc>/new</loc><lastmod>{day}T12:00:00Z</lastmod></sitemap>"
        "</sitemapindex>".encode(),
        headers={"Content-Type": "application/xml"},
    )
    assert bench.round(pages.url("/map"), after=700).added == 1


def test_files_of_a_folder_are_read_once_and_again_when_they_change(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(page("One fact of the day"))
    (folder / ".hidden.html").write_bytes(page("Hidden"))
    (folder / "b.html.part").write_bytes(page("Half"))
    bench.now = time.time() + 60
    assert bench.round(paths=(folder,)).added == 1
    assert bench.round(paths=(folder,)).unchanged == 0
    (folder / "a.html").write_bytes(
        page("One fact of the day", "The ministry said on Friday that 27 had been killed.")
    )
    bench.now = time.time()
    done = bench.round(paths=(folder,))
    assert bench.slept == [2.0]  # written to just now: it waits for more
    assert done.added == 1
    assert len(bench.record.reports()) == 1


class Killed(BaseException):
    """Stands for the end of the process at this point."""


@pytest.mark.parametrize("at", range(1, 9))
def test_ended_at_any_write_it_goes_on_where_it_was(
    pages: Site, bench: Bench, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.feed("/feed", ONE, TWO, ETag='"v1"')
    left = [at]
    original = State.run

    def run(self: State, statement: str, *values: object) -> int:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return original(self, statement, *values)

    monkeypatch.setattr(State, "run", run)
    with contextlib.suppress(Killed):
        bench.round(pages.url("/feed"))
    monkeypatch.undo()
    bench.round(pages.url("/feed"), after=700)
    assert sorted(bench.titles()) == ["One fact of the day", "Two facts of the day"]


def test_a_record_that_cannot_be_written_leaves_everything_to_be_done(
    pages: Site, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.feed("/feed", ONE)
    bench.round(pages.url("/other"))

    def full(*_: object) -> None:
        raise RecordError("The record cannot grow: the disk is full.")

    watcher = bench.watcher(pages.url("/feed"))
    with monkeypatch.context() as patch:
        patch.setattr("sayso.record.open.Store.writing", full)
        with pytest.raises(RecordError):
            watcher.round()
    assert bench.round(pages.url("/feed")).added == 1


def test_killed_in_the_middle_of_a_round(site: Site, tmp_path: Path) -> None:
    entries = [(str(n), f"/p{n}", f"Page {n} of the day") for n in range(12)]
    for n in range(12):
        site.page(
            f"/p{n}",
            f"Page {n} of the day",
            f"The mayor said on Friday that {n + 20} people had been injured.",
        )
    normal = site.at["/p9"]
    reached = []

    def hang(_: Handler) -> None:
        reached.append(True)
        time.sleep(2)

    site.at["/p9"] = hang
    site.feed("/feed", *entries, ETag='"v1"')
    record = tmp_path / "r.sayso"
    words = [sys.executable, "-m", "sayso", "watch", str(record), site.url("/feed"), "--once", "--private"]
    words += ["--reader", "lexicon", "--pause", "0"]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(1500):
        if reached:
            break
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    with Record.open(record) as held:
        assert len(held.reports()) == 8
    site.at["/p9"] = normal
    with Record.open(record) as held, State.open(Path(f"{record}.watch")) as state:
        quick = Settings(private=True, limits=QUICK)
        Watcher(held, state, Given((site.url("/feed"),), ()), quick, Options(reader="lexicon")).round()
        titles = [h.report.title for h in held.reports()]
    assert sorted(titles) == sorted(title for _, _, title in entries)


def test_two_watches_do_not_share_a_state(bench: Bench) -> None:
    with pytest.raises(RecordError, match="Another"):
        State.open(bench.state.path)
