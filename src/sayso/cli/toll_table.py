"""Tolls as text for a terminal: one line a figure, by day, with a bar; under it who gave it, how it stands and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.cli.phrase import clean, day_words
from sayso.cli.terminal import Style, wrap
from sayso.core.toll import Toll, TollEntry
from sayso.serve.stand import group_words

_INDENT: Final = 13
_FIGURE: Final = 9
_STATUS: Final = 11
_BAR: Final = 16
_LOOKS: Final = {"withdrawn": ("red",), "superseded": ("dim",), "current": ("bold",)}
_BARS: Final = {"current": "█", "superseded": "▒", "withdrawn": "×"}
_PLAIN_BARS: Final = {"current": "#", "superseded": "+", "withdrawn": "x"}
_ROUTES: Final = 3
_SCOPES: Final = {"total": "running total", "event": "one incident"}


def render(tolls: Sequence[Toll], style: Style, titles: Mapping[str, str] | None = None) -> Iterator[str]:
    """The lines of all tolls, none wider than ``style.width``. A bar is as long as its figure is large in its toll.

    The bar and a word tell how a figure stands, so that colour is not needed. ``titles``: report id → title, to name
    the report that withdrew a figure.
    """
    known = {e.id: e for t in tolls for e in t.entries}
    for index, toll in enumerate(tolls):
        if index:
            yield ""
        for line in _toll(toll, known, titles or {}, style):
            yield style.signs(line)


def _toll(
    toll: Toll, known: Mapping[str, TollEntry], titles: Mapping[str, str], style: Style
) -> Iterator[str]:
    heading = f"{toll.measure} · {clean(group_words(toll))} · {clean(toll.place) or 'place not told'}"
    if toll.as_of:
        heading += f" · as of {toll.as_of}"
    yield from (style.paint(heading[a:b], "bold", "underline") for a, b in wrap(heading, style.width))
    most = max((_size(e) for e in toll.entries), default=0)
    for entry in toll.entries:
        yield _line(entry, most, style)
        for words in _below(entry, known, titles, style.verbose):
            for a, b in wrap(words, style.width - _INDENT):
                yield style.paint(" " * _INDENT + words[a:b], "dim")
    for dispute in toll.disputes:
        words = f"dispute, {_day(dispute.day)}: {clean(dispute.why)}"
        for index, (a, b) in enumerate(wrap(words, style.width - 4)):
            yield style.paint(("  ! " if index == 0 else "    ") + words[a:b], "yellow")


def _line(entry: TollEntry, most: float, style: Style) -> str:
    looks = _LOOKS[entry.status]
    room = style.width - _INDENT - _FIGURE - _STATUS - _BAR - 3
    who = clean(entry.claimant)
    if entry.place:
        who += f", {clean(entry.place)}"
    if len(who) > room:
        who = who[: room - 1] + "…"
    bars = _PLAIN_BARS if style.ascii else _BARS
    length = round(_BAR * _size(entry) / most) if most else 0
    bar = bars[entry.status] * max(length, 1 if _size(entry) else 0)
    figure = figure_words(entry)
    left = _BAR - max(0, len(figure) - _FIGURE)  # "tens of thousands" runs on into the room of the bar
    cells = (
        style.paint(f"{_day(entry.day):<{_INDENT}}", *looks),
        style.paint(f"{who:<{room}}", *looks),
        style.paint(f"{figure:>{_FIGURE}}", *looks),
        style.paint(f"{bar[:left]:<{left}}", *looks),
        style.paint(entry.status, *looks),
    )
    return f"{cells[0]}{cells[1]} {cells[2]} {cells[3]} {cells[4]}"


def figure_words(entry: TollEntry) -> str:
    """``164``, ``3,000+``, ``≤ 40``, ``20–30``, or the word where the figure has no number."""
    if entry.low is None and entry.high is None:
        return clean(entry.text).lower()[: _FIGURE + _BAR]
    if entry.high is None:
        return f"{entry.low:,}+"
    if entry.low is None:
        return f"to {entry.high:,}"
    return f"{entry.low:,}" if entry.low == entry.high else f"{entry.low:,}–{entry.high:,}"


def _below(
    entry: TollEntry, known: Mapping[str, TollEntry], titles: Mapping[str, str], verbose: bool
) -> Iterator[str]:
    """What is counted, through whom and how often; then what became of the figure."""
    yield " · ".join([clean(entry.of), _SCOPES[entry.scope], *_carried(entry)])
    if entry.part_of:
        whole = known.get(entry.part_of)
        yield f"part of the {figure_words(whole)}" if whole else "part of a larger figure"
    if entry.status == "withdrawn":
        yield f"withdrawn {_day(entry.withdrawn_on)}: {clean(entry.because)}"
        if title := titles.get(next(iter(entry.withdrawn_by), "")):
            yield f"told in “{clean(title)}”"
    elif entry.status == "superseded":
        yield f"then: {clean(entry.because)}"
    if entry.grade.grade in {"confirmed", "unnamed"}:
        yield f"{entry.grade.grade}: {clean(entry.grade.reason)}"
    for telling, words in (("stale", "still told as new by"), ("old", "told later, with its date, by")):
        if showings := entry.told(telling):
            yield f"{words} {_reports(len({s.report for s in showings}))}"
    if denying := {s.report for s in entry.told("denied")} - set(entry.withdrawn_by[:1]):
        yield f"told as not holding by {_reports(len(denying))}"
    if verbose:
        yield f"{entry.id}: claims {' '.join(s.claim for s in entry.shown)}"


def _carried(entry: TollEntry) -> Iterator[str]:
    """``via Interfax; Khabar 24 > Sputnik``, ``4 reports, 2 of them copies``, ``3 ways``."""
    chains = dict.fromkeys(" → ".join(map(clean, s.chain[1:])) for s in entry.shown if len(s.chain) > 1)
    if chains:
        more = "; …" if len(chains) > _ROUTES else ""
        yield f"via {'; '.join(list(chains)[:_ROUTES])}{more}"
    fresh = entry.told("news", "repeated")
    reports = _reports(len({s.report for s in fresh}))
    yield f"{reports}, {entry.copies} of them copies" if entry.copies else reports
    chained = "1 independent say-so" if entry.chains == 1 else f"{entry.chains or 'no'} independent say-sos"
    yield f"{chained}, {entry.routes} ways" if entry.routes > 1 else chained


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"


def _size(entry: TollEntry) -> float:
    return float(entry.low if entry.low is not None else entry.high or 0)


def _day(day: str | None) -> str:
    return day_words(dt.date.fromisoformat(day)) if day else "day not told"
