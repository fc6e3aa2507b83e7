"""``sayso serve``: a record as web pages and an API, for whoever sits at this machine."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.serve.desk import Look

PORT: Final = 8642
_EXAMPLES: Final = """\
examples:
  sayso serve crisis.sayso
  sayso serve crisis.sayso --port 9000 --by "A. Desk"

exit status: 0 ended by the user; 1 the record or the port cannot be opened; 2 wrong use"""
_WORDS: Final = (
    "clean", "value_words", "number_words", "figure_words", "who_words", "says_words", "place_words", "when_words",
    "detail_words", "score_words", "origin_words", "title_of",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso serve``."""
    from sayso.cli.decide import add_by
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    parser.add_argument(
        "--host", metavar="NAME", default="127.0.0.1", help="this machine's own address (default 127.0.0.1)"
    )
    parser.add_argument(
        "--port", metavar="NUMBER", type=int, default=PORT, help=f"the port (default {PORT}; 0: any free one)"
    )
    add_by(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted; gives back 0. Raises UsageError, RecordError, MissingExtra."""
    import socket

    from sayso.cli.decide import name_of
    from sayso.core.errors import MissingExtra, SaysoError, UsageError
    from sayso.records import Record

    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port {args.port}: it takes a number from 0 to 65535.")
    if args.host not in {"127.0.0.1", "localhost", "::1"}:
        raise UsageError(
            f"--host {args.host}: whoever could reach it could change the record, as there are no accounts; "
            "only 127.0.0.1, localhost and ::1 are served. From elsewhere take a tunnel (ssh -L)."
        )
    by = name_of(args.by)
    try:
        import uvicorn

        from sayso.serve.app import make_app
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"'sayso serve' needs {error.name}, which is not installed: pip install 'sayso[serve]'."
        ) from None
    with Record.open(args.record, make=False) as record:
        try:
            family = socket.AF_INET6 if args.host == "::1" else socket.AF_INET
            bound = socket.create_server((args.host, args.port), family=family)
        except OSError as error:
            raise SaysoError(
                f"Port {args.port} of {args.host} cannot be taken ({error.strerror}); choose another with --port."
            ) from None
        with bound:
            if not args.quiet:
                shown = f"[{args.host}]" if ":" in args.host else args.host
                address = f"http://{shown}:{bound.getsockname()[1]}/"
                print(f"{record.store.name} is shown at {address} (Ctrl-C ends it)", file=sys.stderr)
            config = uvicorn.Config(
                make_app(record, look(), by), log_level="info" if args.verbose else "warning",
                server_header=False, proxy_headers=False, timeout_keep_alive=5, limit_concurrency=100,
                access_log=args.verbose,
            )  # fmt: skip
            try:
                uvicorn.Server(config).run(sockets=[bound])
            except KeyboardInterrupt:
                return 0
    return 0


def look() -> Look:
    """What the pages share with ``sayso read --html``."""
    from importlib.resources import files

    from sayso.cli import page, phrase
    from sayso.serve.desk import Look

    own = files("sayso.cli").joinpath("static")
    return Look(
        css=own.joinpath("page.css").read_text("utf-8"),
        js=own.joinpath("page.js").read_text("utf-8"),
        report=page.section,
        words={name: getattr(phrase, name) for name in _WORDS} | {"STANCE_MARKS": phrase.MARKS},
    )
