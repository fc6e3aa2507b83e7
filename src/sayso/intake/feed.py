"""RSS 0.9–2.0, RSS 1.0 (RDF) and Atom (RFC 4287) feeds: each entry's own text, full or summary, becomes a `Report`."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

from sayso.core.coded import Failure
from sayso.core.errors import InputError, SaysoError
from sayso.core.ids import report_id
from sayso.core.report import Part, Report
from sayso.intake.blocks import lines
from sayso.intake.clean import key, kind_of
from sayso.intake.language import require_english
from sayso.intake.listing import Item, Listing, mark_of, parse_xml, plain_address
from sayso.intake.listing import local as _local
from sayso.intake.moments import Moment, parse
from sayso.intake.notices import notice
from sayso.intake.published import NO_DATE
from sayso.intake.wire import agency

_FEED: Final = frozenset({"rss", "feed", "rdf"})
_FULL_WORDS: Final = 80


def is_feed(text: str) -> bool:
    """True if this begins like an RSS or Atom document."""
    return (
        re.match(
            r"\s*(?:<\?xml[^>]*\?>|<!--(?:(?!-->).)*-->|<\?xml-stylesheet[^>]*\?>|\s)*<(?:\w+:)?(?:rss|feed|RDF)\b",
            text[:4000],
            re.DOTALL,
        )
        is not None
    )


def read_feed(data: bytes, source: str) -> Iterator[Report | Failure]:
    """A report or failure for each entry, in the feed's order. Raises InputError where this is no feed.

    An entry's address is its link; the pages behind the links are not fetched.
    """
    root = _parse(data)
    if _local(root) not in _FEED:
        raise InputError(f"XML that is no RSS or Atom feed (its root is {_local(root)}).")
    channel = next((e for e in root if _local(e) == "channel"), root)
    publisher = _field(channel, "title")
    entries = [e for e in root.iter() if _local(e) in {"item", "entry"}]
    if not entries:
        raise InputError("the feed has no entries.")
    for number, entry in enumerate(entries, 1):
        try:
            yield _entry(entry, publisher)
        except SaysoError as error:
            yield Failure(source, f"entry {number}: {error}")


def feed_listing(root: Any, base: str) -> Listing:
    """The entries of a feed, for whoever watches it. Two that call themselves the same but differ are two."""
    channel = next((e for e in root if _local(e) == "channel"), root)
    found: dict[str, Item] = {}
    for entry in root.iter():
        if _local(entry) in {"item", "entry"}:
            item = _item(entry, root, _field(channel, "title"), base)
            found.setdefault(item.mark, item)
    return Listing("feed", tuple(found.values()), pause_s=_pause(channel))


def _item(entry: Any, root: Any, publisher: str | None, base: str) -> Item:
    from lxml import etree

    link = _link(entry) or next(
        (h for c in _children(entry, ("link",)) if (h := c.get("href") or c.text)), None
    )
    address = plain_address(urljoin(base, link)) if link and link.strip() else None
    title = " ".join(_markup(entry, "title"))
    words = _markup(entry, "encoded", "content") or _markup(entry, "description", "summary")
    moment = _moment(entry, "updated", "modified", "published", "pubdate", "date", "issued")
    out = (moment.time or moment.day) if moment else None
    # A copy of the entry under a copy of the feed's head: a feed that can be read by itself.
    alone = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    inner = alone
    if _local(root) != "feed":
        inner = etree.SubElement(alone, root.tag.replace(etree.QName(root).localname, "channel"))
    name = etree.SubElement(inner, "title" if _local(root) != "feed" else root.tag[: -len("feed")] + "title")
    name.text = publisher
    copied = copy.deepcopy(entry)
    copied.tail = None
    (alone if _local(root) == "rdf" else inner).append(copied)
    return Item(
        mark=mark_of((_field(entry, "guid", "id"), address, out, title, *words)),
        address=address if address and address.startswith(("http://", "https://")) else None,
        title=title,
        moment=out,
        own=etree.tostring(alone, encoding="utf-8", xml_declaration=True),
    )


def _pause(channel: Any) -> float:
    """Seconds for which the feed asks to be left alone: RSS 2.0's ttl is in minutes."""
    ttl = _field(channel, "ttl") or ""
    return float(ttl) * 60 if ttl.isdigit() and len(ttl) < 7 else 0.0


def _parse(data: bytes) -> Any:
    from lxml import etree

    try:
        root = parse_xml(data)
    except InputError:
        raise InputError("the feed is not XML that can be read.") from None
    for element in root.iter("{http://www.w3.org/1999/xhtml}*"):
        element.tag = etree.QName(element).localname
    return root


def _entry(entry: Any, publisher: str | None) -> Report:
    title = " ".join(_markup(entry, "title"))
    content = _markup(entry, "encoded", "content") or _markup(entry, "description", "summary")
    paragraphs = [p for p in content if key(p) != key(title) and kind_of(p) is None]
    if not paragraphs:
        raise InputError(
            f"the entry {title[:60]!r} has no text of its own; give its address to read the page."
        )
    require_english(" ".join([title, *paragraphs]))
    published = _moment(entry, "published", "pubdate", "date", "issued", "updated", "modified")
    updated = _moment(entry, "updated", "modified")
    pieces = [p for p in (title, *paragraphs) if p]
    parts, offset = [], 0
    for number, piece in enumerate(pieces):
        parts.append(Part("title" if number == 0 and title else "body", offset, offset + len(piece)))
        offset += len(piece) + 2
    text = "\n\n".join(pieces)
    url = _link(entry)
    byline = _field(entry, "creator") or _field(entry, "author")
    words = sum(len(p.split()) for p in paragraphs)
    notes = [] if published else [NO_DATE]
    if words < _FULL_WORDS:
        notes.append(f"the feed gives only a summary: {words} words of text")
    later = (
        updated
        if updated and published and (updated.time or updated.day) != (published.time or published.day)
        else None
    )
    return Report(
        id=report_id(text, published.day if published else None, url),
        text=text,
        parts=tuple(parts),
        title=title or None,
        published=published.day if published else None,
        published_time=published.time if published else None,
        publisher=_field(entry, "source") or publisher,
        byline=byline,
        agency=agency(byline, paragraphs),
        updated=(later.time or later.day) if later else None,
        notice=notice(title, paragraphs[:2]),
        url=url,
        language="en",
        notes=tuple(notes),
    )


def _children(entry: Any, names: tuple[str, ...]) -> Iterator[Any]:
    for name in names:
        for child in entry:
            # media:title, media:content and the like describe a picture, not the report.
            if _local(child) == name and "search.yahoo.com/mrss" not in str(child.tag):
                yield child


def _field(entry: Any, *names: str) -> str | None:
    for child in _children(entry, names):
        text = " ".join("".join(child.itertext()).split())
        if text:
            return text
    return None


def _markup(entry: Any, *names: str) -> list[str]:
    """The first of these fields as paragraphs, its escaped or inline HTML read."""
    from lxml import etree, html

    for child in _children(entry, names):
        if len(child):
            found = list(lines(child))
        elif "<" in (child.text or "") or "&" in (child.text or ""):
            try:
                found = list(lines(html.fragment_fromstring(child.text or "", create_parent="div")))
            except (etree.ParserError, etree.XMLSyntaxError, ValueError):
                found = []
        else:
            found = [
                " ".join(line.split()) for line in re.split(r"\n\s*\n", child.text or "") if line.strip()
            ]
        if found:
            return found
    return []


def _moment(entry: Any, *names: str) -> Moment | None:
    return next((m for name in names if (value := _field(entry, name)) and (m := parse(value))), None)


def _link(entry: Any) -> str | None:
    for child in _children(entry, ("link",)):
        target = child.get("href") or child.text
        if (
            target
            and child.get("rel", "alternate") == "alternate"
            and target.strip().startswith(("http://", "https://"))
        ):
            return str(target.strip())
    guid = _field(entry, "guid", "id")
    return guid if guid and guid.startswith(("http://", "https://")) else None
