"""``sayso audit``: a record checked against itself, every hash and every span."""

from __future__ import annotations

import argparse
from dataclasses import asdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso audit``."""
    from sayso.cli.filters import add_record

    parser.epilog = "exit status: 0 nothing is damaged, 1 something is, 2 wrong use"
    add_record(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print what is damaged, a sentence a line, and what was checked; gives back 1 if anything is damaged, else 0."""
    from sayso.cli.output import print_json
    from sayso.cli.phrase import clean
    from sayso.records import Record

    with Record.open(args.record, make=False) as record:
        found = record.audit()
    if args.json:
        print_json(asdict(found))
        return 1 if found.damage else 0
    for line in found.damage:
        print(clean(line))
    checked = ", ".join(
        f"{getattr(found, name):,} {name}"
        for name in ("reports", "claims", "spans", "originals", "decisions")
    )
    verdict = f"{len(found.damage)} damaged" if found.damage else "nothing is damaged"
    print(f"{args.record}: {checked} checked; {verdict}.")
    return 1 if found.damage else 0
