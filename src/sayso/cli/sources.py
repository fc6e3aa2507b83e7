"""``sayso sources``: who claimed what, by claimant."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sayso.cli.terminal import Style
    from sayso.record.sources import Source

_EXAMPLES: Final = """\
examples:
  sayso sources crisis.sayso
  sayso sources crisis.sayso --measure killed --json

exit status: 0 done, 2 wrong use"""
_FIGURES: Final = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso sources``."""
    from sayso.cli.filters import add_filters

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help="print JSON lines, one line a claimant")


def run(args: argparse.Namespace) -> int:
    """Print the claimants; gives back 0. Raises UsageError on filters that cannot be meant, RecordError."""
    from sayso.cli.filters import filters_of
    from sayso.cli.output import print_json
    from sayso.cli.terminal import style_for
    from sayso.records import Record

    filters = filters_of(args)
    with Record.open(args.record, make=False) as record:
        found = record.sources(filters)
    style = style_for(sys.stdout, args.verbose)
    for source in found:
        if args.json:
            print_json(to_json(source))
        else:
            for line in _lines(source, style):
                print(style.signs(line))
    if not args.json:
        print(style.paint(f"{len(found)} {'claimant' if len(found) == 1 else 'claimants'}", "bold"))
    return 0


def to_json(source: Source) -> dict[str, Any]:
    """One claimant as an object: counts as objects, figures with the day of the report that gave them first."""
    row = asdict(source) | {"kinds": dict(source.kinds), "stances": dict(source.stances)}
    names = ("measure", "low", "high", "of", "scope", "as_of")
    row["figures"] = [
        {"published": day, "text": figure.span.text, **{name: getattr(figure, name) for name in names}}
        for day, figure in source.figures
    ]
    return row


def _lines(source: Source, style: Style) -> Iterator[str]:
    from sayso.cli.phrase import clean, day_words, figure_words
    from sayso.cli.terminal import wrap, wrap_items

    name = clean(source.name or "no publisher named")
    if source.own:
        name += ", in its own voice" if source.name else ", in the reports' own voice"
    elif name == "?":
        name = "unnamed claimants"
    sort = f"{source.kind}, decided" if source.kind and source.decided else source.kind
    about = ", ".join(x for x in (sort or source.type, source.country) if x)
    heading = f"{name} ({about})" if about else name
    looks = ("bold",) if source.own else ("bold", "green")
    yield from (style.paint(heading[a:b], *looks) for a, b in wrap(heading, style.width))
    counted = f"{source.claims} {'claim' if source.claims == 1 else 'claims'}"
    items = [f"{counted} in {source.reports} {'report' if source.reports == 1 else 'reports'}"]
    items += [f"passes on {source.relayed} of others"] if source.relayed else []
    items += [f"{source.withdrawn} of {source.counted} figures withdrawn"] if source.withdrawn else []
    items += [f"{source.contested} of {source.counted} contradicted"] if source.contested else []
    items += [", ".join(f"{kind} {n}" for kind, n in source.kinds)] if source.kinds else []
    items += [f"{n} {stance}" for stance, n in source.stances if stance != "asserted"]
    yield from (f"  {line}" for line in wrap_items(items, style.width - 2))
    shown = source.figures if style.verbose else source.figures[-_FIGURES:]
    if len(shown) < len(source.figures):
        yield style.paint(
            f"    … {len(source.figures) - len(shown)} earlier figures: --verbose shows them", "dim"
        )
    for published, figure in shown:
        day = day_words(dt.date.fromisoformat(published)) if published else "no date"
        words = f"{day:>12}  {figure_words(figure)}"
        for number, (start, end) in enumerate(wrap(words, style.width - 6)):
            yield style.paint(("    " if number == 0 else "      ") + words[start:end], "dim")
    yield ""
