"""``sayso read``: reports in, their claims out, as a table, as JSON lines or as one page."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from sayso.cli.volume import Volume, add_volume, how, seconds, wanted
from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.core.coded import CodedReport, Failure

_EXAMPLES: Final = """\
examples:
  sayso read story.html                  the claims as a table
  sayso read --json stories/ > out.jsonl one line a report
  sayso read --html out.html a.txt b.txt one page, every claim marked in its text
  curl -s ADDRESS | sayso read -         a page or text from standard input
  sayso read --jobs 8 --out claims.jsonl news.warc.gz archive.tar.zst
                                         archives in 8 processes; a manifest stands beside claims.jsonl
  sayso read --jobs 8 --out claims.jsonl --resume news.warc.gz archive.tar.zst
                                         goes on where that was interrupted

exit status: 0 done, 1 some inputs failed (each named on standard error), 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso read``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="an HTML page, a text file, a .jsonl or .parquet of reports, a .warc, .zip or .tar, a feed, all of them "
        "plain or packed (.gz, .zst, …), a folder, a list of archives (.paths), an http(s) address, or - for "
        "standard input",
    )
    parser.add_argument("--json", action="store_true", help="print JSON lines, one line a report")
    parser.add_argument("--layers", action="store_true", help="with --json: add all that the reader saw")
    parser.add_argument(
        "--html", type=Path, metavar="OUT", help="write one self-contained page to the file OUT"
    )
    parser.add_argument(
        "--published",
        metavar="DAY",
        help="the day (like 2022-01-07) on which reports that give none were published",
    )
    parser.add_argument(
        "--reader", metavar="NAME", help="learned or lexicon (default: the best that is installed)"
    )
    parser.add_argument("--private", action="store_true", help="allow addresses inside private networks")
    add_volume(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="write JSON lines to FILE, and a manifest to FILE.manifest; --resume goes on with both",
    )


def run(args: argparse.Namespace) -> int:
    """Read and print; gives back 0, or 1 if some inputs failed. Raises UsageError on arguments that cannot be meant."""
    _check(args)
    if wanted(args):
        return _at_volume(args)
    from sayso import pipeline

    options = pipeline.Options(
        published=args.published,
        layers=args.layers,
        private=args.private,
        reader=args.reader,
        seconds=seconds(args),
    )
    outcome = _Outcome(sys.stderr, quiet=args.quiet, shows_progress=_shows_progress(args))
    coded = outcome.succeeded(pipeline.read(args.paths, options))
    if args.html is not None:
        coded = _to_page(coded, args.html, outcome)
    if args.json:
        _print_json(coded)
    elif args.html is None:
        _print_tables(coded, verbose=args.verbose)
    else:
        for _ in coded:
            pass
    outcome.close()
    return 1 if outcome.failed else 0


def _at_volume(args: argparse.Namespace) -> int:
    """As `run`, through children, with what that allows: limits, a manifest, going on after an interruption."""
    from sayso.cli.progress import Progress
    from sayso.core.jsonl import dump

    if args.html is not None:
        raise UsageError("--html holds all reports in one page; it does not go with reading at volume.")
    prints_here = args.out is None
    progress = Progress(args, prints_here=prints_here)
    with Volume(args, progress, args.out) as volume:
        for done in volume.done(how(args, layers=args.layers)):
            coded = [read.coded for read in done.read]
            if prints_here:
                _print_json(coded) if args.json else _print_tables(coded, verbose=args.verbose)
                volume.note(done)
            else:
                volume.note(done, map(dump, coded))
        progress.close()
        progress.tell(volume.summary())
    return 1 if progress.failed else 0


def _check(args: argparse.Namespace) -> None:
    if args.layers and not (args.json or args.out):
        raise UsageError("--layers adds to the JSON lines; give --json with it.")
    check_day(args.published)
    if args.html is not None:
        if args.html.is_dir() or not args.html.parent.is_dir():
            raise UsageError(f"--html {args.html}: no such folder to write into, or it is a folder itself.")
        if any(_same_file(path, args.html) for path in args.paths):
            raise UsageError(f"--html {args.html} would overwrite an input; name another file.")
    if args.paths.count("-") > 1:
        raise UsageError("Standard input (-) can be read only once.")


def check_day(published: str | None) -> None:
    """Raises UsageError where the day that the user gave is none."""
    if published is not None:
        try:
            dt.date.fromisoformat(published)
        except ValueError:
            raise UsageError(f"--published {published!r} is no day; write it like 2022-01-07.") from None


def _same_file(path: str, out: Path) -> bool:
    return out.exists() and Path(path).is_file() and out.samefile(path)


def _shows_progress(args: argparse.Namespace) -> bool:
    """Where the claims themselves appear on the terminal, they are the progress."""
    prints_here = sys.stdout.isatty() and (args.json or args.html is None)
    return sys.stderr.isatty() and not args.quiet and not prints_here


class _Outcome:
    """Counts what was read, tells of each failure at once, and shows progress on a terminal."""

    def __init__(self, stream: TextIO, *, quiet: bool, shows_progress: bool) -> None:
        self.failed = 0
        self.read = 0
        self._stream = stream
        self._quiet = quiet
        self._shows_progress = shows_progress

    def succeeded(self, results: Iterable[CodedReport | Failure]) -> Iterator[CodedReport]:
        """The coded reports alone; each failure is named on the stream and the rest goes on."""
        from sayso.core.coded import Failure

        for result in results:
            if isinstance(result, Failure):
                self.failed += 1
                self._say(sentence_of(result))
            else:
                self.read += 1
                yield result
            self._progress()

    def tell(self, message: str) -> None:
        """A message that is no failure; left out with --quiet."""
        if not self._quiet:
            self._say(message)

    def close(self) -> None:
        """Clear the progress line."""
        if self._shows_progress:
            self._stream.write("\r\x1b[K")

    def _progress(self) -> None:
        if self._shows_progress:
            failed = f", {self.failed} failed" if self.failed else ""
            self._stream.write(f"\r\x1b[K{self.read} read{failed}")
            self._stream.flush()

    def _say(self, message: str) -> None:
        self.close()
        # What was printed before it should also stand before it.
        sys.stdout.flush()
        print(f"sayso: {message}", file=self._stream)


def sentence_of(failure: Failure) -> str:
    """A failure with the source that failed, in one sentence."""
    from sayso.cli.phrase import clean

    reason, source = clean(failure.reason), clean(failure.source)
    return reason if source in reason else f"{source}: {reason}"


def _print_json(coded: Iterable[CodedReport]) -> None:
    from sayso.core.jsonl import dump

    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON is UTF-8; a lone surrogate becomes \udXXX, which is JSON's own way to write it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    for each in coded:
        print(dump(each), flush=True)


def _print_tables(coded: Iterable[CodedReport], *, verbose: bool) -> None:
    from sayso.cli.table import render
    from sayso.cli.terminal import style_for

    style = style_for(sys.stdout, verbose)
    for index, each in enumerate(coded):
        if index:
            print()
        for line in render(each, style):
            print(line)
        sys.stdout.flush()


def _to_page(coded: Iterable[CodedReport], out: Path, outcome: _Outcome) -> Iterator[CodedReport]:
    """Passes the reports on and, when all have come, writes them as one page."""
    from sayso.cli.page import render

    kept: list[CodedReport] = []
    for each in coded:
        kept.append(each)
        yield each
    if not kept:
        outcome.tell(f"Nothing was read, so {out} is not written.")
        return
    _write(out, render(kept))
    outcome.tell(
        f"{out} holds {len(kept)} {'report' if len(kept) == 1 else 'reports'}; open it in a browser."
    )


def _write(out: Path, text: str) -> None:
    """Write the whole file or nothing."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_text(text, encoding="utf-8", errors="replace")
        part.replace(out)
    except OSError as error:
        raise UsageError(f"--html {out} cannot be written: {error.strerror}.") from None
