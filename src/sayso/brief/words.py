"""English for briefs: dates, numbers, places, claimants and what is counted, as one writes them in a sentence."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from sayso.core.toll import Toll, TollEntry
from sayso.core.when import day_range

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
OWN: Final = " (own voice)"
_ARTICLE: Final = re.compile(r"^(?:the|a|an|its|his|her|their|our|some|any)\s+", re.I)
_BODIES: Final = re.compile(
    r"\b(?:ministry|department|office|prosecutor|presidency|government|council|committee|commission|agency|service|"
    r"administration|command|army|police|union|organi[sz]ation|party|embassy|parliament|court|army|authority)\b",
    re.I,
)
_BARE_PLURALS: Final = frozenset(
    {"officials", "residents", "witnesses", "sources", "activists", "doctors", "medics", "observers", "protesters",
     "reporters", "journalists", "experts", "analysts", "diplomats", "rebels", "insurgents", "relatives", "reports",
     "accounts", "media"}
)  # fmt: skip
_SINGULAR_PEOPLE: Final = re.compile(
    r"(?:spokes(?:man|woman|person)|official|source|witness|reporter|correspondent)$", re.I
)
_WITH_ARTICLE: Final = re.compile(
    r"(?:United |Central African|Democratic Republic|Dominican Republic|Czech Republic|Republic of|Philippines|"
    r"Netherlands|Bahamas|Gambia|Maldives|Seychelles|Solomon Islands|Marshall Islands|Comoros|Ivory Coast|West Bank|"
    r"Gaza Strip|UK$|US$|UAE$)"
)
_AT: Final = re.compile(
    r"\b(?:airport|square|base|station|bridge|field|stadium|hospital|port|camp|palace|border)\b", re.I
)
_NO_ARTICLE: Final = re.compile(r"(?:television|radio|media|tv|news|press)$", re.I)
_BODY_OF_MEN: Final = frozenset(
    {"force", "army", "guard", "militia", "contingent", "unit", "group", "gang", "staff"}
)
_NEUTRAL: Final = frozenset(
    {"people", "children", "women", "men", "civilians", "journalists", "soldiers", "police"}
)
_EMPTY: Final = re.compile(
    r"(?:people|persons?|deaths?|dead|bodies|killed|killings|victims|casualties|fatalities|injured|wounded|hurt|injuries|"
    r"arrests?|arrested|detained|detentions?|detainees|missing|others?|all|total|count|toll|number|figure|those|them|they"
    r"|refugees displaced)(?: (?:in all|so far))?$",
    re.I,
)
_COUNTED: Final = {"killed": "killed", "injured": "injured", "missing": "missing", "arrested": "arrested", "released":
    "released", "abducted": "abducted", "displaced": "displaced", "rescued": "rescued", "deployed": "deployed",
    "destroyed": "destroyed", "sentenced": "sentenced"}  # fmt: skip


def clean(text: str) -> str:
    """The text on one line, without control, direction and other invisible characters."""
    flat = " ".join(text.split())
    return "".join(c for c in flat if unicodedata.category(c) not in _UNSAFE).strip()


def capital(words: str) -> str:
    """The words as a sentence begins, whatever quotation mark they begin with."""
    found = re.search(r"\w", words)
    return (
        words
        if found is None
        else words[: found.start()] + words[found.start() :][0].upper() + words[found.start() + 1 :]
    )


def day_words(day: str | dt.date, year: bool = True) -> str:
    """``6 January 2022``; ``year`` false: ``6 January``."""
    found = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {_MONTHS[found.month - 1]}" + (f" {found.year}" if year else "")


def moment_words(moment: str) -> str:
    """An ISO day or moment: ``6 January 2022, 14:30 UTC``."""
    if len(moment) == 10:
        return day_words(moment)
    found = dt.datetime.fromisoformat(moment)
    aware = (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    return f"{day_words(aware.date())}, {aware:%H:%M} UTC"


def time_words(value: str) -> str:
    """With its preposition: ``on 6 January 2022``, ``between 2 and 7 January 2022``, ``in January 2022``."""
    first, _, second = value.partition("/")
    if second:
        start, end = day_range(value)
        if start == end:
            return f"on {day_words(end)}"
        if (start.year, start.month) == (end.year, end.month):
            return f"between {start.day} and {day_words(end)}"
        return f"between {day_words(start, start.year != end.year)} and {day_words(end)}"
    parts = first.split("-")
    if len(parts) == 3:
        return f"on {day_words(first)}"
    return f"in {_MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else f"in {first}"


def count_words(number: int, one: str, many: str | None = None) -> str:
    """``one report``, ``two reports``, ``14 reports``."""
    words = _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
    return f"{words} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def value_words(entry: TollEntry) -> str:
    """``26``, ``at least 3,000``, ``up to 40``, ``20 to 30``; a figure without number in the report's own words."""
    low, high = entry.low, entry.high
    if low is None and high is None:
        return f"“{clean(entry.text).strip('“”').lower()}”"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def at_words(entry: TollEntry) -> str:
    """The value after "at": ``at 26``, ``at 3,000 or more``."""
    if entry.low is not None and entry.high is None:
        return f"at {entry.low:,} or more"
    return f"at {value_words(entry)}"


def range_words(entries: Iterable[TollEntry]) -> str:
    """What the figures leave open: ``from 5,800 to 5,969``, ``at least 3,700``; "" where none has a number."""
    found = [e for e in entries if e.low is not None or e.high is not None]
    if not found:
        return ""
    low = min(e.low if e.low is not None else 0 for e in found)
    high = max(e.high if e.high is not None else e.low or 0 for e in found)
    opened = any(e.high is None and (e.low or 0) >= high for e in found)
    if low == high:
        return f"at least {low:,}" if opened else f"{low:,}"
    return f"from {low:,} to {high:,}" + (" or more" if opened else "")


def place_words(name: str | None) -> str:
    """With its preposition: ``in Almaty, Kazakhstan``, ``at Almaty airport``, ``in the Netherlands``; "" for None."""
    if not name:
        return ""
    parts = [
        f"the {part}" if _WITH_ARTICLE.match(part) else part
        for part in map(str.strip, clean(name).split(","))
    ]
    return f"{'at' if _AT.search(parts[0]) else 'in'} {', '.join(parts)}"


def claimant_words(label: str) -> str:
    """Whoever gives a figure, as the subject of a sentence: ``the interior ministry``, ``a police spokeswoman``."""
    name = clean(label)
    if name.endswith(OWN):
        return f"{name.removesuffix(OWN)}, naming no source,"
    if name in {"unnamed", "?", ""}:
        return "an unnamed source"
    if name == "own voice":
        return "a report that names no source"
    if _ARTICLE.match(name):
        return name
    words = name.split()
    if name[0].islower():
        if _NO_ARTICLE.search(name) or (words[-1].lower() in _BARE_PLURALS and len(words) < 3):
            return name
        if _SINGULAR_PEOPLE.search(name):
            return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
        return f"the {name}"
    possessive = words[0].endswith(("'s", "’s", "s'", "s’"))
    return f"the {name}" if _BODIES.search(name) and not possessive and not _is_name(words) else name


def _is_name(words: Sequence[str]) -> bool:
    """True for a house or person whose name only contains such a word ("Police Gazette", "Serik Ali of the office")."""
    before = list(words[: words.index("of")]) if "of" in words else list(words)
    return len(before) > 1 and all(w[:1].isupper() for w in before) and not _BODIES.search(" ".join(before))


def plain_claimant(label: str) -> str:
    """The same within a list of claimants: ``Steppe Wire (no source named)``."""
    name = clean(label)
    return f"{name.removesuffix(OWN)} (no source named)" if name.endswith(OWN) else claimant_words(label)


def quoted(quote: str) -> str:
    """A quote to be set in double quotation marks: its own are made single, and stray ones at its end left out."""
    words = quote.strip(" ,;:.").removesuffix('"') if quote.count('"') % 2 else quote.strip(" ,;:.")
    return re.sub(r'"([^"]*)"', r"‘\1’", words.replace("“", "‘").replace("”", "’"))


def via_words(chains: Iterable[Sequence[str]], most: int = 3) -> str:
    """Who relays it: ``via Interfax``, ``via Khabar 24 and Sputnik``; "" where nobody does."""
    relays = [clean(name) for chain in chains for name in chain[1:] if name != "?"]
    # "State news agencies" at the beginning of a sentence are state news agencies.
    plain = [next((r for r in relays if r == n[0].lower() + n[1:]), n) for n in relays]
    named = [name for name, _ in Counter(plain).most_common(most)]
    return f"via {listed(sorted(named, key=plain.index))}" if named else ""


def counted_words(toll: Toll, entries: Iterable[TollEntry]) -> str:
    """What is counted: ``the number of people killed in Kazakhstan``, ``the number of planes deployed``."""
    found = list(entries)
    places = {e.place for e in found}
    inner = next(iter(places)) if len(places) == 1 else None
    where = place_words(f"{inner}, {toll.place}" if inner and toll.place else inner or toll.place or None)
    if toll.measure == "crowd":
        return f"the size of the crowd {where}".rstrip()
    noun = group_words(toll, found)
    if toll.measure == "attackers":
        head = (
            "the number of attackers"
            if noun in {"people", "attackers"}
            else f"the number of attackers ({noun})"
        )
    else:
        head = f"the number of {noun} {_COUNTED[toll.measure]}"
    return f"{head} {where}".rstrip()


def group_words(toll: Toll, entries: Sequence[TollEntry]) -> str:
    """The counted group; in quotation marks where the word is the claimant's own for his opponents."""
    if toll.of in _NEUTRAL and toll.of != "police":
        return toll.of
    said = Counter(
        bare
        for e in entries
        for _ in e.shown
        if (bare := _ARTICLE.sub("", clean(e.of).strip("\"“”'‘’"))) and not _EMPTY.match(bare)
    )
    if not said:
        return "people"
    word = min(said, key=lambda w: (-said[w], len(w), w))
    if word.split()[-1].lower() in _BODY_OF_MEN and " and " not in word:
        word = f"members of the {word}"
    return f"“{word}”" if toll.of == "opponents" else word


def change_words(entry: TollEntry, before: TollEntry) -> str:
    """``up from 18 (6 January 2022)``, ``down from …``; ``after “dozens”`` where one of them has no number."""
    now, then = _size(entry), _size(before)
    word = "after" if now is None or then is None or now == then else "up from" if now > then else "down from"
    day = f" ({day_words(before.day)})" if before.day else ""
    return f"{word} {value_words(before)}{day}"


def _size(entry: TollEntry) -> int | None:
    return entry.low if entry.low is not None else entry.high
