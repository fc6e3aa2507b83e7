"""``sayso import decisions``: takes back an export that people confirmed, corrected and rejected claims in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.export.taken_back import Change

_EXAMPLES: Final = """\
examples:
  sayso import decisions crisis.sayso claims.csv --dry-run
  sayso import decisions crisis.sayso claims.xlsx --by 'A. Desk' --why 'second reading'

exit status: 0 done, also where nothing changes; 1 a row is wrong, and nothing was changed; 2 wrong use"""
_SHOWN: Final = 20
_WIDEST: Final = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso import``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "what", metavar="decisions", choices=["decisions"], help="what is taken in: decisions"
    )
    add_record(parser)
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="an edited export as csv, xlsx, jsonl or labelstudio"
    )
    parser.add_argument("--by", metavar="NAME", help="whose decisions they are (default: your user name)")
    parser.add_argument("--why", metavar="WORDS", default="", help="why they were taken")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")


def run(args: argparse.Namespace) -> int:
    """Take the decisions or show them; gives back 0. Raises FormatError naming each wrong row, RecordError."""
    from sayso.cli.decide import name_of
    from sayso.cli.phrase import clean
    from sayso.core.decision import Decision
    from sayso.core.errors import FormatError
    from sayso.export.edited import read
    from sayso.export.gather import items_of
    from sayso.export.taken_back import changes
    from sayso.record.decide import decide_all
    from sayso.record.moments import stamp
    from sayso.record.search import Filters
    from sayso.records import Record

    by = name_of(args.by)
    edited = read(args.file)
    with Record.open(args.record, make=False) as record:
        items = items_of(record.claims(Filters(versions=True)), record.decisions())
        asked, wrong = changes(edited, {i.claim.id: i for i in items})
        if wrong:
            more = f"\n  and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
            listed = "".join(f"\n  {clean(w)}" for w in wrong[:_SHOWN])
            raise FormatError(f"{args.file} was not taken in, nothing is changed:{listed}{more}")
        if not args.dry_run:
            at = stamp(record.store.clock())
            decide_all(
                record.store,
                [Decision(c.verb, (c.claim,), by, at, args.why, c.slot, c.value) for c in asked],
            )
    for line in _table(asked):
        print(line)
    if not args.quiet:
        verb = "would be taken" if args.dry_run else "taken"
        print(f"{len(edited)} rows read, {len(asked)} decisions {verb}", file=sys.stderr)
    return 0


def _table(asked: Sequence[Change]) -> Iterator[str]:
    """What changes, a line a decision: where the row stands, the claim, the slot, what stood there and what will."""
    from sayso.cli.phrase import clean

    if not asked:
        return
    rows = [("row", "decision", "claim", "slot", "was", "becomes", "words")]
    for c in asked:
        was, becomes = (clean(v) or "empty" for v in (c.was, c.becomes)) if c.slot else ("", "")
        rows.append((c.where, c.verb, c.claim, c.slot or "", was, becomes, clean(c.quote)))
    widths = [min(_WIDEST, max(len(row[i]) for row in rows)) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(_cut(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cut(cell: str, width: int) -> str:
    return f"{cell[: width - 1]}…" if len(cell) > width else cell.ljust(width)
