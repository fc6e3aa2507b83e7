"""Many coded reports from the few of the example: other words, names, numbers and days, and every span still right.

Each report of the example is written again under another word for every name and for most of the other words, all as
long as before, so that spans stay where they are. `CRISIS` such rewritings share their names and their country and are
one crisis, day after day; the next ones are another crisis elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final

from bench.reconcile_example import perfect
from sayso.core.claim import make_id
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.ids import report_id
from sayso.core.span import Span

CRISIS: Final = 10
_STEP: Final = 3  # days between two rewritings of one crisis
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?![\d.]*\d)")
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def many(number: int) -> Iterator[CodedReport]:
    """So many reports, the same on every run."""
    base = list(perfect().values())
    for i in range(number):
        variant, which = divmod(i, len(base))
        yield _rewritten(base[which], variant) if variant else base[which]


def _rewritten(coded: CodedReport, variant: int) -> CodedReport:
    kept = _kept(coded)
    report = coded.report
    text = _text(report.text, kept, variant)
    day = _day(report.published, variant)
    time = day + report.published_time[10:] if day and report.published_time else None
    url = f"{report.url}?{variant}" if report.url else None
    name = report_id(text, day, url)
    known = {
        n: _text(v, kept, variant) if (v := getattr(report, n)) else v
        for n in ("publisher", "agency", "byline")
    }
    made = replace(
        report, id=name, text=text, title=text[slice(*_title(coded))] or None, published=day, published_time=time,
        updated=None, url=url, **known,
    )  # fmt: skip
    claims = []
    for claim in coded.claims:
        new = _moved(claim, text, kept, variant)
        claims.append(replace(new, id=make_id(name, new.kind, new.trigger, new.figure, new.says)))
    return replace(coded, report=made, claims=tuple(claims))


def _title(coded: CodedReport) -> tuple[int, int]:
    return next(((p.start, p.end) for p in coded.report.parts if p.part == "title"), (0, 0))


def _kept(coded: CodedReport) -> frozenset[str]:
    """Words that tell what happened to whom on whose say-so: they stay, but for names."""
    spans = [
        s.text for c in coded.claims for name, s in c.spans() if name not in {"quote", "evidence", "place"}
    ]
    names = [w.name for c in coded.claims for w in (*c.says, c.actor, c.target) if w]
    return frozenset(w for text in (*spans, *names) for w in _WORD.findall(text) if w.islower())


def _text(text: str, kept: frozenset[str], variant: int) -> str:
    words = _WORD.sub(lambda m: _word(m.group(), m.group() in kept, variant), text)
    return _NUMBER.sub(lambda m: _number(m.group(), variant), words)


@cache
def _word(word: str, kept: bool, variant: int) -> str:
    if word[0].isupper():
        return _made(word, f"crisis {variant // CRISIS}") if variant >= CRISIS else word
    if kept or int.from_bytes(hashlib.sha256(f"{variant} {word}".encode()).digest()[:2], "big") % 4 == 0:
        return word
    return _made(word, f"variant {variant}")


def _made(word: str, seed: str) -> str:
    """A word of the same length, in the same letter case, the same for the same seed."""
    digest = hashlib.sha512(f"{seed} {word.lower()}".encode()).digest()
    letters = ((_CONSONANTS, _VOWELS)[i % 2] for i in range(len(word)))
    new = "".join(some[digest[i % 64] % len(some)] for i, some in enumerate(letters))
    return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new


@cache
def _number(number: str, variant: int) -> str:
    """A number as long, its first digit kept; years and the numbers below ten stay."""
    if len(number) < 2 or re.fullmatch(r"20\d\d", number):
        return number
    digest = hashlib.sha256(f"{variant} {number}".encode()).digest()
    return number[0] + "".join(str(digest[i] % 10) if c.isdigit() else c for i, c in enumerate(number[1:]))


def _day(day: str | None, variant: int) -> str | None:
    if day is None:
        return None
    first, _, last = day.partition("/")
    parts = [first, *([last] if last else [])]
    shift = dt.timedelta(days=_STEP * (variant % CRISIS))
    return "/".join((dt.date.fromisoformat(p) + shift).isoformat() if len(p) == 10 else p for p in parts)


def _moved(item: Any, text: str, kept: frozenset[str], variant: int) -> Any:
    """The claim, or a slot of it, with spans cut from the new text and values that fit its words."""
    if isinstance(item, Span):
        return Span.cut(text, item.start, item.end) if item else item
    if isinstance(item, tuple):
        return tuple(_moved(i, text, kept, variant) for i in item)
    if not is_dataclass(item):
        return item
    values = {f.name: _moved(getattr(item, f.name), text, kept, variant) for f in fields(item)}
    for name in ("name", "of", "part_of"):
        if isinstance(values.get(name), str):
            values[name] = _text(values[name], kept, variant)
    for name in ("value", "as_of"):
        if isinstance(values.get(name), str):
            values[name] = _day(values[name], variant)
    if isinstance(item, Figure):
        values |= _read(item, values["span"].text)
    return type(item)(**values)


def _read(figure: Figure, words: str) -> dict[str, int | None]:
    """Low and high as the new number has them, where the words are one number alone."""
    found = _NUMBER.findall(words)
    if len(found) != 1 or "thousand" in words:
        return {}
    number = int(found[0].replace(",", ""))
    return {end: number for end in ("low", "high") if getattr(figure, end) is not None}
