"""``sayso tolls``: from a record, who counted how many, how each figure stands, and what is in dispute."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.core.toll import Toll
    from sayso.reconcile.policies import Answer
    from sayso.reconcile.world import World

_EXAMPLES: Final = """\
examples:
  sayso tolls crisis.sayso --place Kazakhstan --date 2022-01-02/2022-01-15
  sayso tolls crisis.sayso --measure killed --as-of 2022-01-10
  sayso tolls crisis.sayso --claimant 'interior ministry' --csv > figures.csv
  sayso tolls crisis.sayso --measure arrested --chart

exit status: 0 done, also where no figure passes the filters; 2 wrong use"""
_COLUMNS: Final = (
    "measure", "group", "country", "place", "day", "claimant", "low", "high", "text", "of", "scope", "status",
    "because", "part_of", "superseded_by", "withdrawn_on", "grade", "chains", "routes", "copies", "reports", "id",
)  # fmt: skip

_ANSWERS: Final = ("measure", "of", "place", "low", "best", "high", "policy", "rule", "entries")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso tolls``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    parser.add_argument("--place", metavar="NAME", help="counts for this country, region or city alone")
    parser.add_argument("--date", metavar="DATE", help="of what happened then, like 2022-01-02/2022-01-15")
    parser.add_argument("--measure", metavar="MEASURE", help="what is counted, like killed")
    parser.add_argument("--claimant", metavar="NAME", help="figures of this claimant, under whatever name")
    parser.add_argument("--of", metavar="GROUP", help="counts of this group, like children or police")
    parser.add_argument(
        "--as-of", metavar="MOMENT", help="how it stood by what was out then, like 2022-01-08T12:00 (UTC)"
    )
    parser.add_argument("--as-known", metavar="MOMENT", help="only what the record itself held by then")
    parser.add_argument(
        "--policy",
        metavar="RULE",
        help="one answer a toll by a rule: raw, acled, ucdp, ibc, a file like rule.toml, or module:function",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--chart", action="store_true", help="draw each toll over time, a letter a claimant")
    form.add_argument("--json", action="store_true", help="print JSON lines, one line a toll")
    form.add_argument(
        "--csv",
        action="store_true",
        help="print a table of comma-separated values, a line a figure or answer",
    )


def run(args: argparse.Namespace) -> int:
    """Print the tolls; gives back 0. Raises UsageError on filters that cannot be meant, RecordError."""
    from sayso.cli.output import print_csv, print_json
    from sayso.core.errors import UsageError
    from sayso.reconcile.filters import Filters
    from sayso.reconcile.own import load
    from sayso.reconcile.tolls import tolls_in

    filters = Filters(args.place, args.date, args.measure, args.claimant, args.of, args.as_of)
    if args.policy and args.chart:
        raise UsageError("--chart draws the figures as they were said; leave --policy out.")
    rule = load(args.policy) if args.policy else None
    known = world_of(args.record, args.as_known, args.as_of)
    tolls = tolls_in(known, filters)
    if rule is not None:
        _print_answers(list(map(rule, tolls)), args)
    elif args.json:
        for toll in tolls:
            print_json(asdict(toll))
    elif args.csv:
        print_csv(_COLUMNS, _rows(tolls))
    elif args.chart:
        _print_chart(tolls)
    else:
        _print_table(tolls, {name: r.title or "" for name, r in known.reports.items()}, args.verbose)
    return 0


def world_of(address: str, as_known: str | None, as_of: str | None) -> World:
    """All reports of the record with their claims, earlier versions too (what was corrected shows only beside them),
    and what persons decided, compared with each other as of a moment."""
    from sayso.records import Record

    with Record.open(address, make=False) as record:
        return record.world(as_of, as_known)


def _rows(tolls: Sequence[Toll]) -> Iterator[dict[str, object]]:
    for toll in tolls:
        for entry in toll.entries:
            yield {
                "measure": toll.measure,
                "group": toll.of,
                "country": toll.place,
                **asdict(entry),
                "grade": entry.grade.grade,
                "reports": len({s.report for s in entry.shown}),
            }


def _print_answers(answers: Sequence[Answer], args: argparse.Namespace) -> None:
    from sayso.cli.output import print_csv, print_json

    if args.csv:
        print_csv(_ANSWERS, ({**asdict(a), "entries": " ".join(a.entries)} for a in answers))
        return
    for answer in answers:
        print_json(asdict(answer)) if args.json else print(answer.words())


def _print_chart(tolls: Sequence[Toll]) -> None:
    from sayso.cli.terminal import style_for
    from sayso.cli.toll_chart import render

    lines = list(render(tolls, style_for(sys.stdout)))
    for line in lines:
        print(line)
    if not lines:
        print("No toll that answers this has numbers of two days.", file=sys.stderr)


def _print_table(tolls: Sequence[Toll], titles: dict[str, str], verbose: bool) -> None:
    from sayso.cli.terminal import style_for
    from sayso.cli.toll_table import render

    for line in render(tolls, style_for(sys.stdout, verbose), titles):
        print(line)
    if not tolls:
        print("No figure in the record answers this.", file=sys.stderr)
