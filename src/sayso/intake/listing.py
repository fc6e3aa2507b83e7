"""What a feed or sitemap names: articles with a mark that tells whether one changed. Nothing is fetched here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sayso.core.errors import InputError

_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|at_(?:medium|campaign)|ns_\w+|ref_src", re.I
)
_END: Final = re.compile(
    rb"</(?:[\w.-]+:)?(?:rss|feed|RDF|urlset|sitemapindex|opml)\s*>\s*(?:<!--.*?-->\s*)*$", re.S
)
_PAGE: Final = re.compile(
    rb"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|div|p)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Item:
    """One article that a source names.

    ``mark``: differs where the source says that it changed, and is the same on every run; ``address``: of its page,
    None if it has none; ``moment``: ISO day or moment at which it was out or changed, None if unsaid; ``own``: a small
    feed that holds this entry alone, for what the source itself gives of its text.
    """

    mark: str
    address: str | None
    title: str
    moment: str | None = None
    own: bytes | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed or sitemap as it was found. ``sort``: ``feed``, ``sitemap`` or ``index`` (its items are sitemaps).

    ``whole`` is false where it broke off, and then its last item is left out; ``pause_s``: seconds that it asks to be
    left alone, 0 if unsaid.
    """

    sort: str
    items: tuple[Item, ...]
    whole: bool = True
    pause_s: float = 0.0


def read_listing(data: bytes, base: str) -> Listing:
    """The listing in these bytes; ``base`` completes relative addresses. Raises InputError where they are none."""
    from sayso.intake.feed import feed_listing
    from sayso.intake.sitemap import sitemap_listing

    if _PAGE.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise InputError(f"this is a page and no feed or sitemap{_offers(data, base)}.")
    root = parse_xml(data)
    name = local(root)
    if name in {"urlset", "sitemapindex"}:
        found = sitemap_listing(root, base)
    elif name in {"rss", "feed", "rdf"}:
        found = feed_listing(root, base)
    else:
        raise InputError(f"XML that is no feed and no sitemap (its root is {name}).")
    if ended(data):
        return found
    return Listing(found.sort, found.items[:-1], False, found.pause_s)


def parse_xml(data: bytes) -> Any:
    """The root element, mended where it is ill-formed. Raises InputError where there is none."""
    from lxml import etree

    # No entities and no network: it is data from strangers.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data.strip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError("this is not XML that can be read.")
    return root


def ended(data: bytes) -> bool:
    """True if the document's last tag is there: one that broke off is read again."""
    return _END.search(data.replace(b"\0", b"")[-4000:]) is not None


def local(element: Any) -> str:
    """An element's name without namespace, in small letters; "" for comments."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def mark_of(parts: Iterable[str | None]) -> str:
    """24 hex digits over what an entry says of itself."""
    return hashlib.sha256("\x1f".join(p or "" for p in parts).encode("utf-8", "replace")).hexdigest()[:24]


def plain_address(address: str) -> str:
    """The address without its fragment and without what only tells who sent a reader there (``utm_source=rss``)."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    if not _TRACKING.search(parts.query):
        return urlunsplit(parts._replace(fragment=""))
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))


def _offers(data: bytes, base: str) -> str:
    """Which feeds the page names, in words."""
    from urllib.parse import urljoin

    links = re.findall(
        rb"<link\b[^>]*\btype=[\"']application/(?:rss|atom)\+xml[\"'][^>]*>", data[:200_000], re.I
    )
    found = [
        m[1].decode("utf-8", "replace")
        for link in links
        if (m := re.search(rb"href=[\"']([^\"']+)", link, re.I))
    ]
    return f"; it names the feed {urljoin(base, found[0])}" if found else ""
