"""``sayso accounts``: who may use a desk that is served with ``--auth``, their tokens, and the log."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sayso.serve.accounts import Accounts

_ACTS: Final = ("add", "list", "role", "password", "token", "revoke", "remove", "log")
_BARE: Final = frozenset({"list", "log"})
_HERE: Final = "this machine"
_EXAMPLES: Final = """\
what it does:
  add RECORD NAME --role ROLE        make an account; the password is asked for, or read from standard input
  list RECORD                        the accounts and their tokens
  role RECORD NAME --role ROLE       give another role, at once
  password RECORD NAME               give another password; ends all their sessions
  token RECORD NAME [--role ROLE]    make a token for the API, printed this once
  revoke RECORD TOKEN                end a token, at once
  remove RECORD NAME                 remove an account with its sessions and tokens; its decisions stay
  log RECORD [--by NAME]             every sign-in and every change, the newest last

roles: reader looks; reviewer decides and adds reports too; admin manages accounts too

examples:
  sayso accounts add crisis.sayso ada --role admin
  sayso accounts token crisis.sayso ada --role reader --for "the newsroom's map" --days 90
  sayso accounts log crisis.sayso --last 20

exit status: 0 done; 1 the file cannot be used, or its log was changed; 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso accounts``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("act", metavar="ACT", choices=_ACTS, help=f"one of {', '.join(_ACTS)}")
    add_record(parser)
    parser.add_argument("name", metavar="NAME", nargs="?", help="the account; for revoke the token's id")
    parser.add_argument(
        "--role", metavar="ROLE", help="reader (the least, and the default), reviewer or admin"
    )
    parser.add_argument(
        "--accounts", metavar="FILE", help="the accounts (default: RECORD.accounts, beside it)"
    )
    parser.add_argument("--for", dest="label", metavar="WORDS", default="", help="what a token is for")
    parser.add_argument(
        "--days", metavar="NUMBER", type=int, default=365, help="how long a token is good (365)"
    )
    parser.add_argument("--by", metavar="NAME", default="", help="only this one's entries of the log")
    parser.add_argument(
        "--last", metavar="NUMBER", type=int, default=100, help="how many entries of the log (100)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON lines")


def run(args: argparse.Namespace) -> int:
    """Do it; gives back 0, or 1 where the log was changed by another program. Raises UsageError, RecordError."""
    from sayso.core.errors import UsageError
    from sayso.serve.accounts import Accounts, beside

    if (args.name is None) != (args.act in _BARE):
        wants = "takes no name" if args.act in _BARE else "needs a name"
        raise UsageError(f"sayso accounts {args.act} {wants}. Try 'sayso accounts --help'.")
    path = beside(args.record, args.accounts)
    if args.act == "add":
        _there(args.record)
    with Accounts(path, make=args.act == "add") as accounts:
        if args.act == "list":
            return _list(accounts, args.json)
        if args.act == "log":
            return _log(accounts, args)
        return _change(accounts, args, path)


def _change(accounts: Accounts, args: argparse.Namespace, path: Path) -> int:
    from sayso.core.errors import UsageError
    from sayso.serve import log, sessions

    name: str = args.name
    if args.act == "add":
        made = accounts.add(name, args.role or "reader", _password(name))
        about, said = f"{made.name} as {made.role}", f"{made.name} is now: {made.role}; kept in {path}."
    elif args.act == "role":
        if args.role is None:
            raise UsageError("sayso accounts role needs the role: --role reader, reviewer or admin.")
        made = accounts.set_role(name, args.role)
        about = f"{made.name} is now: {made.role}"
        said = f"{about}."
    elif args.act == "password":
        held = accounts.find(name)
        accounts.set_password(held.name, _password(held.name))
        about, said = f"of {held.name}", f"{held.name} has another password; all sessions are ended."
    elif args.act == "token":
        role = args.role or "reader"
        which, secret = sessions.make_token(accounts, name, role, args.label, args.days)
        about, said = f"{which} of {name} as {role}, {args.days} days", secret
    elif args.act == "revoke":
        sessions.revoke(accounts, name)
        about, said = name, f"The token {name} is revoked."
    else:
        about = accounts.remove(name).name
        said = f"{about} is removed; what {about} decided stays in the record."
    log.add(accounts, _user(), _HERE, f"accounts: {args.act}", about)
    print(said)
    if args.act == "token" and not args.quiet:
        print("Keep it: it cannot be shown again.", file=sys.stderr)
    return 0


def _list(accounts: Accounts, as_json: bool) -> int:
    from sayso.cli.output import print_json
    from sayso.cli.phrase import clean
    from sayso.serve import sessions

    held = sessions.tokens(accounts)
    for account in accounts.all():
        own = [t for t in held if t.name == account.name]
        if as_json:
            print_json({**asdict(account), "tokens": [asdict(t) for t in own]})
            continue
        print(f"{account.name}  {account.role}, since {_day(account.made_at)}")
        for t in own:
            over = t.revoked_at or (t.ends_at if t.ends_at <= accounts.clock() else None)
            fate = f"ended {_day(over)}" if over else f"until {_day(t.ends_at)}"
            used = f"used last {_day(t.used_at)}" if t.used_at else "never used"
            print(f"  {t.id}  {t.role}, {fate}, {used}{f': {clean(t.label)}' if t.label else ''}")
    return 0


def _log(accounts: Accounts, args: argparse.Namespace) -> int:
    from sayso.cli.output import print_json
    from sayso.core.errors import UsageError
    from sayso.serve import log

    if args.last < 1:
        raise UsageError(f"--last {args.last}: it takes a number from 1.")
    shown: Iterable[log.Entry] = reversed(log.entries(accounts, last=args.last, who=args.by))
    for entry in shown:
        if args.json:
            print_json(asdict(entry))
        else:
            about = f": {entry.about}" if entry.about else ""
            print(f"{entry.at[:19]}Z  {entry.who} ({entry.address})  {entry.what}{about}")
    wrong = log.broken(accounts)
    if wrong is not None:
        print(
            f"sayso: entry {wrong} of the log in {accounts.path} does not follow from the one before it: "
            "another program changed the log.",
            file=sys.stderr,
        )
    return 0 if wrong is None else 1


def _there(record: str) -> None:
    """Accounts of a record that is not there are a slip of the pen."""
    from pathlib import Path

    from sayso.core.errors import RecordError

    if "://" not in record and not Path(record).is_file():
        raise RecordError(f"There is no record {record}; 'sayso add {record} PATH…' makes one.")


def _password(name: str) -> str:
    """Asked for twice at a terminal, else the first line of standard input; never an argument, which others can see."""
    import getpass

    from sayso.core.errors import UsageError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("Once more: ") != first:
        raise UsageError("The two are not the same; nothing was changed.")
    return first


def _user() -> str:
    from sayso.cli.decide import name_of
    from sayso.core.errors import UsageError

    try:
        return name_of(None)
    except UsageError:
        return "?"


def _day(seconds: float) -> str:
    import datetime as dt

    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
