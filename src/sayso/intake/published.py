"""When a report was published: for pages from their metadata, for plain text from its own date lines or file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from sayso.intake.metadata import Page
from sayso.intake.moments import Moment, find_day, parse

NO_DATE: Final = "no publication date: relative dates left unresolved"
_LABEL: Final = re.compile(
    r"^\W*(?:first\s|last\s|originally\s)?(?:published|updated|posted|issued|released|created|publication date|date)\b",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(r"^\W*(?:last\s)?(?:updated|modified)\b", re.IGNORECASE)
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.IGNORECASE
)
_FURNITURE: Final = re.compile(
    r"\b(?:on|at|in|the|by|local|time|[ap]\.?m|gmt|utc|edt?|est|bst|cet|ist|msk)\b\.?", re.IGNORECASE
)
_FEW_LETTERS: Final = 24


@dataclass(frozen=True, slots=True)
class Dates:
    """When a page was published and updated, with a note where it does not say the first itself."""

    published: Moment | None
    updated: Moment | None = None
    note: str | None = None


def of_page(tree: Any, page: Page, url: str | None = None, file_name: str | None = None) -> Dates:
    """A page's dates: JSON-LD and meta elements, visible times, the address; else its file's name; else a guess."""
    updated = next((m for value in page.updated if (m := parse(value))), None)
    found = [m for value in page.published if (m := parse(value))]
    published = _best(found) or _visible(tree) or _address(url or page.url)
    note = None
    if published is None and file_name and (published := of_file_name(file_name)):
        note = from_file_name(published)
    elif published is None and (published := _htmldate(tree, url)):
        note = f"publication date {published.day} is a guess from the page's markup"
    elif published is None:
        note = NO_DATE
    if published and updated and (updated == published or updated.day < published.day):
        updated = None
    return Dates(published, updated, note)


def _best(found: Sequence[Moment]) -> Moment | None:
    """The first candidate; where it lacks a clock time, another one of the same day that has one."""
    if not found:
        return None
    return next((m for m in found if m.time and m.day == found[0].day), found[0])


def _visible(tree: Any) -> Moment | None:
    for element in tree.iter("time"):
        if any(
            "comment" in (a.get("class") or "").lower() or a.tag in {"aside", "footer", "nav"}
            for a in element.iterancestors()
        ):
            continue
        for value in (element.get("datetime"), element.text_content()):
            if value and (moment := parse(value)):
                return moment
    return None


def _address(url: str | None) -> Moment | None:
    """The day of an address like ``/2022/01/07/`` or ``/2022/jan/07/``."""
    found = re.search(r"/((?:19|20)\d\d)[/-]([01]?\d|[a-z]{3})[/-]([0-3]?\d)(?=[/-]|$)", url or "")
    if found is None:
        return None
    year, month, day = found.groups()
    return parse(f"{day} {month} {year}") if month.isalpha() else parse(f"{year}/{month}/{day}")


def _htmldate(tree: Any, url: str | None) -> Moment | None:
    import copy

    from htmldate import find_date

    try:
        # A fixed latest day, because what a page says must not depend on the day on which it is read; and no extensive
        # search, which would take any date of the running text.
        day = find_date(
            copy.deepcopy(tree), url=url, original_date=True, extensive_search=False, max_date="2100-01-01"
        )
    except Exception:  # htmldate raises many kinds of errors on odd pages, and a date is optional
        return None
    return parse(day) if day else None


def date_line(line: str) -> Moment | None:
    """The moment of a line that is little else than a date ("Published: 7 Jan 2022 10:32 GMT"), or None."""
    if len(line) > 140 or (found := find_day(line)) is None:
        return None
    rest = line[: found[1]] + " " + line[found[2] :]
    rest = re.sub(r"\([^()]{0,30}\btime\)", " ", rest)
    rest = _FURNITURE.sub(" ", _WEEKDAY.sub(" ", _LABEL.sub(" ", rest)))
    letters = sum(c.isalpha() for c in rest)
    if letters > (_FEW_LETTERS if _LABEL.match(line) else 3):
        return None
    return parse(line)


def of_lines(lines: Sequence[str]) -> tuple[Moment | None, Moment | None]:
    """Published and updated moment of a plain text, from date lines among its first eight and last four paragraphs
    or a dateline that holds a full date ("ALMATY, Jan 7, 2022 (AFP) -")."""
    published = updated = None
    for line in [*lines[:8], *lines[8:][-4:]]:
        moment = date_line(line)
        if moment and _UPDATED.match(line):
            updated = updated or moment
        elif moment:
            published = published or moment
    return published or next((m for line in lines[:3] if (m := _dateline(line))), None) or updated, updated


def _dateline(line: str) -> Moment | None:
    head = re.match(r"[A-Z][\w'’. /-]{1,40},[^()]{3,40}(?=\(\w[\w ]{1,25}\)|\s[-–—]{1,2}\s)", line)
    return parse(head[0].split(",", 1)[1]) if head and find_day(head[0]) else None


def from_file_name(moment: Moment) -> str:
    """The note that goes with a date from a file's name."""
    return f"publication date {moment.day} taken from the file name"


def of_file_name(name: str) -> Moment | None:
    """A date that stands in a file's name (``kazakhstan-2022-01-07.txt``), or None."""
    stem = PurePath(name).name.replace("_", "-")
    return (
        parse(found[0])
        if (found := re.search(r"(?<!\d)(?:19|20)\d\d-?[01]\d-?[0-3]\d(?!\d)", stem))
        else None
    )
