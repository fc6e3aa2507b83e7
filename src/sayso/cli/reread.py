"""``sayso reread``: the reports of a record read again, and what that changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sayso.cli.volume import add_time_limit, seconds

if TYPE_CHECKING:
    from sayso.cli.terminal import Style
    from sayso.core.claim import Claim
    from sayso.record.reread import Changes

_EXAMPLES: Final = """\
examples:
  sayso reread crisis.sayso --dry-run    what a newer reader would change
  sayso reread crisis.sayso              the same, kept; earlier claims are retired, not deleted

Claims that a person confirmed or corrected stay, whatever the reader finds.

exit status: 0 done, 1 some reports could not be read (they keep their claims), 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso reread``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    add_time_limit(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would change and keep all as it is")
    parser.add_argument(
        "--json", action="store_true", help="print JSON lines, one line a report that changes"
    )
    parser.add_argument(
        "--reader", metavar="NAME", help="learned or lexicon (default: the best that is installed)"
    )


def run(args: argparse.Namespace) -> int:
    """Read again and show; gives back 0, or 1 if some reports could not be read. Raises UsageError, RecordError."""
    from sayso.cli.progress import Progress
    from sayso.cli.terminal import style_for
    from sayso.core.coded import Failure
    from sayso.pipeline import Options
    from sayso.records import Record

    progress = Progress(args, prints_here=False)
    style = style_for(sys.stdout, args.verbose)
    totals = dict.fromkeys(("gained", "lost", "changed", "kept"), 0)
    read = touched = 0
    with Record.open(args.record, make=False) as record:
        for item in record.reread(Options(reader=args.reader, seconds=seconds(args)), keep=not args.dry_run):
            if isinstance(item, Failure):
                progress.fail(item)
                continue
            read += 1
            touched += bool(item)
            for name in totals:
                totals[name] += len(getattr(item, name))
            progress.close()
            if item or item.kept:
                _print(item, style, as_json=args.json)
            progress.show(f"{read} read again")
    progress.close()
    if not args.json:
        done = ", ".join(f"{number:,} {name}" for name, number in totals.items())
        would = " (nothing was kept: --dry-run)" if args.dry_run else ""
        print(f"{read:,} reports read again, {touched:,} of them with changes: claims {done}{would}")
    return 1 if progress.failed else 0


def _print(changes: Changes, style: Style, *, as_json: bool) -> None:
    if as_json:
        from sayso.cli.output import print_json
        from sayso.core.jsonl import claim_to_json

        row: dict[str, object] = {"report": changes.held.report.id, "same": changes.same}
        for name in ("gained", "lost", "kept"):
            row[name] = [claim_to_json(claim) for claim in getattr(changes, name)]
        row["changed"] = [[claim_to_json(claim) for claim in pair] for pair in changes.changed]
        print_json(row)
        return
    for line in _lines(changes, style):
        print(style.signs(line))


def _lines(changes: Changes, style: Style) -> Iterator[str]:
    from sayso.cli.phrase import title_of
    from sayso.cli.terminal import wrap

    title = title_of(changes.held.report)
    yield from (style.paint(title[a:b], "bold") for a, b in wrap(title, style.width))
    signs = [("+", "gained", "green"), ("-", "lost", "red"), ("=", "kept", "cyan")]
    for sign, name, look in signs:
        for claim in getattr(changes, name):
            yield style.paint(f"  {sign} {_words(claim, style)}", look)
    for before, after in changes.changed:
        yield style.paint(f"  ~ {_words(before, style)}", "yellow")
        yield style.paint(f"  > {_words(after, style)}", "yellow")


def _words(claim: Claim, style: Style) -> str:
    """Kind, slots and quote of a claim on one line that fits."""
    from sayso.cli.phrase import clean, detail_words, says_words, score_words

    items = [
        claim.kind,
        *detail_words(claim),
        says_words(claim.says),
        score_words(claim),
        f"“{clean(claim.quote.text)}”",
    ]
    line = " · ".join(items)
    return line if len(line) <= style.width - 4 else line[: style.width - 5] + "…"
