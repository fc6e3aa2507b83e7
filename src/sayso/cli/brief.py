"""``sayso brief``: what is new in a record since a moment, on one page, each sentence with its say-so."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Final

from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.brief.asked import Asked
    from sayso.brief.brief import Brief
    from sayso.records import Record

FORMS: Final = ("markdown", "html", "text")
_EXAMPLES: Final = """\
examples:
  sayso brief crisis.sayso --since yesterday
  sayso brief crisis.sayso --since 2022-01-08T18:00 --place Almaty --as html > brief.html
  sayso brief crisis.sayso --since 2022-01-08 --until 2022-01-12 --measure killed --as text

exit status: 0 done, also where nothing is new; 1 the record cannot be opened; 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso brief``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    parser.add_argument(
        "--since",
        metavar="MOMENT",
        required=True,
        help="yesterday, today, 24h, 7d, or a day or moment like 2022-01-08 or 2022-01-08T12:00 (UTC)",
    )
    parser.add_argument("--until", metavar="MOMENT", help="only what was out by then (default: all)")
    parser.add_argument(
        "--by",
        choices=("out", "held"),
        help="what counts as known: what was out by --since, or what the record held by then (default: held, "
        "if the record held anything then)",
    )
    parser.add_argument("--place", metavar="NAME", help="of this country, region or city alone")
    parser.add_argument("--measure", metavar="MEASURE", help="what is counted, like killed")
    parser.add_argument(
        "--claimant", metavar="NAME", help="on the say-so of this claimant, under whatever name"
    )
    parser.add_argument("--of", metavar="GROUP", help="counts of this group, like children or police")
    parser.add_argument(
        "--kind", metavar="KIND", action="append", default=[], help="a kind of claim, like kill (+)"
    )
    parser.add_argument("--date", metavar="DATE", help="of what happened then, like 2022-01-02/2022-01-07")
    parser.add_argument(
        "--as", dest="form", choices=FORMS, default="markdown", help="the form (default markdown)"
    )
    parser.add_argument(
        "--desk", metavar="ADDRESS", help="link claims to a running sayso serve, like http://127.0.0.1:8642"
    )


def run(args: argparse.Namespace) -> int:
    """Print the brief; gives back 0. Raises UsageError on what cannot be meant, RecordError."""
    import io
    import sys

    from sayso.brief.asked import Asked
    from sayso.brief.page import to_html
    from sayso.brief.text import to_markdown, to_text
    from sayso.records import Record

    if args.desk is not None and not args.desk.startswith(("http://", "https://")):
        raise UsageError(f"--desk {args.desk!r} is no address; write it like http://127.0.0.1:8642.")
    asked = Asked(args.place, args.measure, args.claimant, args.of, args.date, tuple(args.kind))
    since = since_of(args.since, dt.datetime.now(dt.UTC))
    with Record.open(args.record, make=False) as record:
        made = brief_of(record, asked, (since, args.until, args.by))
    form = {"markdown": to_markdown, "html": to_html, "text": to_text}[args.form]
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    print(form(made, args.desk), end="")
    return 0


def brief_of(record: Record, asked: Asked, when: tuple[str, str | None, str | None]) -> Brief:
    """The brief of a record; ``when``: since when, until when (None: now), and by what (``out``, ``held``, None)."""
    from sayso.brief.brief import Frame, brief
    from sayso.brief.picture import picture
    from sayso.record.search import Filters

    since, until, by = when
    held = record.reports(Filters(as_known=since, versions=True)) if by != "out" else []
    how = by or ("held" if held else "out")
    if how == "out":
        held = record.reports(Filters(as_of=since, versions=True))
    coded = record.coded(Filters(as_of=until, versions=True))
    seen = picture(coded, {h.report.id for h in held}, record.decisions())
    address = record.store.path
    name = address.stem if address is not None else record.store.name.rsplit("/", 1)[-1]
    return brief(seen, asked, Frame(name, since, how, until))


def since_of(words: str, now: dt.datetime) -> str:
    """The moment that is meant, in ISO form: ``yesterday`` is its first moment (UTC), ``24h`` so long before now.

    Raises UsageError.
    """
    today = dt.datetime.combine(now.astimezone(dt.UTC).date(), dt.time(), dt.UTC)
    second = dt.timedelta(seconds=1)
    named = {"today": today - second, "yesterday": today - dt.timedelta(days=1) - second}
    if words in named:
        return _iso(named[words])
    if words[:-1].isdigit() and words[-1] in "hd" and len(words) < 7:
        span = dt.timedelta(hours=int(words[:-1])) if words[-1] == "h" else dt.timedelta(days=int(words[:-1]))
        return _iso(now - span)
    try:
        return _moment(words)
    except ValueError:
        raise UsageError(
            f"--since {words!r} is no moment; write yesterday, today, 24h, 7d, 2022-01-08 or 2022-01-08T12:00."
        ) from None


def _moment(words: str) -> str:
    if len(words) == 10:
        return dt.date.fromisoformat(words).isoformat()
    found = dt.datetime.fromisoformat(words)
    return _iso(found if found.tzinfo else found.replace(tzinfo=dt.UTC))


def _iso(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
