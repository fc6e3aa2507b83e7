"""``sayso serve``: a record as web pages and an API, for whoever sits at this machine or has an account."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import socket

    from sayso.records import Record
    from sayso.serve.access import Gate
    from sayso.serve.accounts import Accounts
    from sayso.serve.desk import Look

PORT: Final = 8642
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ALL: Final = frozenset({"0.0.0.0", "::", ""})
_EXAMPLES: Final = """\
examples:
  sayso serve crisis.sayso
  sayso serve crisis.sayso --port 9000 --by "A. Desk"
  sayso accounts add crisis.sayso ada --role admin
  sayso serve crisis.sayso --auth --host 192.0.2.7 --cert desk.pem --key desk.key
  sayso serve crisis.sayso --auth --public https://desk.example.org    (behind a proxy on this machine)

exit status: 0 ended by the user; 1 the record, the accounts or the port cannot be opened; 2 wrong use"""
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
        "--host", metavar="NAME", default="127.0.0.1", help="the address to listen at (default 127.0.0.1)"
    )
    parser.add_argument(
        "--port", metavar="NUMBER", type=int, default=PORT, help=f"the port (default {PORT}; 0: any free one)"
    )
    add_by(parser)
    group = parser.add_argument_group("for others than whoever sits at this machine")
    group.add_argument("--auth", action="store_true", help="only for those with an account (sayso accounts)")
    group.add_argument(
        "--accounts", metavar="FILE", help="the accounts (default: RECORD.accounts, beside it)"
    )
    group.add_argument(
        "--public",
        metavar="URL",
        help="the address under which people reach it, like https://desk.example.org",
    )
    group.add_argument("--cert", metavar="FILE", help="a certificate (PEM): it is then served by TLS")
    group.add_argument("--key", metavar="FILE", help="the certificate's key (PEM)")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted; gives back 0. Raises UsageError, RecordError, MissingExtra."""
    from contextlib import ExitStack

    from sayso.cli.decide import name_of
    from sayso.core.errors import MissingExtra
    from sayso.records import Record

    _check(args)
    hosts = _hosts(args)
    by = (args.by or "") if args.auth else name_of(args.by)  # with accounts, each decides in his own name
    try:
        import uvicorn

        from sayso.serve.app import make_app
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"'sayso serve' needs {error.name}, which is not installed: pip install 'sayso[serve]'."
        ) from None
    with ExitStack() as stack:
        record = stack.enter_context(Record.open(args.record, make=False))
        gate = _gate(args, stack.enter_context(_accounts(args))) if args.auth else None
        bound = stack.enter_context(_bind(args.host, args.port))
        if not args.quiet:
            _tell(args, record, bound)
        app = make_app(record, look(), by, hosts, gate)
        try:
            uvicorn.Server(uvicorn.Config(app, **_settings(args))).run(sockets=[bound])
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


def _check(args: argparse.Namespace) -> None:
    from pathlib import Path

    from sayso.core.errors import UsageError

    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port {args.port}: it takes a number from 0 to 65535.")
    if not args.auth and (args.accounts or args.public):
        raise UsageError("--accounts and --public are for a desk with accounts; give --auth with them.")
    if args.host not in _LOOPBACK and not args.auth:
        raise UsageError(
            f"--host {args.host}: whoever could reach it could change the record, as there are no accounts; "
            "give --auth, or serve 127.0.0.1 and take a tunnel from elsewhere (ssh -L)."
        )
    if bool(args.cert) != bool(args.key):
        raise UsageError("TLS needs a certificate and its key: give --cert and --key.")
    for name in filter(None, (args.cert, args.key)):
        if not Path(name).is_file():
            raise UsageError(f"There is no file {name}.")


def _hosts(args: argparse.Namespace) -> set[str]:
    """The names under which the desk may be asked."""
    import socket
    from urllib.parse import urlsplit

    from sayso.core.errors import UsageError

    found = set(_LOOPBACK)
    if args.public:
        try:
            parts = urlsplit(args.public)
            name = parts.hostname if parts.scheme in {"http", "https"} and parts.path in {"", "/"} else None
        except ValueError:
            name = None
        if not name:
            raise UsageError(f"--public {args.public}: it takes an address like https://desk.example.org.")
        found.add(name)
    if args.host in _ALL and not args.public:
        raise UsageError(
            f"--host {args.host or '(empty)'}: say with --public under which address people reach it, "
            "like --public https://desk.example.org."
        )
    return found if args.host in _ALL else found | {args.host, socket.gethostname().lower()}


def _accounts(args: argparse.Namespace) -> Accounts:
    from sayso.core.errors import UsageError
    from sayso.serve.accounts import Accounts, beside

    path = beside(args.record, args.accounts)
    where = f" --accounts {args.accounts}" if args.accounts else ""
    advice = f"make the first one: sayso accounts add {args.record} NAME --role admin{where}"
    if not path.exists():
        raise UsageError(f"--auth: there are no accounts in {path}; {advice}.")
    opened = Accounts(path)
    if not any(a.role == "admin" for a in opened.all()):
        opened.close()
        raise UsageError(f"--auth: there is no admin in {path}; {advice}.")
    return opened


def _gate(args: argparse.Namespace, accounts: Accounts) -> Gate:
    from sayso.serve.access import Gate

    return Gate(accounts, secure=(args.public or "").startswith("https://"))


def _bind(host: str, port: int) -> socket.socket:
    import socket

    from sayso.core.errors import SaysoError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SaysoError(
            f"Port {port} of {host} cannot be taken ({error.strerror}); choose another with --port."
        ) from None


def _tell(args: argparse.Namespace, record: Record, bound: socket.socket) -> None:
    shown = f"[{args.host}]" if ":" in args.host else args.host
    scheme = "https" if args.cert else "http"
    address = args.public or f"{scheme}://{shown}:{bound.getsockname()[1]}/"
    print(f"{record.store.name} is shown at {address} (Ctrl-C ends it)", file=sys.stderr)
    if args.host not in _LOOPBACK and not args.cert and not address.startswith("https"):
        print(
            "Passwords and pages travel unencrypted: give --cert and --key, or stand behind a proxy that speaks TLS.",
            file=sys.stderr,
        )


def _settings(args: argparse.Namespace) -> dict[str, Any]:
    """uvicorn's settings. Only a proxy on this machine may say for whom it asks, and only where one is announced."""
    from sayso.serve.patience import Patient

    return {
        "http": Patient, "ws": "none", "log_level": "info" if args.verbose else "warning", "server_header": False,
        "proxy_headers": bool(args.public) and not args.cert, "forwarded_allow_ips": "127.0.0.1,::1",
        "timeout_keep_alive": 5,
        "limit_concurrency": 100, "access_log": args.verbose, "ssl_certfile": args.cert, "ssl_keyfile": args.key,
    }  # fmt: skip
