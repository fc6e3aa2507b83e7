"""The options by which the commands that ask a record choose among its claims."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.record.search import Filters


def add_record(parser: argparse.ArgumentParser) -> None:
    """The argument that names the record."""
    parser.add_argument(
        "record", metavar="RECORD", help="the record: a file, or an address like postgresql://user@host/name"
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The record and the filters of its claims."""
    add_record(parser)
    group = parser.add_argument_group(
        "filters", "All that are given must hold; those marked + may be given again."
    )
    group.add_argument(
        "--place",
        metavar="NAME",
        help="a place or what it lies in (Almaty, Kazakhstan), or a country code (KZ)",
    )
    group.add_argument(
        "--date",
        metavar="DATE",
        help="what happened on a day, in a month or year, or in an interval like 2022-01-02/2022-01-07",
    )
    group.add_argument(
        "--kind", metavar="KIND", action="append", default=[], help="a kind of claim, like kill (+)"
    )
    group.add_argument(
        "--measure",
        metavar="MEASURE",
        action="append",
        default=[],
        help="what a figure counts, like killed (+)",
    )
    group.add_argument(
        "--claimant",
        metavar="WORDS",
        help="words in the name of anybody on whose say-so it is, or who relays it",
    )
    group.add_argument(
        "--stance",
        metavar="STANCE",
        action="append",
        default=[],
        help="asserted, denied, hedged or intended (+)",
    )
    group.add_argument(
        "--text", metavar="WORDS", help='words of the quote, in any form; "in quotes" as they stand'
    )
    group.add_argument(
        "--score", metavar="LEAST", type=float, default=0.0, help="only claims at least this sure (0 to 1)"
    )
    group.add_argument(
        "--as-of",
        metavar="MOMENT",
        help="only what was out by then, like 2022-01-08 or 2022-01-08T12:00 (UTC)",
    )
    group.add_argument("--as-known", metavar="MOMENT", help="only what the record itself held by then")
    group.add_argument(
        "--versions", action="store_true", help="earlier versions of a page too, not only its last"
    )


def filters_of(args: argparse.Namespace) -> Filters:
    """What the arguments ask for. Raises UsageError where that cannot be meant."""
    from sayso.record.search import Filters

    return Filters(
        place=args.place,
        date=args.date,
        kinds=tuple(args.kind),
        measures=tuple(args.measure),
        claimant=args.claimant,
        stances=tuple(args.stance),
        text=args.text,
        score=args.score,
        as_of=args.as_of,
        as_known=args.as_known,
        versions=args.versions,
    )
