"""A claim's slots in words, the same for the terminal and for the page."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sayso.core.claim import Claim
from sayso.core.figure import Figure
from sayso.core.report import Report
from sayso.core.when import When, day_range
from sayso.core.where import Where
from sayso.core.who import Who

OWN_VOICE: Final = "In the report's own voice"
MARKS: Final = {"asserted": " ", "denied": "✗", "hedged": "?", "intended": "»"}
"""A sign for each stance, so that it can be told without colour."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text on one line, without control, direction and other invisible characters (they could steer a terminal)."""
    flat = _SPACE.sub(" ", text)
    if flat.isascii() and flat.isprintable():
        return flat.strip()
    return "".join(c for c in flat if unicodedata.category(c) not in _UNSAFE).strip()


def day_words(day: dt.date, weekday: bool = False) -> str:
    """``6 Jan 2022``, or ``Thu 6 Jan 2022``."""
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_DAYS[day.weekday()]} {words}" if weekday else words


def value_words(value: str) -> str:
    """An ISO day, month, year or interval as one reads it: ``2–7 Jan 2022``, ``Jan 2022``, ``2019``."""
    first, _, second = value.partition("/")
    if not second:
        year, *rest = first.split("-")
        if len(rest) == 2:
            return day_words(dt.date.fromisoformat(first))
        return f"{_MONTHS[int(rest[0]) - 1]} {year}" if rest else year
    start, end = day_range(value)
    if len(first) < 10 or len(second) < 10:
        return f"{value_words(first)} – {value_words(second)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}" if start != end else day_words(end)
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {day_words(end)}"
    return f"{day_words(start)} – {day_words(end)}"


def when_words(when: When) -> str:
    """The time in words; in brackets where the claim's own words do not name it."""
    return _bracket(value_words(when.value), when.basis)


def place_words(where: Where) -> str:
    """The place's name; in brackets where it comes from elsewhere in the report."""
    name = clean(where.name)
    if where.relation and where.relation != "in":
        name = f"{where.relation} {name}"
    return _bracket(name, where.basis)


def _bracket(words: str, basis: str) -> str:
    return words if basis == "words" else f"[{words}]"


def number_words(figure: Figure) -> str:
    """``26``, ``3,700+``, ``up to 40``, ``20–30``, ``about 150``, or the report's own word where vague ("dozens")."""
    low, high = figure.low, figure.high
    if low is not None and low == high:
        return f"about {low:,}" if figure.form == "about" else f"{low:,}"
    if low is not None and high is not None:
        return f"{low:,}–{high:,}"
    if low is not None:
        return f"{low:,}+"
    if high is not None:
        return f"up to {high:,}"
    return clean(figure.span.text)


def figure_words(figure: Figure) -> str:
    """``26 killed (armed criminals), in all, as of 6 Jan 2022``."""
    number = number_words(figure)
    counted = clean(figure.of) if figure.of else ""
    words = f"crowd of {number}" if figure.measure == "crowd" else f"{number} {figure.measure}"
    if figure.additive:
        words = f"another {words}"
    if counted and not _says_nothing(counted, figure):
        words += f" ({counted})"
    if figure.part_of:
        words += f", part of {clean(figure.part_of)}"
    if figure.scope == "total":
        words += ", in all"
    if figure.as_of:
        words += f", as of {value_words(figure.as_of)}"
    return words


def _says_nothing(counted: str, figure: Figure) -> bool:
    """True for "people", and for words that only repeat the number or the measure ("arrests" of "3,700 arrests")."""
    words = counted.casefold()
    return words in {"people", clean(figure.span.text).casefold()} or (
        " " not in words and words.startswith(figure.measure[:5])
    )


def who_words(who: Who) -> str:
    """The full form of the name; an unnamed claimant as ``unnamed`` with the words that tell of him."""
    if who.unnamed:
        return f"unnamed (“{clean(who.span.text)}”)" if who.span else "unnamed"
    return clean(who.name)


def says_words(says: tuple[Who, ...]) -> str:
    """The say-so chain, innermost first: ``defence ministry → relayed by Interfax``, or the report's own voice."""
    if not says:
        return OWN_VOICE
    return " → relayed by ".join(who_words(w) for w in says)


def parties_words(claim: Claim) -> str:
    """``actor → target`` as far as known; a target that the figure already names is not named twice."""
    actor = who_words(claim.actor) if claim.actor else ""
    target = who_words(claim.target) if claim.target else ""
    if claim.figure and claim.figure.of and _same_group(clean(claim.figure.of).casefold(), target.casefold()):
        target = ""
    if actor and target:
        return f"{actor} → {target}"
    return f"by {actor}" if actor else target and f"→ {target}"


def setting_words(claim: Claim) -> str:
    """``place · time`` as far as known."""
    place = place_words(claim.place) if claim.place else ""
    when = when_words(claim.when) if claim.when else ""
    return " · ".join(words for words in (place, when) if words)


def _same_group(counted: str, target: str) -> bool:
    """True if one of the two only adds words to the other ("armed criminals", "26 armed criminals")."""
    bare = target.replace('"', "")
    return counted in bare or bare in counted


def detail_words(claim: Claim) -> list[str]:
    """The claim's slots in words, in the order in which they are shown: figure, parties, setting."""
    figure = figure_words(claim.figure) if claim.figure else ""
    return [words for words in (figure, parties_words(claim), setting_words(claim)) if words]


def score_words(claim: Claim) -> str:
    """``score 0.93``; below one in two ``unsure (0.41)``."""
    return f"unsure ({claim.score:.2f})" if unsure(claim) else f"score {claim.score:.2f}"


def unsure(claim: Claim) -> bool:
    """True if the claim is more likely wrong than right."""
    return claim.score < 0.5


def origin_words(report: Report) -> str:
    """Publisher, agency, publication day and editorial notice on one line, as far as known."""
    agency = f"from {clean(report.agency)}" if report.agency and report.agency != report.publisher else ""
    day = day_words(report.day, weekday=True) if report.day else "no date"
    notice = clean(report.notice).upper() if report.notice else ""
    return " · ".join(x for x in (clean(report.publisher or ""), agency, day, notice) if x)


def title_of(report: Report) -> str:
    """The report's title, or its first words."""
    title = clean(report.title or "")
    return title or clean(report.text[:120])[:70] or "(untitled)"


@dataclass(frozen=True, slots=True)
class Run:
    """Claims that follow each other in the text on the same say-so, each with its number in the report (from 1)."""

    says: str
    claims: tuple[tuple[int, Claim], ...]


def runs(claims: Iterable[Claim]) -> Iterator[Run]:
    """The claims in text order, those on the same say-so that stand together grouped."""
    ordered = sorted(claims, key=lambda c: (c.quote.start, c.trigger.start))
    numbered = enumerate(ordered, 1)
    for says, group in groupby(numbered, key=lambda pair: says_words(pair[1].says)):
        yield Run(says, tuple(group))


def count_words(claims: Iterable[Claim]) -> str:
    """``12 claims: 9 asserted, 2 hedged, 1 denied; 7 on somebody's say-so``."""
    found = list(claims)
    if not found:
        return "no claims"
    counted = [f"{n} {s}" for s in MARKS if (n := sum(c.stance == s for c in found))]
    said = sum(bool(c.says) for c in found)
    noun = "claim" if len(found) == 1 else "claims"
    voice = f"{said} on somebody's say-so" if said else "none on anybody's say-so but the report's own"
    return f"{len(found)} {noun}: {', '.join(counted)}; {voice}"
