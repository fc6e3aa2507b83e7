"""``sayso claims``: the claims of a record, chosen by filters."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sayso.core.decision import Decision
    from sayso.record.read import Said

_EXAMPLES: Final = """\
examples:
  sayso claims crisis.sayso --place Almaty --kind kill
  sayso claims crisis.sayso --claimant 'interior ministry' --measure arrested --as-of 2022-01-08T12:00
  sayso claims crisis.sayso --text '"counter-terrorist operation"' --csv > claims.csv

exit status: 0 done, also where no claim passes the filters; 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso claims``."""
    from sayso.cli.filters import add_filters

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_filters(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON lines, one line a claim")
    form.add_argument("--csv", action="store_true", help="print a table of comma-separated values")


def run(args: argparse.Namespace) -> int:
    """Print the claims; gives back 0. Raises UsageError on filters that cannot be meant, RecordError."""
    from sayso.cli.filters import filters_of
    from sayso.cli.output import print_csv, print_json
    from sayso.core.decision import about_claims
    from sayso.record.flat import COLUMNS, flat
    from sayso.records import Record

    filters = filters_of(args)
    with Record.open(args.record, make=False) as record:
        found = record.claims(filters)
        decided = about_claims(record.decisions(filters.as_known))
    if args.json:
        for each in found:
            print_json(to_json(each, decided.get(each.claim.id, ())))
    elif args.csv:
        print_csv(COLUMNS, map(flat, found))
    else:
        _print_tables(found, decided, verbose=args.verbose)
    return 0


def to_json(said: Said, decided: Sequence[Decision] = ()) -> dict[str, Any]:
    """The claim as it was read, in the contract's form, with its report, its reader, and what persons decided of it."""
    from sayso.core.jsonl import claim_to_json

    report = said.held.report
    known = {
        name: getattr(report, name) for name in ("id", "title", "published", "publisher", "agency", "url")
    }
    came = {"reported_at": said.held.reported_at, "added_at": said.held.added_at, "model": said.model}
    taken = [{"id": d.id, **{k: v for k, v in asdict(d).items() if k != "about"}} for d in decided]
    return {"report": known | came, **claim_to_json(said.claim), "decisions": taken}


def _print_tables(found: Sequence[Said], decided: Mapping[str, Sequence[Decision]], *, verbose: bool) -> None:
    """One table a report, in the look of ``sayso read``, and how many claims in all."""
    from sayso.cli.decide import change_words
    from sayso.cli.phrase import count_words
    from sayso.cli.table import Decided, render
    from sayso.cli.terminal import style_for
    from sayso.core.coded import CodedReport

    style = style_for(sys.stdout, verbose)
    reports = 0
    for _, group in groupby(found, key=lambda said: said.held.number):
        some = list(group)
        reports += 1
        told = {
            c.id: Decided(tuple(change_words(c, decided[c.id])), decided[c.id][-1].verb == "reject")
            for c in (s.claim for s in some)
            if c.id in decided
        }
        for line in render(CodedReport(some[0].held.report, tuple(s.claim for s in some)), style, told):
            print(line)
        print()
    total = count_words(s.claim for s in found)
    print(style.paint(f"In {reports} {'report' if reports == 1 else 'reports'}: {total}", "bold"))
