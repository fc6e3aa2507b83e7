"""``sayso decide``: takes one decision about claims, reports, incidents or sources, or prints those taken."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.core.claim import Claim
    from sayso.core.decision import Decision

_VERBS: Final = (
    "confirm", "correct", "reject", "merge", "split", "copy", "not-copy", "source-kind", "undo",
)  # fmt: skip
_EXAMPLES: Final = """\
decisions:
  confirm CLAIM…, reject CLAIM…       the claim is right; it is wrong and left out
  correct CLAIM --slot SLOT --value VALUE   a slot anew (without --value: empty)
  merge CLAIM CLAIM…, split CLAIM CLAIM…    they are one incident; they are not
  copy REPORT ORIGIN, not-copy REPORT ORIGIN   the first was printed after the second; it was not
  source-kind NAME --value KIND       what a claimant is, like official, media or monitor
  undo DECISION…                      as if it had not been taken

examples:
  sayso decide crisis.sayso
  sayso decide crisis.sayso correct c-4f1e --slot figure --value 164 --why 'the ministry says so itself'
  sayso decide crisis.sayso source-kind 'Harbour Post' --value media

exit status: 0 done; 1 there is nothing that it could be about; 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso decide``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)
    parser.add_argument(
        "verb",
        metavar="DECISION",
        nargs="?",
        choices=_VERBS,
        help=f"one of {', '.join(_VERBS)}; none: print all",
    )
    parser.add_argument("about", metavar="ID", nargs="*", help="what it is about: see below")
    parser.add_argument("--slot", metavar="SLOT", help="the slot to correct, like place, when or figure")
    parser.add_argument(
        "--value", metavar="VALUE", help="its new value in words or as JSON; the kind of a source"
    )
    parser.add_argument("--why", metavar="WORDS", default="", help="the reason, kept with the decision")
    add_by(parser)
    parser.add_argument("--json", action="store_true", help="print JSON lines, one line a decision")


def add_by(parser: argparse.ArgumentParser) -> None:
    """The argument that names whoever decides."""
    parser.add_argument("--by", metavar="NAME", help="who decides; otherwise the name of the user")


def run(args: argparse.Namespace) -> int:
    """Take or print decisions; gives back 0. Raises UsageError, FormatError, RecordError."""
    from sayso.core.decision import standing
    from sayso.core.errors import FormatError, UsageError
    from sayso.records import Record

    with Record.open(args.record, make=False) as record:
        if args.verb is None:
            taken = record.decisions()
            held = {d.id for d in standing(taken)}
        else:
            about = tuple(args.about)
            try:
                verb = args.verb.replace("-", "_")
                one = record.take(
                    verb, *about, by=name_of(args.by), why=args.why, slot=args.slot, value=args.value
                )
            except FormatError as error:
                raise UsageError(str(error)) from None
            taken, held = [one], {one.id}
    _print(taken, held, args.json)
    return 0


def name_of(given: str | None) -> str:
    """The name given, else the user's. Raises UsageError where there is none."""
    import getpass

    from sayso.core.errors import UsageError

    try:
        name = given if given is not None else getpass.getuser()
    except (OSError, KeyError):
        name = ""
    if not name.strip():
        raise UsageError("A decision needs the name of whoever takes it: give it with --by NAME.")
    return name.strip()


def decision_words(decision: Decision) -> str:
    """``corrected by A. Desk on 5 Mar 2022: the map says so``."""
    import datetime as dt

    from sayso.cli.phrase import clean, day_words

    day = day_words(dt.datetime.fromisoformat(decision.at).date())
    why = f": {clean(decision.why)}" if decision.why else ""
    return f"{_DONE[decision.verb]} by {clean(decision.by)} on {day}{why}"


_DONE: Final = {
    "confirm": "confirmed", "correct": "corrected", "reject": "rejected", "merge": "said to be one incident",
    "split": "said to be no one incident", "copy": "said to be a copy", "not_copy": "said to be no copy",
    "source_kind": "kind of source set", "undo": "undone",
}  # fmt: skip


def change_words(claim: Claim, decisions: Sequence[Decision]) -> list[str]:
    """What these decisions, in their order, say of the claim: ``figure: 12 killed → 13 killed, corrected by …``."""
    from sayso.core.decided import correct

    found = []
    for each in decisions:
        words = decision_words(each)
        if each.verb == "correct" and each.slot:
            after = correct(claim, each.slot, each.value)
            old, new = _slot_words(claim, each.slot), _slot_words(after, each.slot)
            words, claim = f"{each.slot}: {old} → {new}, {words}", after
        found.append(words)
    return found


def _slot_words(claim: Claim, slot: str) -> str:
    from sayso.cli.phrase import clean, figure_words, place_words, says_words, when_words, who_words
    from sayso.core.figure import Figure
    from sayso.core.when import When
    from sayso.core.where import Where
    from sayso.core.who import Who

    value = getattr(claim, slot)
    if slot == "says":
        return says_words(claim.says)
    if isinstance(value, Figure):
        return figure_words(value)
    if isinstance(value, When):
        return when_words(value)
    if isinstance(value, Where):
        return place_words(value)
    return who_words(value) if isinstance(value, Who) else clean(value or "empty")


def _print(taken: Sequence[Decision], held: set[str], json: bool) -> None:
    from sayso.cli.output import print_json
    from sayso.cli.phrase import clean

    for each in taken:
        if json:
            print_json({"id": each.id, **asdict(each), "holds": each.id in held})
            continue
        slot = f" {each.slot}" if each.slot else ""
        value = f" → {clean(each.value)}" if each.value is not None else " → empty" if each.slot else ""
        undone = "" if each.id in held or each.verb == "undo" else " (undone)"
        print(f"{each.id}  {' '.join(map(clean, each.about))}{slot}{value}: {decision_words(each)}{undone}")
    if not taken and not json:
        print("No decision has been taken.")
