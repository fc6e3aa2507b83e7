"""What was fetched already, as reports with their originals: the page of an article, or a feed's own words on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sayso.core.arrival import Arrival
from sayso.core.coded import Failure
from sayso.core.errors import InputError
from sayso.core.ids import report_id
from sayso.intake.encoding import decode
from sayso.intake.feed import read_feed
from sayso.intake.fetch import Fetched
from sayso.intake.listing import plain_address

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", ""})


def page_arrival(got: Fetched, source: str) -> Arrival:
    """The report of an article's page. ``source`` is the address as it was asked for.

    Raises InputError where it is no page or no report can be read from it.
    """
    text = decode(got.data, got.charset)
    if not text.strip():
        raise InputError("the page is empty.")
    if got.media_type in _PAGES:
        from sayso.intake.html import read_html

        return Arrival(read_html(text, url=got.url), source, got.data)
    if got.media_type == "text/plain":
        from sayso.intake.text import Given, read_text

        return Arrival(read_text(text, Given(url=got.url)), source, got.data)
    raise InputError(f"the address gives {got.media_type}, not the page of an article.")


def entry_arrival(own: bytes, source: str) -> Arrival:
    """The report of a feed's single entry (see `sayso.intake.listing.Item.own`), at its plain address.

    Raises InputError if it has no text of its own.
    """
    first = next(read_feed(own, source))
    if isinstance(first, Failure):
        raise InputError(first.reason.partition(": ")[2] or first.reason)
    if first.url is not None and (address := plain_address(first.url)) != first.url:
        first = replace(first, url=address, id=report_id(first.text, first.published, address))
    return Arrival(first, source, own)
