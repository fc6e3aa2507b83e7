"""What each choice of assembling is worth: ``python -m bench.tune [--reader learned] [--part dev] [--model FOLDER]``.

Reads once, then assembles with one choice changed at a time and prints the scores beside those of the present choices.
Nothing is written: what pays on ``dev`` and is general goes into ``sayso.claims.choices`` by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

from bench.cases import absent, report_of, rows, score_coded
from sayso.claims.assemble import claims
from sayso.claims.choices import Choices, Rules, choices_for
from sayso.core.coded import CodedReport
from sayso.core.reading import Reading
from sayso.core.resolved import Resolved
from sayso.pipeline import choose_reader, prepare

Prepared = tuple[Reading, tuple[Resolved, Rules]]

STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
WORDS = {
    "when_by_rule": ("never", "sentence", "hang"),
    "where_by_rule": ("never", "country", "hang"),
    "says_by_content": ("never", "sure", "all"),
}
SHOWN = ("detect", "figure", "sayso", "full")
SLOTS = ("actor", "target", "place", "when", "says", "chain", "stance")


def variants(base: Choices) -> Iterator[tuple[str, Choices]]:
    """The present choices, then each with one field changed."""
    yield "as it is", base
    for field in fields(Choices):
        value = getattr(base, field.name)
        options = WORDS.get(field.name) or ((True, False) if isinstance(value, bool) else STEPS)
        others = (option for option in options if option != value)
        for other in others:
            yield f"{field.name}={other}", replace(base, **{field.name: other})  # type: ignore[arg-type]


def line(part: str, prepared: Sequence[Prepared], choices: Choices) -> str:
    """Scores with these choices: F1, then accuracy by slot."""
    coded = [CodedReport(r.report, claims(r, resolved, rules, choices)) for r, (resolved, rules) in prepared]
    result = score_coded(part, coded)
    numbers = [f"{m} {result[m]['f1']:5.1f}" for m in SHOWN]
    return "  ".join([*numbers, "|", *(f"{s} {result[f'slot {s}']['acc']}" for s in SLOTS)])


def main() -> None:
    """Print a line per variant."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reader")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    if message := absent():
        print(message)
        return
    reader = choose_reader(options.reader, model=options.model)
    prepared = [
        (reading, prepare(reading)) for reading in reader([report_of(row) for row in rows(options.part)])
    ]
    for name, choices in variants(choices_for(prepared[0][0].model)):
        print(f"{name:32} {line(options.part, prepared, choices)}", flush=True)


if __name__ == "__main__":
    main()
