"""``sayso explain``: why one claim of a report holds what it holds, slot by slot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from sayso.cli.volume import add_time_limit, seconds

if TYPE_CHECKING:
    from sayso.cli.terminal import Style
    from sayso.core.coded import CodedReport
    from sayso.core.explained import Candidate, Explained, Explanation
    from sayso.core.span import Span

_EXAMPLES: Final = """\
examples:
  sayso read story.html                    numbers the claims
  sayso explain story.html --claim 3       why claim 3 says what it says
  sayso explain story.html --claim 3 --verbose   with every candidate

exit status: 0 done, 1 the report could not be read, 2 wrong use, also where there is no such claim"""
_INDENT: Final = 10
_SHOWN: Final = 3
_SLIGHT: Final = 0.005
"""How many other candidates of a slot are shown without --verbose, and the least score that they must have."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso explain``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "path",
        metavar="FILE",
        help="one report: an HTML page, a text file, an address, or - for standard input",
    )
    parser.add_argument(
        "--claim",
        required=True,
        metavar="N",
        help="the claim's number as sayso read prints it, or its id; of a file with several reports its id",
    )
    add_time_limit(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object, every candidate included")
    parser.add_argument(
        "--published",
        metavar="DAY",
        help="the day (like 2022-01-07) on which a report that gives none was published",
    )
    parser.add_argument(
        "--reader", metavar="NAME", help="learned or lexicon (default: the best that is installed)"
    )
    parser.add_argument("--private", action="store_true", help="allow addresses inside private networks")


def run(args: argparse.Namespace) -> int:
    """Explain and print; gives back 0, or 1 if the report could not be read. Raises UsageError without such a claim."""
    from sayso.cli.read import check_day
    from sayso.core.coded import Failure
    from sayso.core.errors import UsageError
    from sayso.pipeline import Options, read

    check_day(args.published)
    options = Options(
        published=args.published,
        layers=True,
        private=args.private,
        reader=args.reader,
        seconds=seconds(args),
    )
    found: list[CodedReport] = []
    failed = False
    for item in read(args.path, options):
        if isinstance(item, Failure):
            from sayso.cli.read import sentence_of

            print(f"sayso: {sentence_of(item)}", file=sys.stderr)
            failed = True
        elif not found or _holds(item, args.claim):
            found = [item]
        elif not _holds(found[0], args.claim):
            found.append(item)
    if not found:
        if failed:
            return 1
        raise UsageError(f"{args.path} holds no report.")
    if len(found) > 1:
        raise UsageError(
            f"{args.path} holds several reports and none has a claim with the id {args.claim!r}; "
            "give an id as `sayso read --verbose` prints it."
        )
    _print(found[0], args)
    return 0


def _holds(coded: CodedReport, claim: str) -> bool:
    return any(c.id == claim for c in coded.claims)


def _print(coded: CodedReport, args: argparse.Namespace) -> None:
    from sayso.cli.output import print_json
    from sayso.cli.terminal import style_for
    from sayso.explain import explain

    found = explain(coded, args.claim)
    if args.json:
        print_json(to_json(coded, found))
        return
    style = style_for(sys.stdout, args.verbose)
    for line in render(coded, found, style):
        print(style.signs(line))


def to_json(coded: CodedReport, found: Explanation) -> dict[str, object]:
    """The explanation as one JSON object: the report's id, the claim in the contract's form, and its slots."""
    from sayso.core.jsonl import claim_to_json

    return {
        "report": coded.report.id,
        "number": found.number,
        "claims": found.of,
        "claim": claim_to_json(found.claim),
        "slots": [asdict(slot) for slot in found.slots],
    }


def render(coded: CodedReport, found: Explanation, style: Style) -> Iterator[str]:
    """The lines of an explanation: the claim, then each slot with its words, why, and its candidates."""
    from sayso.cli.phrase import clean, score_words, title_of
    from sayso.cli.terminal import wrap

    claim = found.claim
    head = f"claim {found.number} of {found.of} · {score_words(claim)} · {claim.id}"
    for line in (title_of(coded.report), head):
        yield from (style.paint(line[a:b], "bold") for a, b in wrap(line, style.width))
    quote = f"“{clean(claim.quote.text)}” {_at(claim.quote)}"
    yield from (quote[a:b] for a, b in wrap(quote, style.width))
    yield style.paint("─" * style.width, "dim")
    for slot in found.slots:
        yield from _slot(slot, style)


def _slot(slot: Explained, style: Style) -> Iterator[str]:
    from sayso.cli.phrase import clean
    from sayso.cli.terminal import wrap

    words = f"“{clean(slot.span.text)}” {_at(slot.span)}" if slot.span else ""
    value = clean(slot.value) if slot.value is not None else "(empty)"
    first = f"{value} · {words}" if words else value
    lead = style.paint(f"{slot.slot:<{_INDENT}}", "bold")
    for index, (a, b) in enumerate(wrap(first, style.width - _INDENT)):
        yield (lead if index == 0 else " " * _INDENT) + style.paint(
            first[a:b], "green" if slot.value else "dim"
        )
    yield from _indented(clean("; ".join(slot.why)), style, "")
    several = len(slot.candidates) > 1 or any(not c.chosen for c in slot.candidates)
    if not several:
        return
    shown = slot.candidates if style.verbose else _most(slot.candidates)
    for candidate in shown:
        yield from _indented(_candidate(candidate), style, "" if candidate.chosen else "dim")
    if len(shown) < len(slot.candidates):
        yield from _indented(f"  … {len(slot.candidates) - len(shown)} more with --verbose", style, "dim")


def _most(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The chosen ones and the likeliest others, those without a chance left out."""
    others = [c for c in candidates if not c.chosen and (c.score is None or c.score >= _SLIGHT)][:_SHOWN]
    return tuple(c for c in candidates if c.chosen or any(c is o for o in others))


def _candidate(candidate: Candidate) -> str:
    from sayso.cli.phrase import clean

    mark = "→" if candidate.chosen else "·"
    score = "    " if candidate.score is None else f"{candidate.score:.2f}"
    words = f" “{clean(candidate.span.text)}” {_at(candidate.span)}" if candidate.span else ""
    why = f": {candidate.why}" if candidate.why else ""
    return f"{mark} {score} {clean(candidate.value)}{words}{why}"


def _indented(words: str, style: Style, look: str) -> Iterator[str]:
    from sayso.cli.terminal import wrap

    for index, (a, b) in enumerate(wrap(words, style.width - _INDENT - 2)):
        line = words[a:b] if index == 0 else f"  {words[a:b]}"
        yield " " * _INDENT + (style.paint(line, look) if look else line)


def _at(span: Span) -> str:
    return f"{span.start}–{span.end}"
