"""``sayso incidents``: from a record, what is told to have happened, each happening once, with who tells it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sayso.cli.terminal import Style
    from sayso.core.claim import Claim
    from sayso.core.incident import Incident

_EXAMPLES: Final = """\
examples:
  sayso incidents crisis.sayso --place Almaty --kind seize
  sayso incidents crisis.sayso --as-of 2022-01-07 --json

exit status: 0 done, also where no incident passes the filters; 2 wrong use"""
_COLUMNS: Final = ("id", "day", "place", "kinds", "reports", "inside", "because", "claims")
_INDENT: Final = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso incidents``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    parser.add_argument("--place", metavar="NAME", help="incidents in this country, region or city")
    parser.add_argument("--date", metavar="DATE", help="incidents on a day, in a month, year or interval")
    parser.add_argument("--kind", metavar="KIND", help="incidents with claims of this kind, like kill")
    parser.add_argument("--as-of", metavar="MOMENT", help="by what was out then, like 2022-01-08T12:00 (UTC)")
    parser.add_argument("--as-known", metavar="MOMENT", help="only what the record itself held by then")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON lines, one line an incident")
    form.add_argument("--csv", action="store_true", help="print a table of comma-separated values")


def run(args: argparse.Namespace) -> int:
    """Print the incidents; gives back 0. Raises UsageError on filters that cannot be meant, RecordError."""
    from sayso.cli.output import print_csv, print_json
    from sayso.cli.tolls import world_of
    from sayso.reconcile.incidents import incidents_in

    chosen = _Chosen(args.place, args.date, args.kind)
    known = world_of(args.record, args.as_known, args.as_of)
    found = [i for i in incidents_in(known) if chosen.admits(i)]
    if args.json:
        for each in found:
            print_json(asdict(each))
    elif args.csv:
        print_csv(_COLUMNS, map(_row, found))
    else:
        from sayso.cli.terminal import style_for

        claims = {claim.id: claim for c in known.coded for claim in c.claims}
        for line in render(found, claims, style_for(sys.stdout, args.verbose)):
            print(line)
    return 0


class _Chosen:
    """The filters of incidents. Raises UsageError for a date or kind that does not exist."""

    def __init__(self, place: str | None, date: str | None, kind: str | None) -> None:
        from sayso.core.errors import FormatError, UsageError
        from sayso.core.kinds import KINDS
        from sayso.core.when import day_range

        if kind is not None and kind not in KINDS:
            raise UsageError(f"Unknown kind {kind!r}; known: {', '.join(KINDS)}.")
        try:
            self._days = day_range(date) if date else None
        except FormatError as error:
            raise UsageError(f"{error} Write a date like 2022-01-07 or 2022-01-02/2022-01-07.") from None
        self._place, self._kind = place.lower() if place else None, kind

    def admits(self, incident: Incident) -> bool:
        """True if the incident is asked for."""
        from sayso.core.when import day_range

        if self._kind is not None and self._kind not in incident.kinds:
            return False
        if self._place is not None and self._place not in (incident.place or "").lower():
            return False
        if self._days is None:
            return True
        days = day_range(incident.day) if incident.day else None
        return days is not None and days[0] <= self._days[1] and self._days[0] <= days[1]


def _row(incident: Incident) -> dict[str, Any]:
    joined = {"kinds": " ".join(incident.kinds), "claims": " ".join(incident.claims)}
    return {**asdict(incident), **joined}


def render(found: Sequence[Incident], claims: dict[str, Claim], style: Style) -> Iterator[str]:
    """The lines of the incidents, none wider than ``style.width``: day, place, kinds; then quotes, each once."""
    from sayso.cli.phrase import clean, value_words
    from sayso.cli.terminal import wrap

    for incident in found:
        day = value_words(incident.day) if incident.day else "day not told"
        count = "1 report" if incident.reports == 1 else f"{incident.reports} reports"
        head = f"{day} · {clean(incident.place or 'place not told')} · {', '.join(incident.kinds)} · {count}"
        if incident.inside:
            head += " · within a larger one"
        for start, end in wrap(head, style.width):
            yield style.signs(style.paint(head[start:end], "bold"))
        quotes = dict.fromkeys(clean(claims[c].quote.text) for c in incident.claims)
        for quote in quotes if style.verbose else list(quotes)[:3]:
            for start, end in wrap(quote, style.width - _INDENT):
                yield style.signs(" " * _INDENT + quote[start:end])
        if len(quotes) > 3 and not style.verbose:
            yield style.signs(style.paint(f"{' ' * _INDENT}… and {len(quotes) - 3} more tellings", "dim"))
        if style.verbose:
            for start, end in wrap(clean(incident.because), style.width - _INDENT):
                yield style.signs(style.paint(" " * _INDENT + clean(incident.because)[start:end], "dim"))
