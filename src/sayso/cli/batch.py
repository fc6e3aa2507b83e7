"""``sayso batch``: many archives into tables, on all processors of this machine or on a Dask cluster."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.cli.volume import add_how, add_time_limit, how, positive
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.batch.shard import Summary

_EXAMPLES: Final = """\
examples:
  sayso batch news/*.warc.gz --out done/ --jobs 8
  sayso batch crawl-data/CC-NEWS/2021/11/warc.paths.gz --out done/ --scheduler tcp://head:8786
  sayso batch news/*.warc.gz --out done/ --jobs 8   again: shards that are done are not read again
  sayso add crisis.sayso --from-parquet done/       the reports and claims into a record

exit status: 0 done, 1 some documents or shards failed, 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso batch``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="SHARD",
        help="an archive (.warc, .zip, .tar), a .jsonl or .parquet of reports, a folder of these and of pages, or a "
        "list of archives (.paths); plain or packed",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="where tables and manifests go"
    )
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="workers on this machine (default: 1)"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler, like tcp://head:8786; its workers need sayso too",
    )
    parser.add_argument(
        "--no-originals", action="store_true", help="do not keep the bytes that reports were read from"
    )
    parser.add_argument(
        "--published", metavar="DAY", help="the day on which reports that give none were published"
    )
    parser.add_argument(
        "--reader", metavar="NAME", help="learned or lexicon (default: the best that is installed)"
    )
    add_how(parser)
    add_time_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Read all shards; gives back 0, or 1 if something failed. Raises UsageError, SaysoError."""
    from dataclasses import replace

    from sayso.batch.cluster import spread
    from sayso.batch.plan import shards
    from sayso.batch.table import arrow
    from sayso.cli.progress import Pace, Progress
    from sayso.cli.read import check_day
    from sayso.core.coded import Failure

    check_day(args.published)
    arrow()
    given = replace(how(args), originals=not args.no_originals)
    todo = shards(args.paths)
    if not todo:
        raise UsageError("There is nothing to read: the folders hold no reports.")
    out = args.out.absolute()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {args.out} cannot be made: {error.strerror}.") from None
    progress, pace = Progress(args, prints_here=False), Pace()
    read: list[Summary] = []
    progress.show(pace.words(0, 0.0))
    with closing(spread(todo, out, given, jobs=args.jobs, scheduler=args.scheduler)) as outcomes:  # type: ignore[type-var]
        for shard, outcome in outcomes:
            if isinstance(outcome, Failure):
                progress.fail(outcome)
            else:
                read.append(outcome)
                if outcome.failed:
                    progress.tell(f"{shard.name}: {outcome.failed} documents failed; its manifest says why.")
            documents = sum(s.done + s.skipped + s.failed for s in read)
            progress.show(pace.words(documents, (len(read) + progress.failed) / len(todo)))
    progress.close()
    progress.tell(_summary(read, len(todo), args.out))
    return 1 if progress.failed or any(s.failed for s in read) else 0


def _summary(read: list[Summary], shards: int, out: Path) -> str:
    counts = {
        name: sum(getattr(s, name) for s in read) for name in ("reports", "claims", "skipped", "failed")
    }
    told = ", ".join(
        f"{number:,} {name}" for name, number in counts.items() if number or name in {"reports", "claims"}
    )
    return f"{len(read)} of {shards} shards in {out}: {told}."
