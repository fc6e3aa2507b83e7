"""Sitemaps and indexes of sitemaps (sitemaps.org 0.9), with the dates and titles of news sitemaps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from sayso.intake.listing import Item, Listing, local, mark_of, plain_address
from sayso.intake.moments import parse


def sitemap_listing(root: Any, base: str) -> Listing:
    """The pages of a ``urlset``, or the sitemaps of a ``sitemapindex``, each with when it was last changed."""
    found = {item.mark: item for entry in root if (item := _item(entry, base)) is not None}
    return Listing("index" if local(root) == "sitemapindex" else "sitemap", tuple(found.values()))


def _item(entry: Any, base: str) -> Item | None:
    if local(entry) not in {"url", "sitemap"}:
        return None
    fields = {local(e): " ".join((e.text or "").split()) for e in entry.iter()}
    if not fields.get("loc"):
        return None
    address = plain_address(urljoin(base, fields["loc"]))
    if not address.startswith(("http://", "https://")):
        return None
    changed = fields.get("lastmod") or fields.get("publication_date")
    moment = parse(changed) if changed else None
    title = fields.get("title", "")
    return Item(
        mark=mark_of((address, changed, title)),
        address=address,
        title=title,
        moment=(moment.time or moment.day) if moment else None,
    )
