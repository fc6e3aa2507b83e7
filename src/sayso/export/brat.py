"""``brat``: a zip of a text and an annotation file a report, in brat's standoff form."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from sayso.core.kinds import KINDS
from sayso.core.span import Span
from sayso.export.gather import Bundle, Item

_SLOTS: Final = ("actor", "target", "place", "when", "figure")
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)


def write(bundle: Bundle, path: Path) -> None:
    """Write ``001.txt`` and ``001.ann`` for the first report and so on, with the configuration that brat needs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        _put(out, "annotation.conf", _config())
        groups = groupby(bundle.standing(), key=lambda i: i.said.held.number)
        for number, (_, group) in enumerate(groups, 1):
            items = list(group)
            _put(out, f"{number:06}.txt", items[0].report.text)
            _put(out, f"{number:06}.ann", "".join(_lines(items)))


def _put(out: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _BEGINNING)
    info.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(info, text.encode("utf-8", "replace"))


def _config() -> str:
    slots = ", ".join(f"{s.capitalize()}?:Slot" for s in _SLOTS)
    events = "".join(f"{k.capitalize()}\t{slots}, Sayso*:Slot\n" for k in KINDS)
    stances = "Stance\tArg:<EVENT>, Value:asserted|denied|hedged|intended"
    return f"[entities]\nSlot\n[relations]\n[events]\n{events}[attributes]\n{stances}\n"


def _lines(items: Sequence[Item]) -> Iterator[str]:
    """An event a claim: its trigger, its slots, its stance; a note with claim, say-so, quote and report."""
    number = 0
    for event, item in enumerate(items, 1):
        claim = item.claim
        kind = claim.kind.capitalize()
        number += 1
        yield _entity(number, kind, claim.trigger)
        parts = [f"{kind}:T{number}"]
        slots = [(s.capitalize(), slot.span) for s in _SLOTS if (slot := getattr(claim, s)) is not None]
        chain = [("Sayso" + ("" if n == 1 else str(n)), who.span) for n, who in enumerate(claim.says, 1)]
        for name, span in (*slots, *chain):
            if span:
                number += 1
                yield _entity(number, "Slot", span)
                parts.append(f"{name}:T{number}")
        yield f"E{event}\t{' '.join(parts)}\n"
        yield f"A{event}\tStance E{event} {claim.stance}\n"
        chain_words = item.chain or "the report's own voice"
        note = f"claim {claim.id}; say-so: {chain_words}; report {item.report.id} {claim.quote.start}-{claim.quote.end}"
        yield f"#{event}\tAnnotatorNotes E{event}\t{' '.join(note.split())}\n"


def _entity(number: int, sort: str, span: Span) -> str:
    """A text-bound annotation; one that runs over line ends is given in pieces, as brat asks."""
    pieces = [(span.start + m.start(), span.start + m.end()) for m in re.finditer(r"[^\n]+", span.text)]
    offsets = ";".join(f"{start} {end}" for start, end in pieces)
    words = " ".join(m.group() for m in re.finditer(r"[^\n]+", span.text))
    return f"T{number}\t{sort} {offsets}\t{words}\n"
