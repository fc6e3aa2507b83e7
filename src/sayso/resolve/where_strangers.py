"""Names that the gazetteer knows from elsewhere: a report on Aleppo means its own quarter, not a village of that
name in another country of which it says nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from sayso.core.span import Span
from sayso.resolve.gazetteer import Place
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_cues import KIND_AFTER
from sayso.resolve.where_rank import Choice, Toponym
from sayso.resolve.where_unknown import AROUND, is_kind

PLAINLY: Final = 0.55
"""What the country of the setting must have of its own places and those of the next country together."""
_SMALL: Final = 150_000
"""People up to which a place may be a mere namesake."""
_OTHERS: Final = 2
"""Names that must speak for another country."""
_FEW: Final = 8
"""Places of one name up to which none of them need be the one meant."""
_KNOWN: Final = 500_000
"""People from which on a town is meant also where it is a part of a name ("Baghdad airport")."""


def evident_countries(names: Iterable[tuple[Toponym, Choice | None]]) -> Counter[str]:
    """How many different names of a report, each with what it stands for, speak for each country."""
    different = dict.fromkeys((fold(t.name), c.place.country) for t, c in names if c is not None)
    return Counter(country for _, country in different if country)


def evidence_elsewhere(
    spotted: Sequence[Toponym], choices: Sequence[Choice | None]
) -> Callable[[Span, str], Counter[str]]:
    """A function that tells how many different names outside of a span, and other than the (folded) one, speak for each
    country."""
    starts = [t.start for t in spotted]
    names = [
        (fold(t.name), c.place.country or "") if c is not None else ("", "")
        for t, c in zip(spotted, choices, strict=True)
    ]
    mentions = Counter(names)

    def elsewhere(span: Span, name: str) -> Counter[str]:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        inside = Counter(names[first:last])
        return Counter(
            country
            for (other, country), count in mentions.items()
            if country and other != name and count > inside[other, country]
        )

    return elsewhere


def most_evident(evident: Counter[str]) -> str | None:
    """The country for which by far the most names of a report speak."""
    most = max(evident, key=lambda c: evident[c], default=None)
    return most if most is not None and evident[most] >= PLAINLY * evident.total() else None


def evident_towns(names: Iterable[tuple[Toponym, Choice | None]]) -> Counter[str]:
    """The same of names within a country alone: "U.S." and "American" are said of governments everywhere."""
    return evident_countries(
        (t, c) for t, c in names if c is not None and c.match != "adjective" and c.place.kind != "country"
    )


def far_namesake(place: Place, toponym: Toponym, evident: Counter[str], towns: Counter[str]) -> bool:
    """True for a small place in a country of whose towns no other name of the report speaks, while two and more names,
    and more than for this country, speak for another: then the report means a namesake that the gazetteer lacks."""
    small = place.kind in ("city", "district", "admin2", "camp", "airport") and place.population < _SMALL
    ours = place.country or ""
    main = max((c for c in evident if c != ours), key=lambda c: evident[c], default="")
    other = (
        towns[ours] <= 1
        and evident[main] >= _OTHERS
        and (evident[ours] <= 1 or evident[main] > evident[ours])
    )
    few = len(toponym.candidates) < _FEW or all(c.place.country != main for c in toponym.candidates)
    return small and other and few


def within_a_name(place: Place, toponym: Toponym, span: Span, elsewhere: Counter[str]) -> bool:
    """True for a place whose name is but a part of what the report names, as "Brest" in "Brest Street", if no name
    ``elsewhere`` in the report speaks for its country, but one speaks for another; where none speaks for any, for a
    small place in a longer proper name ("Ras" in "Maroun al-Ras")."""
    if place.kind in ("country", "region", "continent", "sea"):
        return False
    if place.population >= _KNOWN and place.kind not in ("admin1", "admin2"):
        return False
    if elsewhere[place.country or ""]:
        return False
    rest = f"{span.text[: toponym.start - span.start]} {span.text[toponym.end - span.start :]}"
    words = [
        w for w in re.findall(r"[^\W\d_]+", rest) if w.lower() not in AROUND and not _tells_a_settlement(w)
    ]
    if not elsewhere:
        return place.population < _SMALL and any(w[:1].isupper() and not is_kind(w) for w in words)
    return bool(words)


def _tells_a_settlement(word: str) -> bool:
    """ "Village", "province": the name before it may be the gazetteer's all the same; not so "hill" or "hotel"."""
    kind = KIND_AFTER.match(f" {word}")
    return kind is not None and not kind["water"]
