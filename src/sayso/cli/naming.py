"""``sayso naming``: what each claimant of a record calls the same people, and the happening."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sayso.cli.terminal import Style
    from sayso.core.toll import Naming

_EXAMPLES: Final = """\
examples:
  sayso naming crisis.sayso --group opponents
  sayso naming crisis.sayso --claimant 'interior ministry' --as-of 2022-01-08 --json

exit status: 0 done, also where nobody names anybody; 2 wrong use"""
_COLUMNS: Final = ("group", "claimant", "word", "count", "reports")
_INDENT: Final = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso naming``."""
    from sayso.cli.filters import add_filters

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_filters(parser)
    parser.add_argument(
        "--group",
        metavar="GROUP",
        help="one of opponents, protesters, civilians, security, or happening: what is done as a whole",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON lines, one line a claimant and group")
    form.add_argument(
        "--csv", action="store_true", help="print a table of comma-separated values, a line a word"
    )


def run(args: argparse.Namespace) -> int:
    """Print who calls whom what; gives back 0. Raises UsageError on filters that cannot be meant, RecordError."""
    from sayso.cli.filters import filters_of
    from sayso.cli.output import print_csv, print_json
    from sayso.core.errors import UsageError
    from sayso.reconcile.naming import GROUPS
    from sayso.records import Record

    if args.group is not None and args.group not in GROUPS:
        raise UsageError(f"Unknown group {args.group!r}; known: {', '.join(GROUPS)}.")
    with Record.open(args.record, make=False) as record:
        found = [n for n in record.naming(filters_of(args)) if args.group in {None, n.group}]
    if args.json:
        for each in found:
            print_json(asdict(each) | {"words": dict(each.words)})
    elif args.csv:
        print_csv(_COLUMNS, _rows(found))
    else:
        _print_table(found, args.verbose)
    return 0


def _rows(found: Sequence[Naming]) -> Iterator[dict[str, Any]]:
    for each in found:
        for word, count in each.words:
            yield {
                "group": each.group,
                "claimant": each.claimant,
                "word": word,
                "count": count,
                "reports": len(each.reports),
            }


def _print_table(found: Sequence[Naming], verbose: bool) -> None:
    from sayso.cli.terminal import style_for

    for line in render(found, style_for(sys.stdout, verbose)):
        print(line)
    if not found:
        print("Nobody in the record names anybody so.", file=sys.stderr)


def render(found: Sequence[Naming], style: Style) -> Iterator[str]:
    """The lines of all groups, none wider than ``style.width``: each claimant, and under it its words with counts.

    A word counts once a report, copies left out; the claimant with most reports stands first.
    """
    for group, same in groupby(found, key=lambda n: n.group):
        yield style.signs(style.paint(group, "bold", "underline"))
        for each in sorted(same, key=lambda n: (-len(n.reports), n.claimant)):
            for line in _lines(each, style):
                yield style.signs(line)
        yield ""


def _lines(each: Naming, style: Style) -> Iterator[str]:
    from sayso.cli.phrase import clean
    from sayso.cli.terminal import wrap, wrap_items

    count = "1 report" if len(each.reports) == 1 else f"{len(each.reports)} reports"
    heading = f"{clean(each.claimant)} · {count}"
    for start, end in wrap(heading, style.width - 2):
        yield style.paint(f"  {heading[start:end]}", "bold")
    items = [clean(word) if n == 1 else f"{clean(word)} ×{n}" for word, n in each.words]
    yield from (" " * _INDENT + line for line in wrap_items(items, style.width - _INDENT))
    if style.verbose:
        ids = f"claims {' '.join(each.claims)}"
        for start, end in wrap(ids, style.width - _INDENT):
            yield style.paint(" " * _INDENT + ids[start:end], "dim")
