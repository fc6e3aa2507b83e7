"""``sayso watch``: feeds, sitemaps and folders watched, what is new added to a record, alerts told by rules."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.cli.volume import add_time_limit, seconds
from sayso.core.errors import RecordError, UsageError

if TYPE_CHECKING:
    from sayso.cli.progress import Progress
    from sayso.records import Record
    from sayso.watch.rounds import Round, Watcher
    from sayso.watch.settings import Settings
    from sayso.watch.state import State
    from sayso.watch.teller import Teller

_EXAMPLES: Final = """\
examples:
  sayso watch crisis.sayso https://wire.example/rss.xml inbox/        until interrupted, a look every ten minutes
  sayso watch crisis.sayso feeds.opml --every 30m --rules rules.toml  and tell alerts
  sayso watch crisis.sayso feeds.opml --once                          one round, for cron
  sayso watch crisis.sayso --status                                   what is known of each source

exit status: 0 done; 1 with --once: some sources, articles or sinks failed (each named, and tried again next time);
2 wrong use"""
_PATIENCE_S: Final = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso watch``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    sources = parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="the address of a feed or sitemap, an OPML file of feeds, a folder or a file",
    )
    sources.required, sources.default = (
        False,
        [],
    )  # --status needs none; "*" would not be found after an option
    parser.add_argument("--once", action="store_true", help="one round, then end")
    parser.add_argument(
        "--every",
        metavar="SPAN",
        default="10m",
        help="between two looks at a source: 90s, 10m, 2h (default 10m)",
    )
    parser.add_argument("--rules", metavar="FILE", help="rules and sinks of alerts, in TOML")
    parser.add_argument(
        "--from-start", action="store_true", help="tell alerts about what the record holds already, too"
    )
    parser.add_argument(
        "--back", metavar="SPAN", default="3d", help="of a sitemap seen first, pages of so long (default 3d)"
    )
    parser.add_argument(
        "--feed-text",
        action="store_true",
        help="take a feed's own words, and fetch a page only where it has none",
    )
    parser.add_argument(
        "--pause",
        metavar="SECONDS",
        type=float,
        default=2.0,
        help="between two requests to one host (default 2)",
    )
    parser.add_argument("--private", action="store_true", help="allow addresses inside private networks")
    parser.add_argument(
        "--reader", metavar="NAME", help="learned or lexicon (default: the best that is installed)"
    )
    parser.add_argument(
        "--state",
        metavar="FILE",
        help="where validators and alerts are kept (default: beside the record, .watch)",
    )
    add_time_limit(parser)
    parser.add_argument("--status", action="store_true", help="print what is known of each source, and end")
    parser.add_argument(
        "--json", action="store_true", help="print JSON lines, one line a report that was added"
    )


def run(args: argparse.Namespace) -> int:
    """Watch; gives back 0, or with ``--once`` 1 if something failed. Raises UsageError, RecordError."""
    from sayso.cli.progress import Progress
    from sayso.pipeline import Options
    from sayso.records import Record
    from sayso.watch.given import given
    from sayso.watch.rounds import Watcher
    from sayso.watch.rules_file import load
    from sayso.watch.sinks import check
    from sayso.watch.state import State
    from sayso.watch.teller import Teller

    state_path = _state_path(args)
    if args.status:
        return _status(state_path)
    if not args.sources:
        raise UsageError(
            "What is to be watched? Give the address of a feed or sitemap, an OPML file or a folder."
        )
    settings, sources = _settings(args), given(args.sources)
    rules = load(Path(args.rules)) if args.rules else None
    if rules is not None:
        check(rules.sinks)
    progress = Progress(args, prints_here=True)
    with Record.open(args.record) as record, State.open(state_path) as state:
        options = Options(private=args.private, reader=args.reader, seconds=seconds(args))
        watcher = Watcher(record, state, sources, settings, options, _teller(args, progress))
        teller = Teller(record, state, rules, settings, progress.fail) if rules is not None else None
        if teller is not None:
            teller.begin(from_start=args.from_start)
        failed = _rounds(args, watcher, teller, progress)
    return 1 if failed and args.once else 0


def _state_path(args: argparse.Namespace) -> Path:
    if args.state:
        return Path(args.state)
    if "://" in args.record:
        raise UsageError(
            "A record in a database has no file beside it: say with --state where the watch keeps its state."
        )
    return Path(f"{args.record}.watch")


def _settings(args: argparse.Namespace) -> Settings:
    from dataclasses import replace

    from sayso.watch.settings import POLITE, Settings, seconds

    if not 0 <= args.pause <= 3600:
        raise UsageError(f"--pause {args.pause:g}: it takes seconds from 0 to 3600.")
    return Settings(
        every_s=seconds(args.every),
        back_days=seconds(args.back) / 86400,
        feed_text=args.feed_text,
        private=args.private,
        limits=replace(POLITE, pause_s=args.pause),
    )


def _teller(args: argparse.Namespace, progress: Progress) -> Callable[..., None]:
    """What is told of each report and failure."""
    from sayso.cli.add import print_added
    from sayso.core.coded import Failure

    def tell(item: object) -> None:
        if isinstance(item, Failure):
            progress.fail(item)
        else:
            progress.close()
            print_added(item, as_json=args.json, verbose=args.verbose)  # type: ignore[arg-type]

    return tell


def _rounds(args: argparse.Namespace, watcher: Watcher, teller: Teller | None, progress: Progress) -> bool:
    """Rounds until the end; gives back whether anything failed."""
    while True:
        try:
            done = watcher.round()
            told = _alerts(teller, progress)
        except RecordError as error:
            if args.once:
                raise
            progress.tell(f"{error} The watch goes on; nothing is taken for done.")
            time.sleep(_PATIENCE_S)
            continue
        if args.once or args.verbose:
            progress.tell(_summary(done, told, watcher.record))
        if args.once:
            return bool(done.failed or progress.failed)
        wait = watcher.next_due()
        progress.show(f"next look in {wait:.0f} s")
        time.sleep(wait)
        progress.close()


def _alerts(teller: Teller | None, progress: Progress) -> int | None:
    """How many alerts were found; None without rules."""
    if teller is None:
        return None
    found, passed = teller.look()
    if passed:
        words = "1 alert is" if passed == 1 else f"{passed} alerts are"
        progress.tell(f"The record begins with this round: {words} not told. --from-start tells them too.")
    teller.deliver()
    return len(found)


def _summary(done: Round, told: int | None, record: Record) -> str:
    from sayso.record.read import counts

    reports, claims = counts(record.store)
    parts = [f"{_number(done.asked, 'source')} asked", f"{done.added} added"]
    parts += [f"{done.unchanged} unchanged"] if done.unchanged else []
    parts += [f"{done.failed} failed"] if done.failed else []
    parts += [f"{_number(told, 'alert')}"] if told is not None else []
    return f"{', '.join(parts)}; {record.store.name} holds {_number(reports, 'report')} with {_number(claims, 'claim')}"


def _status(path: Path) -> int:
    """Print what the state knows."""
    from sayso.watch.state import State

    if not path.exists():
        raise UsageError(f"There is no state {path}: nothing was watched so far.")
    with State.open(path, alone=False) as state:
        for line in _status_lines(state):
            print(line)
    return 0


def _status_lines(state: State) -> list[str]:
    from sayso.cli.phrase import clean
    from sayso.watch.articles import waiting

    lines = []
    for row in state.rows("SELECT * FROM sources ORDER BY address"):
        lines.append(f"{clean(row['address'])} · {row['sort'] or 'not had yet'} · last had {_ago(row['ok'])}")
        if row["problem"]:
            lines.append(f"    failed {_number(row['failures'], 'time')}: {clean(row['problem'])}")
    for row in waiting(state):
        after = "given up" if row["due"] is None else "tried again" if row["look"] < 0 else "looked at again"
        lines.append(f"article {clean(row['address'])} · {after}: {clean(row['problem'])}")
    for row in state.rows("SELECT * FROM files WHERE problem IS NOT NULL ORDER BY path"):
        lines.append(f"file {clean(row['path'])}: {clean(row['problem'])}")
    for row in state.rows(
        "SELECT sink, count(*) AS n, max(tries) AS tries FROM outbox GROUP BY sink ORDER BY sink"
    ):
        lines.append(
            f"sink {clean(row['sink'])}: {_number(row['n'], 'alert')} waiting, {_number(row['tries'], 'try', 'tries')}"
        )
    told = state.rows("SELECT count(*) FROM alerts")[0][0]
    articles = state.rows("SELECT count(*) FROM articles")[0][0]
    return [*lines, f"{_number(articles, 'article')} known, {_number(told, 'alert')} so far"]


def _ago(moment: float | None) -> str:
    return "never" if moment is None else time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(moment))


def _number(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
