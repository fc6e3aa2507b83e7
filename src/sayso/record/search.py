"""Filters of a record's claims and reports as conditions of the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)

from sayso.core.claim import STANCES
from sayso.core.errors import FormatError, UsageError
from sayso.core.figure import MEASURES
from sayso.core.kinds import KINDS
from sayso.core.when import day_range
from sayso.record.moments import until
from sayso.record.schema import claims, readings, reports, says

_LAST: Final = "9999-12-31T23:59:59Z"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims. An empty filter lets everything through; all that are given must hold. Raises UsageError.

    ``place``: a part of a place's name ("Almaty", "Kazakhstan") or an ISO country code in capitals; ``date``: an ISO
    day, month, year or interval that the claim's time overlaps (undated claims are then left out); ``kinds``,
    ``measures``, ``stances``: any of these; ``claimant``: words in the name of anybody in the say-so chain; ``text``:
    words of the quote, those in double quotes as they stand; ``score``: the lowest.

    ``as_of``: only reports out by then, each page in its version of then; ``as_known``: only what the record held
    then; ``versions``: earlier versions of a page too.
    """

    place: str | None = None
    date: str | None = None
    kinds: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    claimant: str | None = None
    stances: tuple[str, ...] = ()
    text: str | None = None
    score: float = 0.0
    as_of: str | None = None
    as_known: str | None = None
    versions: bool = False

    def __post_init__(self) -> None:
        for given, known, what in (
            (self.kinds, KINDS, "kind"),
            (self.measures, MEASURES, "measure"),
            (self.stances, STANCES, "stance"),
        ):
            if unknown := [g for g in given if g not in known]:
                raise UsageError(f"Unknown {what} {unknown[0]!r}; known: {', '.join(known)}.")
        if self.date is not None:
            try:
                day_range(self.date)
            except FormatError as error:
                raise UsageError(
                    f"{error} Write a date like 2022-01-07, 2022-01 or 2022-01-02/2022-01-07."
                ) from None
        for moment in (self.as_of, self.as_known):
            if moment is not None:
                until(moment)
        if self.text is not None and not re.search(r"\w", self.text):
            raise UsageError(f"There is no word to search for in {self.text!r}.")


def claim_conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """What must hold of a row of ``claims`` (joined with its ``reports``)."""
    return [*report_conditions(filters), *own_conditions(connection, filters)]


def own_conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """What must hold of a row of ``claims`` itself, whatever holds of its report."""
    found = _held_then(filters)
    if filters.place:
        found.append(_in_place(filters.place))
    if filters.date:
        first, last = (day.isoformat() for day in day_range(filters.date))
        found += [claims.c.when_first <= last, claims.c.when_last >= first]
    for column, values in (
        (claims.c.kind, filters.kinds),
        (claims.c.figure_measure, filters.measures),
        (claims.c.stance, filters.stances),
    ):
        if values:
            found.append(column.in_(values))
    if filters.claimant:
        name = func.lower(says.c.who_name).contains(filters.claimant.lower(), autoescape=True)
        found.append(
            exists().where(says.c.claim == claims.c.number, or_(name, says.c.who_key == filters.claimant))
        )
    if filters.text:
        found.append(has_words(connection, "claim", filters.text))
    if filters.score > 0:
        found.append(claims.c.score >= filters.score)
    return found


def report_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """What must hold of a row of ``reports``: out and known by then, and the last version of its page by then."""
    reported = until(filters.as_of) if filters.as_of else None
    added = until(filters.as_known) if filters.as_known else None
    found: list[ColumnElement[bool]] = []
    if reported:
        found.append(reports.c.reported_at <= reported)
    if added:
        found.append(reports.c.added_at <= added)
    if not filters.versions:
        later = reports.alias("later")
        newer = [
            later.c.series == reports.c.series,
            tuple_(later.c.reported_at, later.c.number) > tuple_(reports.c.reported_at, reports.c.number),
            later.c.reported_at <= (reported or _LAST),
            later.c.added_at <= (added or _LAST),
        ]
        found.append(~exists().where(*newer))
    return found


def _held_then(filters: Filters) -> list[ColumnElement[bool]]:
    """A claim holds from its reading until the reading that no longer found it."""
    if filters.as_known is None:
        return [claims.c.retired.is_(None)]
    moment = until(filters.as_known)
    read_by = select(readings.c.number).where(readings.c.read_at <= moment)
    return [claims.c.reading.in_(read_by), or_(claims.c.retired.is_(None), claims.c.retired.not_in(read_by))]


def _in_place(name: str) -> ColumnElement[bool]:
    """True where the name is the whole or, between commas, a part of the place's name."""
    parts = literal(", ").concat(func.lower(claims.c.place_name)).concat(",")
    named = parts.contains(f", {name.strip().lower()},", autoescape=True)
    is_code = len(name) == 2 and name.isupper()
    return or_(named, claims.c.place_country == name) if is_code else named


def has_words(connection: Connection, what: str, words: str) -> ColumnElement[bool]:
    """True where all the words stand in the quote (``what`` is "claim") or the text ("report"), by their stems."""
    table = {"claim": claims, "report": reports}[what]
    if connection.dialect.name == "sqlite":
        found = text(f"SELECT rowid FROM {what}_words WHERE {what}_words MATCH :words_{what}")
        return table.c.number.in_(
            found.bindparams(**{f"words_{what}": _phrases(words)}).columns(table.c.number)
        )
    query = func.websearch_to_tsquery("english", " ".join(re.findall(r'"[^"]*"|\w+', words)))
    return literal_column(f"{table.name}.words").op("@@", is_comparison=True)(query)


def _phrases(words: str) -> str:
    """The words in FTS5's own way: each a string, so that no sign among them is an operator."""
    found = re.findall(r'"([^"]*)"|([^\s"]+)', words)
    return " ".join('"' + (a or b) + '"' for a, b in found if re.search(r"\w", a or b))
