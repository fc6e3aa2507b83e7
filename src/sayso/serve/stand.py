"""How a toll stands in a few words: the range of what is current, and each claimant's last figure."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from sayso.core.toll import Toll, TollEntry
from sayso.reconcile.groups import read


def standing(toll: Toll) -> tuple[str, list[TollEntry]]:
    """The range that the current figures span, in words, and the last entry of each claimant."""
    whole = _whole(toll) or list(toll.current())
    lows = [v for e in whole for v in (e.low, e.high) if v is not None]
    words = (
        f"{min(lows):,}–{max(lows):,}" if lows and min(lows) != max(lows) else f"{lows[0]:,}" if lows else "–"
    )
    if any(e.high is None and e.low == max(lows, default=None) for e in whole):
        words += "+"
    last = {(e.claimant, e.status): e for e in toll.entries if e in whole or e.status == "withdrawn"}
    return words, sorted(last.values(), key=lambda e: (e.status == "withdrawn", -(e.low or e.high or 0)))


def _whole(toll: Toll) -> list[TollEntry]:
    """The current figures for the whole of what is counted: no part, no place within, no single event."""
    return [e for e in toll.current() if e.scope == "total" and e.place is None and e.part_of is None]


def by_claimant(toll: Toll) -> list[tuple[str, list[TollEntry]]]:
    """The entries of each claimant, in the order in which they were given."""
    found: dict[str, list[TollEntry]] = defaultdict(list)
    for entry in toll.entries:
        found[entry.claimant].append(entry)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def group_words(toll: Toll) -> str:
    """Whom or what a toll counts: a group of people by its name, things in the words of the first report."""
    of = next((e.of for e in toll.entries if e.of), toll.of)
    return of if read(of).things else toll.of


def toll_id(toll: Toll) -> str:
    """``t`` and 12 hex digits over what is counted, of whom and where: the same on every run."""
    named = "\n".join((toll.measure, toll.of, toll.place))
    return "t" + hashlib.sha256(named.encode("utf-8", "backslashreplace")).hexdigest()[:12]
