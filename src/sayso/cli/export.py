"""``sayso export``: a record's claims as a file for another tool."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

_EXAMPLES: Final = """\
examples:
  sayso export crisis.sayso --as csv -o claims.csv
  sayso export crisis.sayso --as acled --policy ibc --place Almaty -o events.csv
  sayso export crisis.sayso --as geojson --kind kill > dead.geojson
  sayso export crisis.sayso --as xlsx --redact -o to-share.xlsx

exit status: 0 done, also where no claim passes the filters; 1 not written; 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso export``."""
    from sayso.cli.filters import add_filters
    from sayso.export.formats import FORMATS

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    formats = "\n".join(f"  {name:<14} {f.what}" for name, f in FORMATS.items())
    parser.epilog = f"formats:\n{formats}\n\n{_EXAMPLES}"
    add_filters(parser)
    parser.add_argument(
        "--as", dest="form", metavar="FORMAT", required=True, choices=[*FORMATS], help="one of those below"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="where to; text goes to standard output without it"
    )
    parser.add_argument(
        "--redact",
        action="store_true",
        help="withhold the names of private persons: all but officials, officers and who speaks for somebody",
    )
    parser.add_argument(
        "--policy",
        metavar="RULE",
        help="how figures become one number: raw, acled, ucdp, ibc, a file like rule.toml, or module:function",
    )


def run(args: argparse.Namespace) -> int:
    """Write the export; gives back 0. Raises UsageError, RecordError, MissingExtra, InputError."""
    from sayso.cli.filters import filters_of
    from sayso.core.errors import UsageError
    from sayso.export.formats import FORMATS, left_out, lines, save
    from sayso.records import Record

    form = FORMATS[args.form]
    if args.policy and not form.world:
        takers = ", ".join(name for name, f in FORMATS.items() if f.world)
        raise UsageError(f"A policy has no say in {args.form}, which holds claims alone; it has in {takers}")
    if args.output is None and not form.text:
        raise UsageError(f"An export as {args.form} is no text: name a file for it with -o FILE.")

    with Record.open(args.record, make=False) as record:
        bundle = record.bundle(args.form, filters_of(args), args.policy, redact=args.redact)
        if args.output is None:
            _speak_utf8()
            for piece in lines(args.form, bundle):
                sys.stdout.write(piece)
        else:
            made = save(args.form, bundle, args.output)
            if not args.quiet:
                count = sum(1 for _ in bundle.items)
                words = f"{args.form} from {count} {'claim' if count == 1 else 'claims'}"
                print(f"{', '.join(map(str, made))}: {words}", file=sys.stderr)
        if not args.quiet:
            for reason, number in left_out(args.form, bundle).items():
                print(f"left out: {number} {reason}", file=sys.stderr)
    return 0


def _speak_utf8() -> None:
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
