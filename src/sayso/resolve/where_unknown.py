"""Places that no gazetteer has: "the village of …", "the … neighbourhood", "in … , 25 km south-west of Tripoli"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.core.report import Report
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.where_find import is_adjective
from sayso.resolve.where_tokens import TAILED, lines, title_like, tokens, word_list

_CAP: Final = (
    r"(?:(?:[Aa]l|[Ee]l|[Aa]r|[Aa]s|[Aa]sh|[Aa]d|[Aa]n|[Ee]z|[Uu]m|[Dd]e|[Bb]in|[Aa]bu)[- ])?"
    r"[A-Z][\w’'\-]*[\w]"
)
_NAME: Final = rf"{_CAP}(?:[ \-](?:(?:al|el|ar|as|ash|ad|an|ez|bin|ben|de|ou|of|and)[ \-])?{_CAP}){{0,3}}"
_KIND: Final = (
    "neighbou?rhoods?|districts?|quarter|suburb|villages?|towns?|city|province|governorate|county|region|area|"
    "countryside|township|"
    "refugee camp|camp|military airport|international airport|airport|airbase|air base|military base|base|prison|"
    "jail|"
    "border crossing|crossing|checkpoint|bridge|dam|oil ?field|gas field|refinery|power plant|mosque|church|"
    "square|market|"
    "hospital|hotel|university|school|stadium|park|street|road|avenue|highway|river|lake|valley|mountains?|"
    "island|forest|desert|mine|port|"
    "tehsil|countryside|farms?|mall|restaurant|caf[eé]|factory|complex|building|embassy|headquarters|courthouse|"
    "tunnel|barrens|hills?"
)
_KIND_WORDS: Final = frozenset(
    kind.split()[-1].rstrip("s")
    for form in (re.sub(r".\?", "", _KIND), _KIND.replace("?", ""))
    for kind in form.replace("[eé]", "e").split("|")
)
"""The last words of kinds, singular: a line without any of them is not searched for one."""
_BEFORE: Final = re.compile(
    rf"\b(?:the\s)?(?:[a-z\-]+\s)?(?:{_KIND})\s(?:of|called|named|known as)\s(?P<name>{_NAME})|"
    rf"\b(?:the\s)(?:[a-z\-]+\s)?(?:villages?|towns?|district|neighbou?rhood|suburb)\sof\s(?P<second>{_NAME})"
)
_AFTER: Final = re.compile(rf"\b(?P<name>{_NAME}\s(?:{_KIND}|{_KIND.title()}))\b")
_IN: Final = re.compile(
    rf"\b(?:in|at|near|outside|towards?|around)\s(?:the\s)?(?P<name>{_NAME})(?=[\s,.;:)’'\"]|$)"
)
_ADJECTIVES: Final = re.compile(
    r"(?:[A-Z]\w+(?:ish|ese|ite|ist|ian)|Sunni|Shia|Shiite|Arab|Kurd|Druze|Takfiri|Daesh|ISIL|ISIS|IS|Coalition|Army)s?\b"
)
_NO_PLACE: Final = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday "
        "saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays christmas easter "
        "ramadan eid muslim islamic "
        "christian parliament congress senate state president general the a an this that these those his her its "
        "their he she it they "
        "we i english arabic french russian twitter facebook youtube internet supreme united security european "
        "army ministry national mon tue tues wed thu thur thurs fri sat sun "
        "jan feb mar apr jun jul aug sept sep oct nov dec god allah islam congressional republican democratic "
        "democrat senator mr mrs",
    )
)

AROUND: Final = frozenset(
    re.findall(
        r"\w+",
        "the a of in at on near and north south east west northern southern eastern western central northeast "
        "northwest southeast southwest northeastern northwestern southeastern southwestern upper lower greater",
    )
)


def is_kind(word: str) -> bool:
    """True for a word that says what a place is ("Street", "Camp") and names none by itself."""
    return word.lower().rstrip("s") in _KIND_WORDS


def may_name(words: str, known: Gazetteer) -> bool:
    """False for words that name no place by themselves: a direction, a day, a people ("northern", "Tue", "Korean")."""
    told = [w for w in re.findall(r"[^\W\d_]+", words) if w.lower() not in AROUND]
    if not told or (len(told) == 1 and len(told[0]) < 3):
        return False
    if len(told) > 1:
        return True
    return told[0].lower() not in _NO_PLACE and not is_adjective(known.find(told[0]))


def unknown_names(report: Report, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Offsets of what the words call a place although the gazetteer does not know it, outside of what is
    ``taken``."""
    text, used = report.text, list(taken)
    for start, end in lines(report):
        said = (w.rstrip("s") for w in re.findall(r"[a-z]+", text[start:end].lower().replace("é", "e")))
        for pattern in (_IN,) if _KIND_WORDS.isdisjoint(said) else (_BEFORE, _AFTER, _IN):
            if pattern is _IN and _IN.search(text, start, end) and title_like(tokens(text, start, end)):
                continue
            for match in pattern.finditer(text, start, end):
                group = "second" if "second" in match.groupdict() and match.group("second") else "name"
                a, b = match.span(group)
                if _acceptable(text[a:b], pattern is _IN) and not any(a < y and x < b for x, y in used):
                    used.append((a, b))
                    yield a, b


def _acceptable(name: str, bare: bool) -> bool:
    words = [re.sub(r"['’]s?$", "", w.lower()) for w in re.findall(r"[\w’']+", name)]
    if (
        _ADJECTIVES.match(name)
        or any(TAILED.search(w) for w in name.split())
        or re.search(r"\b(?:Ministry|Government|Army|Party|Council|Office)\b", name)
    ):
        return False
    if not words or words[0] in _NO_PLACE or words[-1] in _NO_PLACE or name.isupper():
        return False
    if bare and (
        words[0] in word_list("given_names") or words[0] in word_list("common_words") or len(words[0]) < 3
    ):
        return False
    return bool(words[0][0].isalpha())
