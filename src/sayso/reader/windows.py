"""A report as windows of wordpieces: what the encoder reads at once.

A window is ``[CLS] title [SEP] context units [SEP]``: the title and the tail of the window before stand in
front as context, so
that a name given there can be pointed at. Units are sentences, packed until the window is full; a paragraph is kept
together where it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.core.errors import SaysoError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from sayso.core.report import Report

CASES = ("special", "lower", "capitalised", "upper", "mixed", "digit", "mark")
"""Letter case of the word in which a piece stands; the encoder's vocabulary is uncased, so case is an extra
embedding."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Gov|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Prof|Rev|Hon|Pres|Inc|Ltd|Co|Corp)"
    r"|\b[A-Za-z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Window:
    """One window. Arrays run in parallel, a piece each: vocabulary ``ids``, ``cases`` (index into `CASES`),
    character offsets
    ``starts``/``ends`` into the report's text (-1 for special pieces), ``fresh`` (False: context only, read
    elsewhere)."""

    ids: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    fresh: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    ids: list[int]
    cases: list[int]
    starts: list[int]
    ends: list[int]


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of ``text[start:end]``; a line end also ends a sentence."""
    end = len(text) if end is None else end
    for line in re.finditer(r"[^\n]+", text[start:end]):
        at, stop = start + line.start(), start + line.end()
        for mark in _SENTENCE_END.finditer(text, at, stop):
            if _ABBREVIATION.search(text, max(at, mark.start() - 12), mark.start()):
                continue
            if text[at : mark.start()].strip():
                yield at, mark.end()
            at = mark.end()
        if text[at:stop].strip():
            yield at, stop


@lru_cache(maxsize=1 << 14)
def case_of(word: str) -> int:
    """Index into `CASES` for a word as written."""
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return 5
    if not letters:
        return 6
    if all(c.islower() for c in letters):
        return 1
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 3 if all(c.isupper() for c in letters) else 4


def _units(tokenizer: Tokenizer, text: str, spans: Iterable[tuple[int, int]], limit: int) -> Iterator[_Unit]:
    bounds = [(s, e) for a, b in spans for s, e in sentences(text, a, b)]
    for start, end in bounds:
        coded = tokenizer.encode(text[start:end], add_special_tokens=False)
        sentence = text[start:end]
        case_at = [0] * (len(sentence) + 1)
        for word in _WORD.finditer(sentence):
            case_at[word.start() : word.end()] = [case_of(word.group())] * (word.end() - word.start())
        offsets = coded.offsets
        for i in range(0, len(coded.ids), limit):
            chunk = offsets[i : i + limit]
            yield _Unit(
                start, end, coded.ids[i : i + limit], [case_at[a] for a, _ in chunk],
                [start + a for a, _ in chunk], [start + b for _, b in chunk],
            )  # fmt: skip


def _mark(window: Window, piece: int) -> None:
    window.ids.append(piece)
    window.cases.append(0)
    window.starts.append(-1)
    window.ends.append(-1)
    window.fresh.append(False)


def _put(window: Window, units: Iterable[_Unit], *, fresh: bool) -> None:
    for unit in units:
        window.ids.extend(unit.ids)
        window.cases.extend(unit.cases)
        window.starts.extend(unit.starts)
        window.ends.extend(unit.ends)
        window.fresh.extend([fresh] * len(unit.ids))


def windows(tokenizer: Tokenizer, report: Report, *, size: int = 256, context: int = 64) -> list[Window]:
    """The report's windows, at most ``size`` pieces each; every readable piece is fresh in exactly one of them."""
    cls, sep = _special(tokenizer, "[CLS]"), _special(tokenizer, "[SEP]")
    spans = {True: [], False: []}  # type: dict[bool, list[tuple[int, int]]]
    for part in report.readable():
        spans[part.part == "title"].append((part.start, part.end))
    title = list(_units(tokenizer, report.text, spans[True], 60))
    made: list[Window] = []
    used: list[_Unit] = []
    window = _begin(cls, sep, title, title_is_fresh=True)
    for unit in _units(tokenizer, report.text, spans[False], size - context - 64):
        if len(window.ids) + len(unit.ids) + 1 > size and used:
            _mark(window, sep)
            made.append(window)
            window = _begin(cls, sep, title[:1], title_is_fresh=False)
            _put(window, _tail(used, context), fresh=False)
            used = []
        _put(window, [unit], fresh=True)
        used.append(unit)
    _mark(window, sep)
    return [*made, window] if any(window.fresh) else made


def _special(tokenizer: Tokenizer, name: str) -> int:
    piece: int | None = tokenizer.token_to_id(name)
    if piece is None:
        raise SaysoError(f"The reader's tokenizer has no piece {name}; reinstall sayso.")
    return piece


def _begin(cls: int, sep: int, title: list[_Unit], *, title_is_fresh: bool) -> Window:
    window = Window()
    _mark(window, cls)
    _put(window, title, fresh=title_is_fresh)
    if title:
        _mark(window, sep)
    return window


def _tail(units: list[_Unit], context: int) -> list[_Unit]:
    """The last units that fit into ``context`` pieces together."""
    kept: list[_Unit] = []
    for unit in reversed(units):
        context -= len(unit.ids)
        if context < 0:
            break
        kept.insert(0, unit)
    return kept
