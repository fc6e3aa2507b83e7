"""Notices: what a report says of an earlier one, and which reports are versions of each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sayso.core.incident import Notice
from sayso.core.report import Report
from sayso.reconcile.moments import Moment, of_report

_SLUG = re.compile(
    r"^\s*(?:(?P<sort>UPDATE|RECAST|REFILE|CORRECTED|CORRECTION|Correction|Corrected|WITHDRAWAL|WITHDRAWN|KILL|RETRACTION)S?"
    r"\s*(?P<number>\d{1,2})?\s*[-–—:.|]+\s*)+"
)
_PARAGRAPH = re.compile(r"[^\n]+")
_CORRECTS = re.compile(
    r"^\W*(?:correction|clarification|corrects|corrected to)\b|\b(?:earlier|previous) version of (?:this|the)\b"
    r"|\b(?:headline|article|story|report) (?:wrongly|incorrectly|mistakenly)\b",
    re.I,
)
_SORTS: Final = {"correct": "correction", "withdr": "withdrawn", "kill": "withdrawn", "retrac": "withdrawn"}
_NEAR_DAYS: Final = 4
_ALIKE: Final = 0.75
_HEAD: Final = 5
"""Headlines are looked up by their first words; a shorter one could stand in a text by chance."""
_WORD = re.compile(r"[\w'’]+")


def notices(reports: Iterable[Report]) -> tuple[Notice, ...]:
    """The notice of each report that carries one, and silent new versions (sort ``version``), sorted by report id.

    Targets: earlier versions at the same address, reports whose headline the notice quotes, or, for a numbered update
    of the same agency or publisher within four days, those whose title is almost the same.
    """
    known = sorted(reports, key=lambda r: r.id)
    by_url: dict[str, list[Report]] = defaultdict(list)
    by_title: dict[str, list[Report]] = defaultdict(list)
    by_house: dict[str, list[Report]] = defaultdict(list)
    for report in known:
        if report.url:
            by_url[report.url].append(report)
        head = _plain(report.title or "").split()[:_HEAD]
        if len(head) == _HEAD:
            by_title[" ".join(head)].append(report)
        for house in sorted({report.publisher or "", report.agency or ""} - {""}):
            by_house[house].append(report)
    found = []
    for report in known:
        sort, number = sort_of(report)
        targets = {r.id for r in by_url.get(report.url or "", ()) if _earlier(r, report)}
        if sort in {"correction", "withdrawn"}:
            targets |= {r.id for r in _quoted(report, by_title) if _earlier(r, report)}
        if sort is not None and not targets:
            near = by_house[report.publisher or ""] + by_house[report.agency or ""]
            targets = {r.id for r in near if _earlier(r, report) and _same_story(r, report)}
        if sort is not None or targets:
            found.append(Notice(report.id, sort or "version", number, tuple(sorted(targets))))
    return tuple(found)


def sort_of(report: Report) -> tuple[str | None, int | None]:
    """The notice's sort and number, from what intake noted or else from the slug of the title."""
    words = report.notice
    if words is None:
        slug = _SLUG.match(report.title or "")
        if slug is None:
            return None, None
        words = f"{slug['sort']} {slug['number'] or ''}".strip()
    sort, _, number = words.lower().partition(" ")
    sort = next((name for stem, name in _SORTS.items() if sort.startswith(stem)), sort)
    return sort, int(number) if number.isdigit() else None


def versions(found: Sequence[Notice]) -> tuple[tuple[str, str], ...]:
    """Pairs (newer, older) of ids of one report at two times; a notice of withdrawal is a report of its own."""
    return tuple((n.report, t) for n in found if n.sort != "withdrawn" for t in n.targets)


def correction_stretches(report: Report) -> tuple[tuple[int, int], ...]:
    """Offsets of the paragraphs that tell what was wrong before: a figure in them is not stated anew."""
    return tuple(
        (p.start(), p.end())
        for p in _PARAGRAPH.finditer(report.text)
        if _CORRECTS.search(p.group()) and p.start()
    )


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(_SLUG.sub("", title).lower()))


def _quoted(report: Report, by_title: dict[str, list[Report]]) -> list[Report]:
    """Reports whose whole headline stands in the body of this one, as "the story headlined …" has it."""
    body = _WORD.findall(report.text[len(report.title or "") :].lower())
    text = " ".join(body)
    heads = {" ".join(body[i : i + _HEAD]) for i in range(len(body) - _HEAD + 1)}
    return [
        r for head in sorted(heads & by_title.keys()) for r in by_title[head] if _plain(r.title or "") in text
    ]


def _earlier(a: Report, b: Report) -> bool:
    first, second = of_report(a), of_report(b)
    return a.id != b.id and first is not None and second is not None and first.before(second)


def _same_story(a: Report, b: Report) -> bool:
    """Same house, near in time, and titles alike but for their slugs."""
    one, two = of_report(a), of_report(b)
    house = {a.publisher, a.agency} & {b.publisher, b.agency} - {None}
    if not house or one is None or two is None or not _near(one, two):
        return False
    x, y = set(_plain(a.title or "").split()), set(_plain(b.title or "").split())
    return bool(x and y) and len(x & y) / len(x | y) >= _ALIKE


def _near(a: Moment, b: Moment) -> bool:
    return abs((b.day - a.day).days) <= _NEAR_DAYS
