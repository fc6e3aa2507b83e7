"""One claim as `sayso review` shows it: where it stands, its paragraph with its words marked, its slots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from sayso.cli.marks import marks_of, paragraphs
from sayso.cli.phrase import (
    clean,
    figure_words,
    origin_words,
    place_words,
    says_words,
    title_of,
    when_words,
    who_words,
)
from sayso.cli.terminal import Style, wrap
from sayso.core.claim import Claim
from sayso.record.queue import Waiting
from sayso.record.read import Said


def shown(each: Waiting, number: int, total: int, style: Style) -> Iterator[str]:
    """The lines of one claim: where it stands, its paragraph with its words marked, each slot with what was read."""
    said = each.said
    report, claim = said.held.report, said.claim
    yield ""
    head = f"{number} of {total} · {claim.kind} · {claim.stance} · {each.because}"
    yield from (style.paint(head[a:b], "bold") for a, b in wrap(head, style.width))
    for words in (title_of(report), origin_words(report)):
        yield from (style.paint(words[a:b], "dim") for a, b in wrap(words, style.width))
    yield ""
    yield from _marked(said, style)
    yield ""
    for name, value, quoted in _slots(claim):
        line = f"{name:<8} {value}" + (f"  “{quoted}”" if quoted else "  (not in words of its own)")
        yield from ("  " + ("  " if a else "") + line[a:b] for a, b in wrap(line, style.width - 4))
    yield style.paint(f"  {claim.id}", "dim")


def _marked(said: Said, style: Style) -> Iterator[str]:
    """The paragraph of the quote; words of slots are painted, or between stars where there is no colour."""
    report, claim = said.held.report, said.claim
    marks = [m for m in marks_of([(1, claim)]) if m.slot not in {"quote", "evidence"}]
    text, looks = "", []
    for paragraph in paragraphs(report, marks):
        first, last = paragraph.pieces[0].start, paragraph.pieces[-1].end
        if not (first <= claim.quote.start < last):
            continue
        for piece in paragraph.pieces:
            words = report.text[piece.start : piece.end]
            flat = clean(words)
            spaced = (
                (" " if words[:1].isspace() else "") + flat + (" " if flat and words[-1:].isspace() else "")
            )
            if piece.marks and not style.colour:
                spaced = f"*{spaced}*"
            look = _LOOKS.get(piece.marks[-1].slot, ("underline",)) if piece.marks else ()
            text += spaced
            looks += [look] * len(spaced)
    if not style.colour:
        text = text.replace("**", "")  # where marked words touch
        looks = [()] * len(text)
    for start, end in wrap(text, style.width - 2):
        yield "  " + _painted(text[start:end], looks[start:end], style)


_LOOKS: Final[dict[str, tuple[str, ...]]] = {
    "trigger": ("bold", "underline"), "figure": ("bold", "yellow"), "says": ("green",), "relay": ("green",),
    "place": ("cyan",), "when": ("cyan",),
}  # fmt: skip


def _painted(text: str, looks: list[tuple[str, ...]], style: Style) -> str:
    done, at = [], 0
    for look, run in groupby(looks):
        length = len(list(run))
        done.append(style.paint(text[at : at + length], *look))
        at += length
    return "".join(done)


def _slots(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Name, value and words of every filled slot."""
    yield "says", says_words(claim.says), " / ".join(clean(w.span.text) for w in claim.says if w.span)
    if claim.figure:
        yield "figure", figure_words(claim.figure), clean(claim.figure.span.text)
    for name, who in (("actor", claim.actor), ("target", claim.target)):
        if who:
            yield name, who_words(who), clean(who.span.text)
    if claim.place:
        yield "place", place_words(claim.place), clean(claim.place.span.text)
    if claim.when:
        yield "when", when_words(claim.when), clean(claim.when.span.text)
