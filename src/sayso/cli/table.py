"""The claims of one report as text for a terminal: grouped by who says so, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sayso.cli.phrase import (
    MARKS,
    OWN_VOICE,
    clean,
    count_words,
    detail_words,
    origin_words,
    runs,
    score_words,
    title_of,
    unsure,
)
from sayso.cli.terminal import Style, wrap, wrap_items
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport

_INDENT: Final = 16
_WIDE: Final = 116
_QUOTE_LINES: Final = 3
_LOOKS: Final = {"denied": ("red",), "hedged": ("yellow",), "intended": ("cyan",)}


@dataclass(frozen=True, slots=True)
class Decided:
    """What persons decided about a claim, in words; a rejected one is struck."""

    words: tuple[str, ...]
    rejected: bool = False


_UNDECIDED: Final = Decided(())


def render(coded: CodedReport, style: Style, decided: Mapping[str, Decided] | None = None) -> Iterator[str]:
    """The lines of one report, none wider than ``style.width``: title, origin, claims by say-so, notes, count.

    Stance is told by a sign and a word as well as by colour. A place or time in square brackets is not in the
    claim's own words but stands elsewhere in the report. ``decided``: claim id → what a person decided about it.
    """
    for line in _render(coded, style, decided or {}):
        yield style.signs(line)


def _render(coded: CodedReport, style: Style, decided: Mapping[str, Decided]) -> Iterator[str]:
    report = coded.report
    title = title_of(report)
    for start, end in wrap(title, style.width):
        yield style.paint(title[start:end], "bold")
    origin = origin_words(report)
    yield from (style.paint(origin[a:b], "dim") for a, b in wrap(origin, style.width))
    yield style.paint("─" * style.width, "dim")
    for run in runs(coded.claims):
        yield from _heading(run.says, style)
        above: Claim | None = None
        for number, claim in run.claims:
            found = decided.get(claim.id, _UNDECIDED)
            yield from _claim(number, claim, style, above, rejected=found.rejected)
            for words in found.words:
                for start, end in wrap(words, style.width - _INDENT):
                    yield " " * _INDENT + style.paint(words[start:end], "red" if found.rejected else "green")
            above = claim
    if coded.claims:
        yield ""
    yield from _notes(coded, style)
    count = count_words(coded.claims)
    yield from (style.paint(count[a:b], "bold") for a, b in wrap(count, style.width))


def _heading(says: str, style: Style) -> Iterator[str]:
    looks = ("dim",) if says == OWN_VOICE else ("bold", "green")
    says = f"{says}:"
    for start, end in wrap(says, style.width):
        yield style.paint(says[start:end], *looks)


def _claim(
    number: int, claim: Claim, style: Style, above: Claim | None, *, rejected: bool = False
) -> Iterator[str]:
    """The claim's lines; the same words as in the claim above are not printed twice."""
    looks = _LOOKS.get(claim.stance, ())
    room = style.width - _INDENT
    wide = style.width >= _WIDE
    left = room * 3 // 5 if wide else room
    details = _details(claim, room - left - 2 if wide else room, style)
    again = above is not None and (above.quote, above.trigger) == (claim.quote, claim.trigger) and details
    quote = [] if again else _quote(claim, left, style)
    body = [words + " " * (left - length + 2) for words, length in quote] if wide else [w for w, _ in quote]
    if wide:
        rows = max(len(quote), len(details))
        blank = " " * (left + 2)
        body = [(body + [blank] * rows)[i] + (details + [""] * rows)[i] for i in range(rows)]
    else:
        body += details
    if rejected:
        body = [style.strike(line) for line in body]
    lead = style.paint(f"{f'{number:>3} {MARKS[claim.stance]} {claim.kind}':<{_INDENT}}", *looks)
    for index, line in enumerate(body):
        yield ((lead if index == 0 else " " * _INDENT) + line).rstrip()


def _quote(claim: Claim, width: int, style: Style) -> list[tuple[str, int]]:
    """At most three lines of the quote, those with the trigger among them, each with its printed length."""
    before = clean(claim.quote.text[: claim.trigger.start - claim.quote.start])
    trigger = clean(claim.trigger.text)
    after = clean(claim.quote.text[claim.trigger.end - claim.quote.start :])
    glued = claim.quote.text[claim.trigger.end - claim.quote.start :][:1].isspace()
    head = before + " " if before and _ends_in_space(claim) else before
    text = head + trigger + (" " if glued and after else "") + after
    lines = wrap(text, width - 1)
    at = next((i for i, (_, end) in enumerate(lines) if end > len(head)), 0)
    first = max(0, min(at - 1, len(lines) - _QUOTE_LINES)) if at >= _QUOTE_LINES else 0
    shown = lines[first : first + _QUOTE_LINES]
    found = []
    for index, (start, end) in enumerate(shown):
        a, b = max(start, len(head)), min(end, len(head) + len(trigger))
        words = text[start:end]
        painted = words
        if a < b:
            painted = text[start:a] + style.paint(text[a:b], "bold", "underline") + text[b:end]
        cut = "…" if index == len(shown) - 1 and end < len(text) else ""
        more = "…" if index == 0 and first > 0 else ""
        found.append((more + painted + cut, len(words) + len(cut) + len(more)))
    return found


def _ends_in_space(claim: Claim) -> bool:
    return claim.quote.text[: claim.trigger.start - claim.quote.start][-1:].isspace()


def _details(claim: Claim, width: int, style: Style) -> list[str]:
    items = detail_words(claim)
    stance = claim.stance.upper() if claim.stance != "asserted" else ""
    if stance:
        items.insert(0, stance)
    if style.verbose or unsure(claim):
        items.append(score_words(claim))
    if style.verbose:
        items.append(claim.id)
    lines = wrap_items(items, width)
    figure = detail_words(claim)[0] if claim.figure else ""
    return [_emphasise(line, stance, figure, claim.stance, style) for line in lines]


def _emphasise(line: str, stance: str, figure: str, name: str, style: Style) -> str:
    """Stance and figure stand out, the rest steps back."""
    if not style.colour:
        return line
    painted = []
    for item in line.split(" · "):
        if stance and item == stance:
            painted.append(style.paint(item, *_LOOKS[name]))
        elif figure and item and figure.startswith(item):
            painted.append(style.paint(item, "bold"))
        else:
            painted.append(style.paint(item, "dim"))
    return style.paint(" · ", "dim").join(painted)


def _notes(coded: CodedReport, style: Style) -> Iterator[str]:
    notes = [clean(n) for n in coded.notes]
    if any(slot and slot.basis != "words" for c in coded.claims for slot in (c.place, c.when)):
        notes.append("[ ] around a place or time: the claim's own words do not name it")
    for note in notes:
        for index, (start, end) in enumerate(wrap(note, style.width - 6)):
            yield style.paint(("note: " if index == 0 else "      ") + note[start:end], "dim")
