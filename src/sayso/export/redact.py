"""Names of private persons withheld from an export, so that it can be shared without doing harm.

Officials, officers and those who speak for somebody keep their names; everybody else becomes ``[person 1]`` in slots,
and in texts and quotes as many ``█`` as the name has letters, so that every offset holds. What remains all the same
(descriptions, names that no table or title shows to be a person's) is listed in ``docs/reference/export.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from sayso.core.report import Report
from sayso.core.span import Span
from sayso.core.who import Who
from sayso.export.gather import Bundle, Item, Stream
from sayso.export.people import full_name, mentions, named, public
from sayso.resolve.who_names import surname

BLOCK: Final = "█"
LABEL: Final = re.compile(r"\[person \d+\]")
_TELLING: Final = 4  # letters from which on a surname in an address tells who it is


def redacted(bundle: Bundle) -> Bundle:
    """The bundle without the names of private persons; claims are gone through once to find them."""
    names = private(bundle.items)
    masks = Masks(names)
    return replace(
        bundle,
        items=Stream(lambda: (masks.item(i) for i in bundle.items)),
        happenings=tuple(
            replace(
                h,
                incident=masks.plain(h.incident),
                items=tuple(map(masks.item, h.items)),
                tolls=masks.plain(h.tolls),
            )
            for h in bundle.happenings
        ),
        tolls=masks.plain(bundle.tolls),
    )


def private(items: Iterable[Item]) -> dict[str, int]:
    """Full name in lower case → number, in the order of the record; without those who are named for an office
    (see `sayso.export.people`)."""
    told: dict[str, int] = {}
    for name, how in named(items):
        key = name.lower()
        told[key] = max(told.get(key, how), how)
    return {name: number for number, name in enumerate((n for n, how in told.items() if not public(how)), 1)}


class Masks:
    """What becomes of values that may hold one of these names; it keeps the last report's text, masked."""

    def __init__(self, names: Mapping[str, int]) -> None:
        self._names = names
        self._full = _any_of(names)
        self._parts = _any_of(word for name in names for word in name.split() if len(word) > 2)
        self._last: tuple[str, Report, re.Pattern[str] | None] | None = None

    def item(self, item: Item) -> Item:
        """The claim with its report, masked."""
        report, pattern = self._report(item.report)
        source = item.said.held.source
        kept = replace(
            item.said.held, report=report, source=report.id if self._tells(source, pattern) else source
        )
        walk = _Walk(self, report.text, pattern)
        said = replace(item.said, held=kept, claim=walk.over(item.said.claim))
        return replace(item, claim=walk.over(item.claim), said=said)

    def plain(self, value: Any) -> Any:
        """Values without a text that they point into (incidents, tolls): each full name becomes its label, and a part
        of a name that stands alone, as in a group made of the words of a figure, ``[person]``."""
        return _Walk(self, "", self._parts).over(value)

    def label(self, words: str, pattern: re.Pattern[str] | None = None) -> str:
        """Words with ``[person N]`` for a full name, and ``[person]`` for what ``pattern`` finds."""
        if self._full is None:
            return words
        text = self._full.sub(lambda m: f"[person {self._names[_bare(m.group())]}]", words)
        return pattern.sub("[person]", text) if pattern else text

    def _report(self, report: Report) -> tuple[Report, re.Pattern[str] | None]:
        if self._last is None or self._last[0] != report.id:
            here = [n for n in self._names if n in _bare(report.text)]
            pattern = _any_of(surname(n) for n in here)
            text = self._masked(report.text, pattern)
            for person in mentions(report) if here else ():
                name = full_name(person.text)
                if name and name.lower() in self._names:
                    text = text[: person.start] + _blocks(person.text) + text[person.end :]
            url = None if self._tells(report.url or "", pattern) else report.url
            title = report.title and self._masked(report.title, pattern)
            self._last = report.id, replace(report, text=text, title=title, url=url), pattern
        return self._last[1], self._last[2]

    def _masked(self, text: str, pattern: re.Pattern[str] | None) -> str:
        for each in (self._full, pattern):
            if each is not None:
                text = each.sub(lambda m: _blocks(m.group()), text)
        return text

    def _tells(self, address: str, pattern: re.Pattern[str] | None) -> bool:
        found = pattern.finditer(address) if pattern else ()
        return any(len(m.group()) >= _TELLING for m in found)


class _Walk:
    """Goes through a value of core types and masks all words in it."""

    def __init__(self, masks: Masks, text: str, pattern: re.Pattern[str] | None) -> None:
        self._masks, self._text, self._pattern = masks, text, pattern

    def over(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._masks.label(value, self._pattern)
        if isinstance(value, Span):
            return replace(value, text=self._text[value.start : value.end]) if self._text and value else value
        if isinstance(value, tuple):
            return tuple(self.over(v) for v in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        found = replace(value, **{f.name: self.over(getattr(value, f.name)) for f in fields(value)})
        if isinstance(found, Who) and isinstance(value, Who) and found.name != value.name:
            return replace(found, key=None, candidates=())
        return found


def withheld(cell: str) -> bool:
    """True for a cell of an export in which a name was withheld: nobody wrote that as a correction."""
    return BLOCK in cell or "[person]" in cell or bool(LABEL.search(cell))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of whole words for any of the names, the longest first, any white space between their words."""
    found = sorted({n for n in names if n}, key=lambda n: (-len(n), n))
    if not found:
        return None
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in found)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _blocks(words: str) -> str:
    return "".join(c if c.isspace() else BLOCK for c in words)


def _bare(words: str) -> str:
    return " ".join(words.lower().split())
