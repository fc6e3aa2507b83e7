"""``sayso add``: reads reports into a record, each once."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.cli.volume import Volume, add_volume, how, seconds, wanted
from sayso.core.errors import SaysoError, UsageError

if TYPE_CHECKING:
    from sayso.core.coded import Failure
    from sayso.intake.document import Document
    from sayso.record.write import Added
    from sayso.records import Record

_EXAMPLES: Final = """\
examples:
  sayso add crisis.sayso stories/        a folder into a record, which is made if it is missing
  sayso add crisis.sayso stories/        again: what the record has is not read again
  sayso add postgresql://desk@host/crisis page.html
  sayso add crisis.sayso --jobs 8 --manifest run.jsonl news.warc.gz
                                         an archive, read in 8 processes; --resume goes on after an interruption
  sayso add crisis.sayso --from-parquet done/
                                         what sayso batch has read, without reading it again

exit status: 0 done, 1 some inputs failed (each named on standard error, the others kept), 2 wrong use"""
_WORDS: Final = {
    "added": "added",
    "supersedes": "superseding",
    "older": "older version",
    "unchanged": "unchanged",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso add``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="an HTML page, a text file, a .jsonl or .parquet of reports, a .warc, .zip or .tar, a feed, all of them "
        "plain or packed (.gz, .zst, …), a folder, a list of archives (.paths), an http(s) address, or - for "
        "standard input",
    )
    parser.add_argument("--json", action="store_true", help="print JSON lines, one line a report")
    parser.add_argument(
        "--published",
        metavar="DAY",
        help="the day (like 2022-01-07) on which reports that give none were published",
    )
    parser.add_argument(
        "--reader", metavar="NAME", help="learned or lexicon (default: the best that is installed)"
    )
    parser.add_argument("--private", action="store_true", help="allow addresses inside private networks")
    parser.add_argument(
        "--from-parquet",
        action="store_true",
        help="each PATH is a folder of sayso batch: take in what it read",
    )
    add_volume(parser)


def run(args: argparse.Namespace) -> int:
    """Add and tell; gives back 0, or 1 if some inputs failed. Raises UsageError, RecordError."""
    from sayso.cli.progress import Progress
    from sayso.core.coded import Failure
    from sayso.pipeline import Options
    from sayso.records import Record

    if args.published is not None:
        _require_day(args.published)
    if args.from_parquet and (wanted(args) or args.time_limit):
        raise UsageError(
            "--from-parquet takes in what was read already; options of reading do not go with it."
        )
    progress = Progress(args, prints_here=True)
    options = Options(
        published=args.published, private=args.private, reader=args.reader, seconds=seconds(args)
    )
    counted: Counter[str] = Counter()
    with Record.open(args.record) as record, ExitStack() as closing:
        if record.store.backup is not None:
            progress.tell(f"{record.store.name} was brought up to date; as it was: {record.store.backup}")
        if args.from_parquet:
            added = _from_parquet(args.paths, record)
        elif wanted(args):
            added = _at_volume(closing.enter_context(Volume(args, progress)), record, args, counted)
        else:
            added = record.adding(args.paths, options)
        for item in added:
            if isinstance(item, Failure):
                progress.fail(item)
            else:
                counted[item.status] += 1
                progress.close()
                print_added(item, as_json=args.json, verbose=args.verbose)
            if not wanted(args):
                progress.show(f"{counted.total()} read")
        progress.close()
        if not args.json:
            print(_summary(counted, progress.failed, record))
    return 1 if progress.failed else 0


def _at_volume(
    volume: Volume, record: Record, args: argparse.Namespace, counted: Counter[str]
) -> Iterator[Added | Failure]:
    """What became of each report, read in processes of their own. What the record holds already is not read again."""

    def held(item: Document | Failure) -> bool:
        known = isinstance(item, Document) and record.holds(original(item))
        counted["unchanged"] += known
        return known

    from sayso.intake.document import Document, original

    for done in volume.done(how(args), held):
        for read in done.read:
            yield record.keep(read.arrival, read.coded, read.model)
        # Only now: what the manifest calls done is in the record.
        volume.note(done)


def _from_parquet(folders: Sequence[str], record: Record) -> Iterator[Added | Failure]:
    """What became of each report of a batch; a table that is damaged fails alone."""
    from sayso.batch.table import in_folder, read_back
    from sayso.core.coded import Failure

    for path in (table for folder in folders for table in in_folder(Path(folder))):
        try:
            for read in read_back(path):
                yield record.keep(read.arrival, read.coded, read.model)
        except SaysoError as error:
            yield Failure(str(path), str(error))


def _require_day(day: str) -> None:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"--published {day!r} is no day; write it like 2022-01-07.") from None


def print_added(added: Added, *, as_json: bool, verbose: bool) -> None:
    """One line for a report that was added; for one that was there already only if ``verbose``."""
    if as_json:
        row = {
            "status": added.status, "report": added.report_id, "title": added.title, "claims": added.claims,
            "other": added.other,
        }  # fmt: skip
        from sayso.cli.output import print_json

        print_json(row)
    elif added.status != "unchanged" or verbose:
        from sayso.cli.phrase import clean
        from sayso.cli.terminal import style_for

        style = style_for(sys.stdout, verbose)
        claims = "" if added.status == "unchanged" else f" · {_number(added.claims, 'claim')}"
        line = f"{_WORDS[added.status]:<14}{clean(added.title or added.report_id)}{claims}"
        print(style.signs(line + (f" · {added.report_id}" if verbose else "")))
    sys.stdout.flush()


def _summary(counted: Counter[str], failed: int, record: Record) -> str:
    from sayso.record.read import counts

    done = [f"{counted[status]} {words}" for status, words in _WORDS.items() if counted[status]]
    done += [f"{failed} failed"] if failed else []
    reports, claims = counts(record.store)
    holds = f"{record.store.name} holds {_number(reports, 'report')} with {_number(claims, 'claim')}"
    return f"{', '.join(done) or 'nothing'}; {holds}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
