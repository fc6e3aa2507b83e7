"""Every window that a run may need, in one file: ``python -m train.examples_file RUN.toml FILE``.

A machine that trains needs this file and ``train/`` alone; ``train.fit --examples FILE`` reads it.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from train import further, made, public_sets, sets, unlabelled
from train.encoders import tokenizer
from train.example import Example, Notes, examples
from train.measure import development
from train.vary import varied

UNLABELLED = "unlabelled"


@dataclass
class Stock:
    """Training windows by set, those to be measured on, and the vocabulary's pieces that are numbers."""

    sets: dict[str, list[Example]]
    dev: list[Example]
    numbers: list[int]


def load(tok: Tokenizer, run: dict[str, Any]) -> Stock:
    """All that a run needs. It may name the ``size`` of a set's windows, how many ``variants`` of each
    report with other words, and how many ``made`` texts."""
    wanted, size = run["share"], run.get("size", {})
    rng = random.Random(run["seed"])
    makers = {
        "claims": lambda: sets.claims("train"),
        "varied": lambda: (
            varied(pair, rng) for _ in range(run.get("variants", 1)) for pair in sets.claims("train")
        ),
        "further": further.claims,
        "further_varied": lambda: (varied(pair, rng) for pair in further.claims()),
        "made": lambda: made.texts(run.get("made", 2500), rng),
        "polnear": lambda: sets.polnear("train"),
        "tbaq": public_sets.tbaq,
        "tdg": public_sets.tdg,
        "geo": public_sets.geo,
        "gum": public_sets.gum,
        "factuality": lambda: public_sets.factuality("train"),
        UNLABELLED: lambda: ((report, Notes()) for report in unlabelled.texts()),
    }
    found = {
        n: [x for r, notes in makers[n]() for x in examples(n, r, notes, tok, size.get(n, 256))]
        for n in makers
        if n in wanted
    }
    numbers = sorted(i for word, i in tok.get_vocab().items() if word.isdigit() and len(word) < 4)
    return Stock(found, development(tok), numbers)


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("run", type=Path), a.add_argument("file", type=Path)
    o = a.parse_args()
    found = load(tokenizer(), tomllib.loads(o.run.read_text()))
    with lzma.open(o.file, "wb", preset=6) as out:
        pickle.dump(found, out)
    for name, rows in [*found.sets.items(), ("dev", found.dev)]:
        print(name, len(rows), "windows", sum(len(e.ids) for e in rows), "pieces")


if __name__ == "__main__":
    from train import examples_file

    examples_file.main()
