"""Plain text to a `Report`: the text stays as it is, every character; `parts` say what each stretch of it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.core.errors import InputError
from sayso.core.ids import report_id
from sayso.core.report import Part, Report
from sayso.intake.clean import key, kind_of
from sayso.intake.language import require_english
from sayso.intake.moments import Moment, parse
from sayso.intake.notices import notice
from sayso.intake.photo_credit import credit_start
from sayso.intake.published import NO_DATE, date_line, from_file_name, of_file_name, of_lines
from sayso.intake.wire import agency

_LINE: Final = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_INVISIBLE: Final = " \t\r\n\ufeff\u200b"
_LONGEST_TITLE: Final = 30  # words
_DATELINE: Final = re.compile(r"\([A-Z]\w+\)|[-–—_]\s*$")
_LONGEST_CAPTION: Final = 90  # words
_BYLINE: Final = re.compile(r"^\W*[Bb][Yy]\s+(.{3,100}?)\W*$")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a text from outside it: the fields of a JSON line, or the name of its file."""

    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A line, or lines of one wrapped paragraph, without white space at its ends."""

    part: str
    start: int
    end: int
    alone: bool  # no other line beside it: blank lines before and after


def read_text(text: str, given: Given = Given()) -> Report:
    """The report of one plain text, ``report.text`` being the text itself.

    Raises InputError where the text is empty or not English.
    """
    if not text.strip():
        raise InputError("the text is empty.")
    stretches = _parts(text, given.title)
    readable = [text[s.start : s.end] for s in stretches if s.part in {"title", "body", "caption"}]
    if not readable:
        raise InputError("the text holds nothing to read, only credits, dates or navigation.")
    language = require_english(" ".join(readable))
    notes: list[str] = []
    published, updated = _dates(text, stretches, given, notes)
    day = published.day if published else None
    title = given.title or next((text[s.start : s.end] for s in stretches if s.part == "title"), None)
    prose = [text[s.start : s.end] for s in stretches if s.part == "body"]
    credit_lines = [text[s.start : s.end] for s in stretches if s.part == "credit"]
    byline = next((found[1] for line in credit_lines if (found := _BYLINE.match(line))), None)
    return Report(
        id=given.id or report_id(text, day, given.url),
        text=text,
        parts=tuple(Part(s.part, s.start, s.end) for s in stretches),
        title=title,
        published=day,
        published_time=published.time if published else None,
        publisher=given.publisher,
        byline=byline,
        agency=agency(byline, prose, [c for c in credit_lines if credit_start(c) is None]),
        updated=(updated.time or updated.day) if updated else None,
        notice=notice(title, [*prose[:2], *prose[-2:]]),
        url=given.url,
        language=language,
        notes=tuple(notes),
    )


def _dates(
    text: str, stretches: Sequence[_Stretch], given: Given, notes: list[str]
) -> tuple[Moment | None, Moment | None]:
    if given.published:
        moment = parse(given.published)
        if moment is not None:
            return moment, None
        notes.append(f"the given publication date {given.published[:40]!r} is no date and was left out")
    lines = [text[s.start : s.end] for s in stretches if s.part != "noise"]
    published, updated = of_lines(lines)
    if published is None and given.file_name and (published := of_file_name(given.file_name)):
        notes.append(from_file_name(published))
    if published is None:
        notes.append(NO_DATE)
    return published, updated


def _parts(text: str, title: str | None) -> list[_Stretch]:
    """What each line or wrapped paragraph is. Sorted, without overlap; only white space lies between."""
    found: list[_Stretch] = []
    lead = len(text) - len(text.lstrip(_INVISIBLE))
    start = lead
    given = (title or "").strip()
    if given and text.startswith(given, lead):
        start = lead + len(given)
        found.append(_Stretch("title", lead, start, True))
    stretches = _stretches(text, start)
    if not given and _is_title(text, stretches):
        found.append(replace(stretches[0], part="title"))
        stretches = stretches[1:]
    return found + _captions(text, [_named(text, s, number) for number, s in enumerate(stretches)])


def _stretches(text: str, start: int) -> list[_Stretch]:
    blocks: list[list[tuple[int, int]]] = []
    last_end = None
    for line in _LINE.finditer(text, start):
        raw = line.group()
        a = line.start() + len(raw) - len(raw.lstrip())
        b = line.start() + len(raw.rstrip())
        if a >= b:
            continue
        if last_end is None or not blocks or _gap(text, last_end, a):
            blocks.append([])
        blocks[-1].append((a, b))
        last_end = b
    found: list[_Stretch] = []
    for block in blocks:
        if _wrapped(text, block):
            found.append(_Stretch("body", block[0][0], block[-1][1], True))
        else:
            found += [_Stretch("body", a, b, len(block) == 1) for a, b in block]
    return found


def _gap(text: str, end: int, start: int) -> bool:
    """True if at least one blank line lies between."""
    return len(re.findall(r"\r\n|[\r\n\u2028\u2029\x0b\x0c]", text[end:start])) > 1


def _wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    """True for a paragraph broken into lines of a fixed width, as old wires and mail are."""
    if len(block) < 2:
        return False
    lengths = [b - a for a, b in block]
    most = lengths[:-1]
    if max(lengths) > 100 or min(most) < 0.6 * max(lengths) or max(lengths) < 40:
        return False
    ends = sum(text[b - 1] in '.!?"”' for _, b in block[:-1])
    return ends <= 0.5 * len(most) and not any(kind_of(text[a:b]) for a, b in block)


def _is_title(text: str, stretches: list[_Stretch]) -> bool:
    """The first line is a headline: short, no full sentence's end, with a body after it."""
    if len(stretches) < 2:
        return False
    first = text[stretches[0].start : stretches[0].end]
    if "\n" in first or not 2 <= len(first.split()) <= _LONGEST_TITLE or kind_of(first) or date_line(first):
        return False
    if _DATELINE.search(first) or len(first) < 12:
        return False
    if first.endswith((".", ",", ";", ":")) and not first.endswith(("...", "U.S.", "U.N.", "U.K.")):
        return False
    longer = max(s.end - s.start for s in stretches[1:])
    return longer >= len(first) and credit_start(first) is None


def _named(text: str, stretch: _Stretch, number: int) -> _Stretch:
    line = text[stretch.start : stretch.end]
    kind = kind_of(line)
    if kind is None and number < 4 and date_line(line):
        kind = "credit"
    return replace(stretch, part=kind) if kind else stretch


def _captions(text: str, stretches: list[_Stretch]) -> list[_Stretch]:
    """Captions are told by their photo credit, which is cut off as a part of its own; a caption said again is noise."""
    found: list[_Stretch] = []
    for number, stretch in enumerate(stretches):
        following = stretches[number + 1] if number + 1 < len(stretches) else None
        if stretch.part != "body":
            found.append(stretch)
            continue
        cut = credit_start(text[stretch.start : stretch.end])
        if cut:
            end = stretch.start + len(text[stretch.start : stretch.start + cut].rstrip())
            short = text.count(" ", stretch.start, end) < _LONGEST_CAPTION
            found.append(replace(stretch, part="caption" if short else "body", end=end))
            found.append(replace(stretch, part="credit", start=stretch.start + cut))
        elif following and _is_photo_credit(text, following) and not _gap(text, stretch.end, following.start):
            found.append(replace(stretch, part="caption"))
        else:
            found.append(stretch)
    return _once(text, found)


def _is_photo_credit(text: str, stretch: _Stretch) -> bool:
    return stretch.part == "credit" and credit_start(text[stretch.start : stretch.end]) == 0


def _once(text: str, stretches: list[_Stretch]) -> list[_Stretch]:
    captions = {key(text[s.start : s.end]) for s in stretches if s.part == "caption"}
    seen: set[str] = set()
    found = []
    for stretch in stretches:
        name = key(text[stretch.start : stretch.end])
        if stretch.part in {"caption", "body"} and name in captions:
            part = "noise" if name in seen else "caption"
            seen.add(name)
            stretch = replace(stretch, part=part)
        found.append(stretch)
    return found
