"""Every page in a real browser: no error, no request elsewhere, no sideways scrolling, nothing against WCAG 2.2 AA."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from bench.reconcile_example import perfect
from tests.serve import chromium

from sayso.core.arrival import Arrival
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.record import write
from sayso.records import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.skipif(
    chromium.found() is None, reason="no Chromium here (apt-get install chromium)"
)
_WHERE = {"Almaty": (43.25, 76.95, "populated"), "Zhanaozen": (43.34, 52.86, "populated")}
_NAMES = (
    "overview", "as of", "tolls", "toll", "incidents", "incident", "reports", "report", "claim", "sources", "search",
    "review", "second", "agreement", "missing",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """The example record as it is served, and the addresses of its pages."""

    base: str
    record: Record
    browser: Browser
    paths: dict[str, str]


def _placed(claim: Claim) -> Claim:
    """The claim with coordinates, which its list does not have."""
    if claim.place is None:
        return claim
    lat, lon, precision = _WHERE.get(claim.place.name.split(",")[0], (48.0, 68.0, "country"))
    return replace(claim, place=replace(claim.place, lat=lat, lon=lon, precision=precision, country="KZ"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path: Path = tmp_path_factory.mktemp("desk") / "example.sayso"
    with Record.open(path) as record:
        for number, coded in enumerate(perfect().values()):
            placed = CodedReport(coded.report, tuple(_placed(c) for c in coded.claims))
            arrival = Arrival(coded.report, f"{number}.html", coded.report.text.encode())
            write.add(record.store, arrival, placed, "listed")
        claims = record.claims()
        record.take("confirm", claims[0].claim.id, by="B. Other")
        record.take("reject", claims[1].claim.id, by="B. Other", why="no event")
        with chromium.served(record) as base, chromium.browser() as browser:
            yield Site(base, record, browser, _paths(record))


def _paths(record: Record) -> dict[str, str]:
    from sayso.reconcile.incidents import incidents_in
    from sayso.serve.stand import toll_id

    incident = max(incidents_in(record.world()), key=lambda i: len(i.claims))
    toll = max((t for t in record.tolls() if t.measure == "killed"), key=lambda t: len(t.entries))
    claim = record.claims()[0]
    report = quote(claim.held.report.id, safe=":")
    paths = (
        "/", "/?as_of=2022-01-09", "/tolls", f"/tolls/{toll_id(toll)}", "/incidents", f"/incidents/{incident.id}",
        "/reports", f"/reports/{report}", f"/claims/{claim.claim.id}", "/sources", "/search?text=killed", "/review",
        "/review?second=true", "/agreement", "/nothing",
    )  # fmt: skip
    return dict(zip(_NAMES, paths, strict=True))


def _with_map(page: Page) -> None:
    """Waits for the movable map, where the page has one."""
    figure = page.query_selector("figure.where")
    if figure:
        figure.scroll_into_view_if_needed()
        page.wait_for_selector("figure.where[data-ready]", timeout=90_000)


@pytest.mark.parametrize("name", _NAMES)
def test_every_page(site: Site, name: str) -> None:
    page = chromium.opened(site.browser, 1280)
    seen = chromium.watched(page)
    page.goto(site.base + site.paths[name])
    _with_map(page)
    found = chromium.violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {each}" for each in chromium.violations(page)]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found += [f"narrow: {each}" for each in chromium.violations(page)]
    page.context.close()
    assert found == []
    assert [u for u in seen.asked if not u.startswith((f"{site.base}/", f"blob:{site.base}/"))] == []
    # The browser itself says that a page is missing.
    assert [e for e in seen.errors if name != "missing" or "404" not in e] == []


@pytest.mark.parametrize("name", ["tolls", "toll", "incidents", "sources"])
def test_a_table_wider_than_a_phone_shows_that_there_is_more(site: Site, name: str) -> None:
    """At the side where more is there is a shadow, and none where there is nothing more."""
    page = chromium.opened(site.browser, 390)
    page.goto(site.base + site.paths[name])
    region = page.locator(".scroll").first
    region.scroll_into_view_if_needed()
    wide, shown = region.evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide > shown
    region.focus()
    assert region.evaluate("e => e === document.activeElement")
    table = region.locator("table, svg").first
    table.evaluate("e => { e.style.opacity = 0 }")  # what is looked at is what lies behind it
    region.evaluate("e => { e.style.outline = 'none' }")
    assert edges(page, region) == (False, True)
    region.evaluate("e => { e.scrollLeft = 40 }")
    assert edges(page, region) == (True, True)
    region.evaluate("e => { e.scrollLeft = e.scrollWidth }")
    assert edges(page, region) == (True, False)
    page.context.close()


def edges(page: Page, region: Locator) -> tuple[bool, bool]:
    """Whether the left and the right edge of what a region shows are darker than its middle."""
    region.evaluate("e => e.scrollIntoView({block: 'start', inline: 'nearest'})")
    box = region.bounding_box()
    assert box is not None
    top = box["y"] + min(60, box["height"] / 2)

    def shade(x: float) -> int:
        shot = page.screenshot(clip={"x": int(x), "y": int(top), "width": 1, "height": 1})
        # A PNG of one pixel: the length of its data stands before their name; a filter, then three colours.
        at = shot.index(b"IDAT")
        return sum(zlib.decompressobj().decompress(shot[at + 4 :][: int.from_bytes(shot[at - 4 : at])])[1:4])

    middle = shade(box["x"] + box["width"] / 2)
    return shade(box["x"] + 1) < middle - 20, shade(box["x"] + box["width"] - 2) < middle - 20


@pytest.mark.parametrize("name", ["overview", "incidents", "toll", "report", "review"])
def test_pages_can_be_read_without_scripts(site: Site, name: str) -> None:
    context = site.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.base + site.paths[name])
    shown = {
        "overview": "svg.map", "incidents": ".spots a[href*='place=Almaty']", "toll": "a.pt", "report": "mark.m",
        "review": "button",
    }  # fmt: skip
    assert page.locator(shown[name]).count() > 0
    context.close()


def test_the_map_draws_a_country_as_a_whole_and_a_town_as_a_mark(site: Site) -> None:
    context = site.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.base + "/incidents")
    assert "no nearer place" in page.locator("svg.map path.whole title").first.text_content()
    titles = page.locator("svg.map circle title").all_text_contents()
    assert any(title.startswith("Almaty") for title in titles)
    assert not any(title.startswith("Kazakhstan") for title in titles)
    context.close()


def test_a_point_tells_its_words_when_it_is_focused(site: Site) -> None:
    page = chromium.opened(site.browser, 1280)
    page.goto(site.base + site.paths["toll"])
    assert page.locator(".told-at").first.is_hidden()
    page.locator("a.pt").first.focus()
    told = page.locator(".told-at").first
    assert told.locator(".words").inner_text()
    told.locator("a").click()
    page.wait_for_url("**/reports/**")
    assert page.locator("li.claim").count() > 0
    page.context.close()


def test_the_slider_goes_back_in_time_as_a_plain_form(site: Site) -> None:
    context = site.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.base + "/")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    page.locator("#day").press("Enter")
    page.wait_for_url("**/?as_of=2022-01-0*")
    assert "As of" in page.locator(".moment").first.inner_text()
    context.close()


def test_a_claim_is_reviewed_by_keys_alone(site: Site) -> None:
    page = chromium.opened(site.browser, 1280)
    before = len(site.record.decisions())

    def press(key: str) -> None:
        with page.expect_navigation():
            page.keyboard.press(key)

    page.goto(site.base + "/review")
    press("c")
    first = site.record.decisions()[-1]
    assert (first.verb, first.by) == ("confirm", "A. Desk")
    press("u")
    assert site.record.decisions()[-1].verb == "undo"
    page.goto(site.base + "/review")
    page.keyboard.press("r")
    page.keyboard.type("c is only a letter here")
    press("Enter")
    last = site.record.decisions()[-1]
    assert (last.verb, last.why) == ("reject", "c is only a letter here")
    words = page.locator("#context mark").inner_text().split()[0]
    page.locator("#context mark").evaluate(
        "(mark, n) => getSelection().setBaseAndExtent(mark.firstChild, 0, mark.firstChild, n)", len(words)
    )
    page.locator("#pick").wait_for()
    page.keyboard.press("1")  # the selected words are the actor
    press("Enter")
    corrected = site.record.decisions()[-1]
    assert (corrected.verb, corrected.slot, corrected.value) == ("correct", "actor", words)
    assert len(site.record.decisions()) == before + 4
    press("s")
    page.context.close()


def test_an_open_page_tells_what_came_in(site: Site) -> None:
    page = chromium.opened(site.browser, 1280)
    with page.expect_response("**/api/v1/events"):
        page.goto(site.base + "/sources")
    site.record.take("confirm", site.record.claims()[5].claim.id, by="B. Other")
    page.locator("#news", has_text="1 new decision – reload").wait_for()
    page.context.close()
