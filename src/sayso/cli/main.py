"""``sayso COMMAND …``: finds the command, imports only its file, and turns errors into sentences and exit codes."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from sayso import __version__
from sayso.core.errors import SaysoError, UsageError

DONE: Final = 0
FAILED: Final = 1
MISUSED: Final = 2
_INTERRUPTED: Final = 130

COMMANDS: Final = {
    "read": ("sayso.cli.read", "read reports and print their claims"),
    "explain": ("sayso.cli.explain", "tell slot by slot why a claim of a report says what it says"),
    "add": ("sayso.cli.add", "read reports into a record"),
    "tolls": ("sayso.cli.tolls", "print who counted how many, from a record"),
    "incidents": (
        "sayso.cli.incidents",
        "print what is told to have happened, from a record, each happening once",
    ),
    "claims": ("sayso.cli.claims", "print the claims of a record"),
    "sources": ("sayso.cli.sources", "print who claimed what in a record"),
    "batch": ("sayso.cli.batch", "read many archives into tables, on this machine or a cluster"),
    "naming": ("sayso.cli.naming", "print what each claimant in a record calls the same people"),
    "serve": ("sayso.cli.serve", "show a record as web pages and an API, on this machine"),
    "accounts": ("sayso.cli.accounts", "manage who may use a served record: accounts, tokens, the log"),
    "review": (
        "sayso.cli.review",
        "go through a record's claims and decide about them, the least sure first",
    ),
    "decide": ("sayso.cli.decide", "take one decision about a record, or print those taken"),
    "audit": ("sayso.cli.audit", "check a record against itself: every hash and every span"),
    "watch": ("sayso.cli.watch", "watch feeds, sitemaps and folders, and tell alerts by rules"),
    "brief": ("sayso.cli.brief", "print what is new in a record since a moment, on one page"),
    "export": ("sayso.cli.export", "write a record's claims as a file for another tool"),
    "import": ("sayso.cli.import_", "take back an export in which people decided about claims"),
    "reread": ("sayso.cli.reread", "read the reports of a record again and show what changes"),
    "mcp": ("sayso.cli.mcp", "let an assistant ask a record (Model Context Protocol, read-only)"),
    "doctor": ("sayso.cli.doctor", "check what is installed and whether it is intact"),
}
"""Each command: the module with its ``add_arguments(parser)`` and ``run(args) -> int``, and what it does."""


class _Parser(argparse.ArgumentParser):
    """Answers wrong use with exit code 2 and one sentence that says where help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(MISUSED, f"{self.prog}: {message}. Try '{self.prog} --help'.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives back the exit code: 0 done, 1 some inputs failed, 2 wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    args = _parser(words).parse_args(words, argparse.Namespace(quiet=False, verbose=False))
    if args.command is None:
        _parser(words).print_help(sys.stderr)
        return MISUSED
    try:
        code: int = importlib.import_module(COMMANDS[args.command][0]).run(args)
        sys.stdout.flush()
    except UsageError as error:
        return _complain(str(error), MISUSED)
    except SaysoError as error:
        return _complain(str(error), FAILED)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more can or should be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _complain("interrupted", _INTERRUPTED)
    return code


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all commands; only the command that is called has its arguments (and its module imported)."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "-q", "--quiet", action="store_true", help="say nothing on standard error but failures"
    )
    shared.add_argument(
        "-v", "--verbose", action="store_true", help="say more: scores and ids, reasons at length"
    )
    shared.add_argument(
        "--version", action="version", version=f"sayso {__version__}", help="print the version"
    )
    parser = _Parser(
        prog="sayso",
        parents=[shared],
        description="Reads news reports: what is said to have happened, where, when, how many, and on whose say-so.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    called = next((w for w in words if not w.startswith("-")), None)
    for name, (module, does) in COMMANDS.items():
        command = commands.add_parser(name, parents=[shared], help=does, description=f"{does.capitalize()}.")
        if name == called:
            importlib.import_module(module).add_arguments(command)
    return parser


def _speak_utf8() -> None:
    """A character that the terminal's encoding lacks is printed as an escape instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(message: str, code: int) -> int:
    print(f"sayso: {message}", file=sys.stderr)
    return code
