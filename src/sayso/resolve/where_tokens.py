"""Capitalised words of a report and the runs of them that the gazetteer knows: what may be a place name, before
any judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from sayso.core.report import Report
from sayso.resolve.gazetteer import Candidate, Gazetteer
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_cues import KIND_AFTER

_WORD: Final = re.compile(r"[^\W_](?:[\w’'`ʼ]|[.-](?=[^\W_])|(?<=\b[A-Za-z])\.)*")
_ABBREVIATION: Final = re.compile(
    r"(?:[A-Za-z]\.)+[A-Za-z]?\.?$|(?:W\.Va|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|"
    r"Mich|Minn|Miss|Mo|Mont|Neb|Nev|"
    r"Okla|Ont|Ore|Pa|Penn|Que|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Alta|Sask|St|Ste|Mt|Ft)$"
)
_POSSESSIVE: Final = re.compile(r"(?:['’`]s?|-)$")
_ARTICLE: Final = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|ath|az|es|ez|et)[- ]?$", re.IGNORECASE)
TAILED: Final = re.compile(
    r"-(?:based|backed|held|controlled|led|occupied|born|ruled|administered|run|style|allied|area|bound|wide|made|"
    r"owned|brokered|"
    r"sponsored|supported|dominated|funded|trained|era|installed|inspired|educated)$"
)
CONNECTORS: Final = frozenset(
    re.findall(
        r"\w+",
        "of the and de del della la le les al el es ez as ad an az ash ar at e upon on bin ibn abu d der den am "
        "du dos das di da do y in",
    )
)
TYPES: Final = frozenset(
    re.findall(
        r"\w+",
        "oil gas field oilfield airport airbase air base military international camp refugee crossing border "
        "square region peninsula "
        "mountains mountain river desert dam plant prison strip province neighbourhood neighborhood district "
        "city state nuclear power "
        "airfield straits strait valley delta",
    )
)
CALENDAR: Final = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december jan feb mar apr "
        "jun jul aug sept sep oct "
        "nov dec monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays "
        "fridays saturdays sundays",
    )
)
_INSTITUTIONS: Final = frozenset(
    re.findall(
        r"\w+",
        "university congress parliament senate union coalition commission council ministry college "
        "hospital mission "
        "government state republic army police embassy center centre church school court house "
        "assembly constitution guard force "
        "unity liberty independence democracy freedom reform justice victory international national "
        "federal central royal general "
        "king queen prince princess president minister pope bishop sheikh saint lord lady",
    )
)
_DIRECTIONS: Final = frozenset(
    a + gap + b
    for a in ("", "north", "south")
    for gap in ("", " ")
    for b in (
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
    )
)
SHORT_CODES: Final = frozenset(
    {"us", "uk", "uae", "usa", "drc", "nyc", "png", "nsw", "dc", "eu", "ussr", "dprk", "prc", "jfk"}
)
_LONGEST: Final = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A word at ``start``–``end``; ``capital`` if it begins like a name ("Homs", "al-Bab")."""

    start: int
    end: int
    text: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Spotted:
    """A run of tokens ``first``–``last`` (inclusive) that the gazetteer knows, and what it may stand for."""

    start: int
    end: int
    name: str
    first: int
    last: int
    candidates: tuple[Candidate, ...]


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of a stretch of text; a possessive and a full stop that ends a sentence are left outside."""
    found = []
    for match in _WORD.finditer(text, start, end):
        a, b = match.span()
        word = match.group()
        tail = _POSSESSIVE.search(word) if word[-1] in "s'’`-" else None
        if tail and len(word) > len(tail.group()) + 1:
            b -= len(tail.group())
        elif b < end and text[b] == "." and _ABBREVIATION.match(word):
            b += 1
        word = text[a:b]
        capital = word[0].isupper() or (len(word) > 4 and re.match(r"[a-z]{1,4}-[A-Z]", word) is not None)
        found.append(Token(a, b, word, capital))
    return found


def spot(text: str, words: list[Token], gazetteer: Gazetteer) -> Iterator[Spotted]:
    """The longest known names, left to right, without overlap."""
    i = 0
    while i < len(words):
        found = _longest(text, words, i, gazetteer) if words[i].capital else None
        if found is not None and words[i].text == "The" and all(c.match != "name" for c in found.candidates):
            found = None
        if found is None:
            i += 1
        else:
            yield found
            i = found.last + 1


def _longest(text: str, words: list[Token], i: int, gazetteer: Gazetteer) -> Spotted | None:
    reach = i
    while reach + 1 < min(len(words), i + _LONGEST):
        gap = text[words[reach].end : words[reach + 1].start]
        following = words[reach + 1]
        joined = gap in (" ", "-", "/", ". ") or (gap in ("’ ", "' ", "’s ", "'s ") and following.capital)
        if not joined or not (
            following.capital or following.text.lower() in CONNECTORS or following.text in TYPES
        ):
            break
        if gap == ". " and not _ABBREVIATION.match(words[reach].text):
            break
        reach += 1
    for last in range(reach, i - 1, -1):
        if words[last].text in CONNECTORS:
            continue
        start, end = words[i].start, words[last].end
        name = text[start:end]
        if TAILED.search(name):
            continue
        folded = fold(name)
        if (
            folded in CALENDAR
            or folded in _INSTITUTIONS
            or (folded in _DIRECTIONS and not KIND_AFTER.match(text, end))
        ):
            continue
        if len(folded) < 2 or (
            len(folded) <= 3 and last == i and not (name.isupper() or name[-1] == "." or len(folded) == 3)
        ):
            continue
        if folded in SHORT_CODES and not re.sub(r"[.\s]", "", name).isupper():
            continue
        if last == i and _is_acronym(text, words, i):
            continue
        candidates = gazetteer.find(name)
        if candidates:
            return Spotted(start, end, name, i, last, candidates)
    return _lost_apostrophe(words, i, gazetteer)


def _is_acronym(text: str, words: list[Token], i: int) -> bool:
    """True for "NATO" amid other words: short, all capitals, no known code, not in a dateline or "
    "line of capitals."""
    word = words[i].text
    if not word.isupper() or not 2 <= len(word) <= 5 or fold(word) in SHORT_CODES or "." in word:
        return False
    if i == 0 or (len(word) == 2 and text[: words[i].start].endswith(", ")):
        return False
    return sum(w.text.isupper() for w in words) < 0.6 * len(words)


def _lost_apostrophe(words: list[Token], i: int, gazetteer: Gazetteer) -> Spotted | None:
    """A well-known place in the genitive whose apostrophe some page has lost: "Syrias north"."""
    word = words[i]
    if not word.text.endswith("s") or len(word.text) < 5:
        return None
    candidates = tuple(
        c for c in gazetteer.find(word.text[:-1]) if c.match == "name" and c.place.population >= 200_000
    )
    return Spotted(word.start, word.end - 1, word.text[:-1], i, i, candidates) if candidates else None


@lru_cache(maxsize=2)
def word_list(name: str) -> frozenset[str]:
    """One of the package's word lists: ``common_words`` or ``given_names``."""
    file = resources.files("sayso.resolve") / "tables" / f"{name}.txt"
    return frozenset(file.read_text("utf8").split())


def title_like(words: list[Token]) -> bool:
    """True for a line in which nearly every longer word is capitalised, as in headlines."""
    longer = [w for w in words if len(w.text) > 3 and w.text[0].isalpha()]
    return len(longer) > 2 and sum(w.capital for w in longer) >= 0.75 * len(longer)


def lines(report: Report) -> Iterator[tuple[int, int]]:
    """Offsets of the lines of the readable parts."""
    for part in report.readable():
        for match in re.finditer(r"[^\n]+", report.text[part.start : part.end]):
            yield part.start + match.start(), part.start + match.end()
