"""Feeds, sitemaps and OPML as lists of what they name."""

from __future__ import annotations

import pytest

from sayso.core.errors import InputError
from sayso.intake.fetch import Fetched
from sayso.intake.listing import Listing, plain_address, read_listing
from sayso.intake.opml import feeds_of, is_opml
from sayso.intake.page import entry_arrival, page_arrival

BASE = "https://wire.example/feeds/all.xml"
WORDS = "The harbour police said on Tuesday that four sailors had been found alive."
HEAD = "<guid>7</guid><title>Four found</title><link>/news/7?utm_source=rss</link>"
ITEM = f"<item>{HEAD}<description>{WORDS}</description></item>"
RSS = f"<rss version='2.0'><channel><title>Coast Wire</title><ttl>30</ttl>{ITEM}</channel></rss>".encode()
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast Wire</title><entry><id>urn:x:7</id>"
    "<title>Four found</title><link href='/news/7'/><updated>2022-03-01T10:00:00Z</updated>"
    f"<summary>{WORDS}</summary></entry></feed>"
).encode()
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    "<channel><title>Coast Wire</title></channel><item><title>Four found</title><link>https://wire.example/news/7</link>"
    f"<description>{WORDS}</description></item></rdf:RDF>"
).encode()


@pytest.mark.parametrize("data", [RSS, ATOM, RDF], ids=["rss", "atom", "rdf"])
def test_an_entry_can_be_read_by_itself(data: bytes) -> None:
    (item,) = read_listing(data, BASE).items
    assert item.address == "https://wire.example/news/7"
    assert item.own is not None
    arrival = entry_arrival(item.own, BASE)
    assert arrival.report.publisher == "Coast Wire"
    assert arrival.report.text == f"Four found\n\n{WORDS}"
    assert arrival.original == item.own


def test_its_address_is_the_plain_one_of_its_page() -> None:
    (item,) = read_listing(RSS.replace(b"/news/7?", b"https://wire.example/news/7?"), BASE).items
    report = entry_arrival(item.own or b"", BASE).report
    assert report.url == "https://wire.example/news/7"


def test_a_feed_may_ask_to_be_left_alone() -> None:
    assert read_listing(RSS, BASE).pause_s == 1800


def test_the_mark_changes_with_what_is_said_and_with_nothing_else() -> None:
    def mark(data: bytes) -> str:
        return read_listing(data, BASE).items[0].mark

    assert mark(RSS) == mark(RSS.replace(b"<ttl>30</ttl>", b"").replace(b"utm_source=rss", b"utm_source=x"))
    assert mark(RSS) != mark(RSS.replace(b"four sailors", b"five sailors"))


def test_the_last_entry_of_a_feed_that_broke_off_is_left_out() -> None:
    two = RSS.replace(ITEM.encode(), (ITEM + ITEM.replace("7", "8")).encode())
    assert len(read_listing(two, BASE).items) == 2
    broken = read_listing(two[:-40], BASE)
    assert (len(broken.items), broken.whole) == (1, False)
    assert read_listing(two + b"\n<!-- made by a machine -->\n", BASE).whole


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!doctype html><html><body>Hello</body></html>", "a page and no feed"),
        (
            b"<html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head></html>",
            "it names the feed https://wire.example/rss",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no feed and no sitemap"),
        (b"{}", "not XML"),
        (b"", "not XML"),
    ],
)
def test_what_is_no_listing_is_told(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_listing(data, BASE)


def test_sitemaps_with_news_and_indexes() -> None:
    ns = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    day = "<n:publication_date>2022-03-01T10:00:00+02:00</n:publication_date>"
    entry = (
        f"<url><loc> https://wire.example/7 </loc><n:news>{day}<n:title>Four found</n:title></n:news></url>"
    )
    found = read_listing(f"<urlset {ns}>{entry}<url><loc>mailto:x</loc></url></urlset>".encode(), BASE)
    assert [(i.address, i.title, i.moment) for i in found.items] == [
        ("https://wire.example/7", "Four found", "2022-03-01T10:00:00+02:00")
    ]
    index = read_listing(
        f"<sitemapindex {ns}><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>".encode(), BASE
    )
    assert (index.sort, index.items[0].address) == ("index", "https://wire.example/a.xml")
    assert isinstance(index, Listing)


def test_no_entities_are_followed(tmp_path: object) -> None:
    evil = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + RSS.replace(b"Four found", b"&x;")
    (item,) = read_listing(evil, BASE).items
    assert item.title == "&x;"  # as it stands, and nothing in its place


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/x?id=3&utm_medium=rss#top", "https://a.example/x?id=3"),
        ("https://a.example/x?fbclid=1", "https://a.example/x"),
        ("https://a.example/x?q=utm_medium", "https://a.example/x?q=utm_medium"),
        ("https://a.example/x?a=&b=%20", "https://a.example/x?a=&b=%20"),
    ],
)
def test_plain_addresses(address: str, plain: str) -> None:
    assert plain_address(address) == plain


def test_opml_names_feeds_however_deep() -> None:
    data = (
        b"<opml version='2.0'><body><outline text='a'><outline xmlUrl='https://a.example/rss'/></outline>"
        b"<outline xmlURL=' https://b.example/atom '/><outline xmlUrl='https://a.example/rss'/></body></opml>"
    )
    assert is_opml(data)
    assert feeds_of(data) == ("https://a.example/rss", "https://b.example/atom")
    with pytest.raises(InputError, match="names no feeds"):
        feeds_of(b"<opml><body/></opml>")
    with pytest.raises(InputError, match="no OPML"):
        feeds_of(RSS)


def test_a_page_that_is_no_page() -> None:
    with pytest.raises(InputError, match="application/json"):
        page_arrival(Fetched("https://a.example", b"{}", "application/json", None), "https://a.example")
    with pytest.raises(InputError, match="empty"):
        page_arrival(Fetched("https://a.example", b"  ", "text/html", None), "https://a.example")
