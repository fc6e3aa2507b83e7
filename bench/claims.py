"""Claims against the labelled reports, with the shared scorer, for every reader that is installed."""

from __future__ import annotations

import time
from typing import Any

from bench import oracle
from bench.cases import (
    CHECK,
    OUT,
    Json,
    claims_file,
    data_hash,
    report_of,
    score,
    write_predictions,
)
from bench.cases import (
    rows as labelled,
)
from sayso.core.coded import CodedReport
from sayso.pipeline import Reader, assemble, choose_reader, has_model

MEASURES = ("detect", "figure", "sayso", "full")
SLOTS = ("actor", "target", "place", "when", "figure", "says", "chain", "stance")


def readers() -> dict[str, Reader]:
    """The readers to measure by name."""
    found = {"lexicon": choose_reader("lexicon")}
    if has_model():
        found["learned"] = choose_reader("learned")
    return found


def predict(part: str, reader: Reader) -> list[CodedReport]:
    """The coded reports of one part of the claims data."""
    return [assemble(reading) for reading in reader([report_of(row) for row in labelled(part)])]


def rows() -> list[dict[str, Any]]:
    """F1 of detect, figure, sayso, full and accuracy by slot on dev, seed and check; the same with perfect readings."""
    found: list[dict[str, Any]] = []
    for name, reader in readers().items():
        for part in ("dev", "seed", CHECK):
            start = time.perf_counter()
            path = write_predictions(predict(part, reader), OUT / f"{name}-{part}.jsonl")
            found += table(f"{name}, {part}", part, score(part, path), time.perf_counter() - start)
    start = time.perf_counter()
    _, path = oracle.run("dev", words=True)
    return found + table("perfect reading, dev", "dev", score("dev", path), time.perf_counter() - start)


def table(title: str, part: str, result: Json, seconds: float) -> list[dict[str, Any]]:
    """Rows of one scorer result."""
    data, each = data_hash(claims_file(part)), round(seconds / (len(MEASURES) + len(SLOTS)), 2)
    found = [
        {
            "name": f"claims {title}: {m} F1",
            "value": result[m]["f1"],
            "n": result[m]["gold"],
            "hash": data,
            "seconds": each,
        }
        for m in MEASURES
    ]
    return found + [
        {"name": f"claims {title}: {s} %", "value": result[f"slot {s}"]["acc"], "n": result[f"slot {s}"]["n"],
         "hash": data, "seconds": each}
        for s in SLOTS
    ]  # fmt: skip
