"""A situation brief: what is new in a record since a moment, on one page, every sentence made from claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sayso.brief import news, telling
from sayso.brief.asked import Asked, asked_entries
from sayso.brief.picture import Picture
from sayso.brief.sentence import Cite, Sentence
from sayso.brief.words import capital, count_words, listed, moment_words, time_words
from sayso.core.figure import MEASURES
from sayso.core.kinds import KINDS
from sayso.core.toll import Toll, TollEntry
from sayso.reconcile.moments import of_report

_Item = TypeVar("_Item")
_MOST: Final = {
    "figures": 8, "withdrawn": 5, "stale": 4, "disputes": 4, "denials": 4, "incidents": 6, "standing": 7,
}  # fmt: skip
"""Sentences of each sort that find room on one page."""
_GRAVE: Final = KINDS[:20]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences; ``left`` says how many more there are and did not find room, 0 if none."""

    heading: str
    sentences: tuple[Sentence, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief: ``title``; ``head``: what it compares, in sentences about the record alone; its sections."""

    title: str
    head: tuple[str, ...]
    sections: tuple[Section, ...]

    def cites(self) -> tuple[Cite, ...]:
        """The claims that are cited, each once, in the order in which they are first cited: number 1, 2, …"""
        found = (c for section in self.sections for s in section.sentences for c in s.cites)
        return tuple({(c.claim, c.report): c for c in found}.values())


@dataclass(frozen=True, slots=True)
class Frame:
    """What a brief is about: the record's name, since when, how that is meant (``out`` or ``held`` by then), and until
    when if not until now."""

    record: str
    since: str
    how: str = "out"
    until: str | None = None


def brief(seen: Picture, asked: Asked, frame: Frame) -> Brief:
    """The brief of what the picture's new reports tell. Pure; the same in whatever order the reports come."""
    sections = [
        _section("New figures", _figures(seen, asked), "figures"),
        _section("Withdrawn", _withdrawn(seen, asked), "withdrawn"),
        _section("Told again, though out of date", _stale(seen, asked), "stale"),
        _section("New disputes", _disputes(seen, asked, new=True), "disputes"),
        _section("Denied", _denials(seen, asked), "denials"),
        _section("New incidents", _incidents(seen, asked), "incidents"),
        _section("Figures as they stand", _standing(seen, asked), "standing"),
        _section("Still in dispute", _disputes(seen, asked, new=False), "disputes"),
    ]
    about = asked.words()
    title = f"Situation brief: {frame.record}" + (f" ({about})" if about else "")
    return Brief(title, _head(seen, frame), tuple(s for s in sections if s.sentences))


def _head(seen: Picture, frame: Frame) -> tuple[str, ...]:
    since = moment_words(frame.since)
    until = f" until {moment_words(frame.until)}" if frame.until else ""
    how = {
        "out": f"It compares what was published by {since} with what was published after that{until}.",
        "held": f"It compares what this record held by {since} with what came in after that{until}.",
    }[frame.how]
    new = len(seen.new)
    if not new:
        return (how, "No report came in since then.")
    copies = sum(seen.is_copy(name) for name in seen.new)
    moments = [m.day for name in seen.new if (m := of_report(seen.world.reports[name])) is not None]
    words = f"{capital(count_words(new, 'report'))} came in"
    if moments:
        words += f", published {time_words(f'{min(moments)}/{max(moments)}')}"
    if copies:
        words += f"; {count_words(copies, 'of them only repeats', 'of them only repeat')} another"
    return (how, f"{words}.")


def _section(heading: str, sentences: Sequence[Sentence], sort: str) -> Section:
    most = _MOST[sort]
    return Section(heading, tuple(sentences[:most]), max(0, len(sentences) - most))


def _told(
    seen: Picture,
    found: Iterable[_Item],
    how: Callable[[Picture, _Item], Sentence],
    order: Callable[[_Item], object],
) -> list[Sentence]:
    ordered = sorted(found, key=order)  # type: ignore[arg-type]
    return list({s.words: s for s in (how(seen, item) for item in ordered)}.values())


def _figures(seen: Picture, asked: Asked) -> list[Sentence]:
    def order(new: news.NewFigure) -> tuple[object, ...]:
        return (new.entry.part_of is not None, *_weight(new.toll, new.entry))

    return _told(seen, news.figures(seen, asked), telling.figure, order)


def _withdrawn(seen: Picture, asked: Asked) -> list[Sentence]:
    return _told(seen, news.withdrawn(seen, asked), telling.withdrawal, lambda f: _weight(f.toll, f.entry))


def _stale(seen: Picture, asked: Asked) -> list[Sentence]:
    return _told(seen, news.stale(seen, asked), telling.old_news, lambda f: _weight(f.toll, f.entry))


def _disputes(seen: Picture, asked: Asked, *, new: bool) -> list[Sentence]:
    """A denial of a figure that was withdrawn is told there."""
    fresh = news.disputes(seen, asked)
    found = fresh if new else [d for d in news.all_disputes(seen, asked) if d not in fresh]
    open_ = [d for d in found if all(e.status != "withdrawn" for e in d.entries)]
    return _told(
        seen,
        open_,
        telling.dispute,
        lambda d: (MEASURES.index(d.toll.measure), d.dispute.day or "", d.toll.of),
    )


def _denials(seen: Picture, asked: Asked) -> list[Sentence]:
    """Denials of figures that are told as disputed or withdrawn already are left out."""
    told = {
        s.claim
        for t in seen.tolls
        for e in t.entries
        if e.told("news", "repeated", "old", "stale")
        for s in e.told("denied")
    }
    found = [d for d in news.denials(seen, asked) if d.claim.id not in told]
    return _told(seen, found, telling.claim, lambda d: (_kind(d.claim.kind), -d.claim.score, d.claim.id))


def _incidents(seen: Picture, asked: Asked) -> list[Sentence]:
    def order(new: news.NewIncident) -> tuple[object, ...]:
        grave = min(_kind(kind) for kind in new.incident.kinds)
        return (grave > len(_GRAVE), -new.incident.reports, grave, new.incident.day or "9", new.incident.id)

    return _told(seen, news.incidents(seen, asked), telling.incident, order)


def _standing(seen: Picture, asked: Asked) -> list[Sentence]:
    """The figures that stand, those first of which new reports tell."""
    groups: dict[tuple[str, ...], tuple[Toll, list[TollEntry]]] = {}
    for toll, entry in asked_entries(seen, asked):
        if entry.status == "current" and entry.part_of is None and entry.stance != "denied":
            key = (toll.place, toll.measure, toll.of, entry.place or "", entry.scope)
            groups.setdefault(key, (toll, []))[1].append(entry)

    def order(group: tuple[Toll, list[TollEntry]]) -> tuple[object, ...]:
        toll, entries = group
        touched = any(s.report in seen.new for e in entries for s in e.shown)
        shown = sum(len(e.shown) for e in entries)
        return (
            not touched,
            MEASURES.index(toll.measure),
            entries[0].scope != "total",
            -shown,
            toll.of,
            entries[0].id,
        )

    return [telling.standing(seen, toll, entries) for toll, entries in sorted(groups.values(), key=order)]


def _weight(toll: Toll, entry: TollEntry) -> tuple[int, bool, int, int, str]:
    """The gravest measure first, running totals before single incidents, the most told first."""
    size = entry.low if entry.low is not None else entry.high or 0
    return (MEASURES.index(toll.measure), entry.scope != "total", -len(entry.shown), -size, entry.id)


def _kind(kind: str) -> int:
    return KINDS.index(kind)


def empty_words(made: Brief) -> str | None:
    """What is said where there is no section: nothing is new, and no figure stands."""
    return None if made.sections else "Nothing in the record answers this."


def left_words(section: Section) -> str:
    """``and two more``, "" if all found room."""
    return f"and {count_words(section.left, 'more', 'more')}" if section.left else ""


def says_words(cite: Cite) -> str:
    """The say-so chain of a citation: ``interior ministry, via Interfax``; the report's own voice."""
    if not cite.says:
        return "own voice"
    names = ["an unnamed source" if name == "?" else name for name in cite.says]
    return names[0] + (f", via {listed(names[1:])}" if names[1:] else "")
