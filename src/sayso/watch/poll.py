"""One feed or sitemap asked for what is new; what it names is noted in one step with what it calls its own state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sayso.core.errors import InputError
from sayso.intake.fetch import Fetcher, Refused
from sayso.intake.listing import Item, Listing, read_listing
from sayso.watch.backoff import later, regular
from sayso.watch.settings import Settings
from sayso.watch.state import NEVER, State

_FORGET: Final = 60 * 86400.0
"""Seconds after which a mark is forgotten that its source no longer names."""
_CHILDREN: Final = 50
"""At most so many sitemaps of an index are taken on at a time."""
_INFLATED: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of asking. ``listing`` is None where nothing changed or it failed, then ``problem`` says why."""

    listing: Listing | None = None
    etag: str | None = None
    last_modified: str | None = None
    problem: str | None = None
    retry_s: float | None = None


def poll(fetcher: Fetcher, address: str, etag: str | None, last_modified: str | None) -> Polled:
    """Ask for the listing on condition that it changed; never raises for what a server may do."""
    try:
        got = fetcher.fetch_changed(address, etag, last_modified)
        if got is None:
            return Polled(etag=etag, last_modified=last_modified)
        listing = read_listing(_plain(got.data), got.url)
    except Refused as error:
        return Polled(problem=str(error), retry_s=error.retry_after)
    except InputError as error:
        return Polled(problem=str(error))
    if not listing.whole:
        # Its validators would hide what is missing.
        return Polled(
            listing, problem="it broke off before its end; what came was taken, the rest is asked for again."
        )
    return Polled(listing, got.etag, got.last_modified)


def _plain(data: bytes) -> bytes:
    """A sitemap that is a gzip file, unpacked. Raises InputError where it is damaged, cut short or too large."""
    if data[:2] != b"\x1f\x8b":
        return data
    from urllib3.exceptions import DecodeError

    from sayso.intake.unpack import unpacked

    whole = bytearray()
    try:
        for piece in unpacked([data], "gzip"):
            whole += piece
            if len(whole) > _INFLATED:
                raise InputError(f"larger than {_INFLATED // 1_000_000} MB when unpacked.")
    except DecodeError:
        raise InputError("the .gz file is damaged or cut short.") from None
    return bytes(whole)


def note(state: State, address: str, polled: Polled, settings: Settings, now: float) -> int:
    """Write down what came of asking, in one transaction; gives back how many articles it newly names or changed."""
    row = state.rows("SELECT * FROM sources WHERE address = ?", address)[0]
    with state.writing():
        fresh = 0
        if polled.listing is not None:
            fresh = _take_on(state, address, polled.listing, settings, now, first=row["ok"] is None)
        if polled.problem is None:
            pause = polled.listing.pause_s if polled.listing else 0.0
            due = NEVER if row["once"] else regular(now, settings.every_s, pause, settings.chance())
            state.run(
                "UPDATE sources SET etag = ?, last_modified = ?, due = ?, failures = 0, problem = NULL, polled = ?, "
                "ok = ?, sort = coalesce(?, sort) WHERE address = ?",
                polled.etag, polled.last_modified, due, now, now, polled.listing and polled.listing.sort, address,
            )  # fmt: skip
        else:
            failures = row["failures"] + 1
            due = later(now, settings.every_s, failures, polled.retry_s, settings.chance())
            state.run(
                "UPDATE sources SET due = ?, failures = ?, problem = ?, polled = ? WHERE address = ?",
                due, failures, polled.problem, now, address,
            )  # fmt: skip
    return fresh


def _take_on(
    state: State, source: str, listing: Listing, settings: Settings, now: float, *, first: bool
) -> int:
    """Note the items that were not seen in this form; gives back how many are to be fetched."""
    known = {row[0] for row in state.rows("SELECT mark FROM seen WHERE source = ?", source)}
    fresh = [item for item in listing.items if item.mark not in known]
    wanted = [
        i for i in fresh if not (first and listing.sort != "feed") or _recent(i, settings.back_days, now)
    ]
    if listing.sort == "index":
        wanted = [i for i in fresh if i in wanted or i.moment is None]
        left = wanted[_CHILDREN:]
        wanted = wanted[:_CHILDREN]
        fresh = [item for item in fresh if item not in left]  # the next round takes on the next ones
        for item in wanted:
            _child(state, source, item, now)
    else:
        for item in wanted:
            _article(state, source, item, now)
    present = [(source, item.mark, now) for item in listing.items if item.mark in known or item in fresh]
    state.run_all("INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at", present)
    if listing.whole:
        state.run("DELETE FROM seen WHERE source = ? AND at < ?", source, now - _FORGET)
    return 0 if listing.sort == "index" else len(wanted)


def _recent(item: Item, days: float, now: float) -> bool:
    """True if it is of the last days; a date in the future is a wrong clock, and recent."""
    if item.moment is None:
        return False
    moment = dt.datetime.fromisoformat(item.moment)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC, hour=23, minute=59)
    return aware.timestamp() >= now - days * 86400


def _child(state: State, index: str, item: Item, now: float) -> None:
    """A sitemap of an index: asked now, and again only if the index says so, or regularly if it gives no dates."""
    state.run(
        "INSERT INTO sources (address, parent, once, due) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET due = excluded.due",
        item.address, index, int(item.moment is not None), now,
    )  # fmt: skip


def _article(state: State, source: str, item: Item, now: float) -> None:
    """An article to be fetched; one that is known starts anew, as its source says that it changed."""
    address = item.address or f"entry:{item.mark}"
    state.run(
        "INSERT INTO articles (address, source, title, own, due) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "title = excluded.title, own = coalesce(excluded.own, own), due = excluded.due, tries = 0, look = -1",
        address, source, item.title, item.own, now,
    )  # fmt: skip
