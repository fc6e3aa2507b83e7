import pytest

from sayso.core.coded import Failure
from sayso.core.errors import InputError
from sayso.core.report import Report
from sayso.intake.feed import is_feed, read_feed


def rss(items: str) -> bytes:
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return f"{head}<channel><title>The Example</title>{items}</channel></rss>".encode()


def test_rss_with_full_content_and_with_a_summary(body: tuple[str, ...]) -> None:
    full = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in body)
    items = (
        f"<item><title>Bridge closed</title><link>https://news.example/1</link>"
        f"<pubDate>Fri, 04 Mar 2022 06:10:00 +0200</pubDate>"
        f"<description>Short.</description><content:encoded>{full}&lt;p&gt;Read more&lt;/p&gt;</content:encoded></item>"
        f"<item><title>Bridge open</title><description>{body[2]}</description></item>"
        f"<item><title>Empty</title></item>"
    )
    first, second, third = read_feed(rss(items), "feed.xml")
    assert isinstance(first, Report)
    assert first.text == "\n\n".join(("Bridge closed", *body))
    assert (first.publisher, first.url) == ("The Example", "https://news.example/1")
    assert (first.published, first.published_time) == ("2022-03-04", "2022-03-04T06:10:00+02:00")
    assert isinstance(second, Report)
    assert any("only a summary" in note for note in second.notes)
    assert isinstance(third, Failure)
    assert third.reason.startswith("entry 3: ")


def test_atom_with_xhtml_content(body: tuple[str, ...]) -> None:
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry><title>Bridge closed</title>
    <link rel="self" href="https://news.example/self"/>
    <link href="https://news.example/1"/><author><name>A. Reporter</name></author>
    <published>2022-03-04T06:10:00Z</published><updated>2022-03-05T06:10:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{body[0]}</p><p>{body[1]}</p></div></content></entry></feed>"""
    (report,) = read_feed(data.encode(), "feed.atom")
    assert isinstance(report, Report)
    assert (report.url, report.byline, report.updated) == (
        "https://news.example/1",
        "A. Reporter",
        "2022-03-05T06:10:00Z",
    )
    assert [p.part for p in report.parts] == ["title", "body", "body"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><p>x</p></html>", "no RSS or Atom"),
        (rss(""), "no entries"),
        (b"\xff\xfe", "not XML"),
        (b"", "not XML"),
    ],
)
def test_what_is_no_feed(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        list(read_feed(data, "x"))


def test_entities_are_not_expanded(body: tuple[str, ...]) -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    items = f"<item><title>Bridge &a;&f;</title><description>{body[0]}</description></item>"
    results = list(read_feed(bomb + rss(items).split(b"?>", 1)[1], "x"))
    assert all("boom" not in r.text for r in results if isinstance(r, Report))


def test_a_feed_is_told_by_its_root() -> None:
    assert is_feed('<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0">')
    assert is_feed('<feed xmlns="http://www.w3.org/2005/Atom">')
    assert not is_feed("<html><body>rss</body></html>")
    assert not is_feed("<!---->" * 600 + "x")
