"""The options and the loop of reading at volume, for the commands that read: children, manifest, limit, resume."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.core.errors import UsageError

if TYPE_CHECKING:
    from sayso.batch.manifest import Manifest, Output
    from sayso.batch.run import Coming
    from sayso.batch.work import Done, How
    from sayso.cli.progress import Progress


def add_volume(parser: argparse.ArgumentParser) -> None:
    """The options; any of them but the limit of time makes the command read in processes of its own."""
    add_time_limit(parser)
    group = parser.add_argument_group(
        "at volume",
        "Any of these makes reports be read in processes of their own, which a bad one cannot stop.",
    )
    add_how(group)
    group.add_argument("--jobs", type=positive, metavar="N", help="how many processes read (default: 1)")
    group.add_argument("--limit", type=positive, metavar="N", help="stop after N documents")
    group.add_argument(
        "--manifest",
        type=Path,
        metavar="FILE",
        help="note in FILE, as JSON lines, what became of each document",
    )
    group.add_argument(
        "--resume",
        action="store_true",
        help="with --manifest: leave out what the manifest says was read from the same bytes before",
    )


def add_how(group: Any) -> None:
    """The options of how each document is read, which ``sayso batch`` has too."""
    group.add_argument(
        "--columns",
        metavar="FIELD=NAME,…",
        help="which keys of JSON lines or columns of Parquet hold a report's fields, like text=body,title=headline",
    )
    group.add_argument(
        "--first-pass", action="store_true", help="leave out reports without any word that tells a happening"
    )


def add_time_limit(parser: argparse.ArgumentParser) -> None:
    """The option of how long one report may take, which holds in this process too."""
    parser.add_argument(
        "--time-limit",
        type=positive,
        metavar="SECONDS",
        help="the longest that one report may take before it fails (default: 60)",
    )


def positive(given: str) -> int:
    """A whole number from 1."""
    number = int(given)
    if number < 1:
        raise ValueError
    return number


def wanted(args: argparse.Namespace) -> bool:
    """Whether any option of reading at volume was given."""
    names = ("jobs", "limit", "manifest", "resume", "out", "first_pass", "columns")
    return any(getattr(args, name, None) for name in names)


def seconds(args: argparse.Namespace) -> float:
    """The longest that one report may take."""
    from sayso.core.patience import SECONDS

    return float(args.time_limit or SECONDS)


def how(args: argparse.Namespace, *, layers: bool = False) -> How:
    """How documents are read, by the arguments. Raises UsageError."""
    from sayso.batch.work import How
    from sayso.intake.table import columns

    return How(
        published=args.published,
        private=getattr(args, "private", False),
        reader=args.reader,
        layers=layers,
        first_pass=args.first_pass,
        columns=columns(args.columns) if args.columns else {},
        seconds=seconds(args),
    )


class Volume:
    """One run: what becomes of each document, noted in the manifest and shown as progress. Use it in ``with``."""

    def __init__(self, args: argparse.Namespace, progress: Progress, out: Path | None = None) -> None:
        """``out``: a file for JSON lines. Raises UsageError where a file cannot be written or an option is alone."""
        from sayso.batch.manifest import Manifest, Output
        from sayso.cli.progress import Pace

        path = args.manifest or (out.with_name(f"{out.name}.manifest") if out else None)
        if args.resume and path is None:
            raise UsageError(
                "--resume needs the manifest of the run that it goes on with: give --manifest FILE."
            )
        self._args, self._progress = args, progress
        self._pace = Pace()
        self._closing = ExitStack()
        self._manifest: Manifest | None = None
        self._out: Output | None = None
        if path is not None:
            self._manifest = self._closing.enter_context(closing(Manifest(path, resume=args.resume)))
        if out is not None:
            end = self._manifest.earlier.end if self._manifest and args.resume else 0
            self._out = self._closing.enter_context(closing(Output(out, end)))
        self.counted = dict.fromkeys(("done", "skipped", "failed"), 0)
        self.claims = 0
        self._end = 0
        self._bytes = 0

    def __enter__(self) -> Volume:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.close()
        self._closing.close()

    def done(self, given: How, held: Any = None) -> Iterator[Done]:
        """What became of each document. What comes next is asked for when the last is dealt with: then call `note`.

        ``held(item)`` tells of a document that need not be read.
        """
        from sayso.batch.run import coming, run
        from sayso.intake.sources import size_of

        self._total = size_of(self._args.paths)
        items: Iterable[Coming] = coming(self._args.paths, given, self._metered)
        if self._manifest is not None:
            items = self._manifest.earlier.left(items)
        if held is not None:
            items = (item for item in items if not held(item))
        running = run(islice(items, self._args.limit), given, self._args.jobs or 1)
        with closing(running):  # type: ignore[type-var]
            yield from running

    def note(self, done: Done, lines: Iterable[str] = ()) -> None:
        """A document is dealt with: its lines go to the output, then it to the manifest; failures are named."""
        from sayso.batch.manifest import troubled

        if self._out is not None:
            self._end = self._out.write(lines)
        if self._manifest is not None:
            self._manifest.write(done, self._end)
        self.counted[done.status] += 1
        self.claims += done.claims
        if troubled(done):
            for failure in done.failures:
                if not failure.skipped:
                    self._progress.fail(failure)
        if self._pace.due():
            self._progress.show(self._pace.words(sum(self.counted.values()), self._share()))

    def summary(self) -> str:
        """What was done, in one sentence."""
        earlier = self._manifest.earlier.counted.total() if self._manifest else 0
        parts = [f"{self.counted['done']:,} read with {self.claims:,} claims"]
        parts += [f"{self.counted['skipped']:,} skipped"] if self.counted["skipped"] else []
        parts += [f"{self.counted['failed']:,} failed"] if self.counted["failed"] else []
        parts += [f"{earlier:,} done before"] if earlier else []
        return ", ".join(parts) + "."

    def _metered(self, count: int) -> None:
        self._bytes += count

    def _share(self) -> float | None:
        if self._args.limit:
            return sum(self.counted.values()) / int(self._args.limit)
        return self._bytes / self._total if self._total else None
