"""The learned reader, head by head: attributions on PolNeAR dev, factuality, calibration of claim scores.

Exact: a span counts if both ends are right; overlap: if it shares a character with one of the same part. A
part in several pieces
counts piece by piece. Figures of peers: anchors of the literature (PolNeAR exact F1, source / cue / content).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench import reader_elsewhere
from bench.cases import SHARED, claims_file, data_hash, report_of
from bench.cases import rows as labelled

POLNEAR = SHARED / "data" / "polnear" / "dev.jsonl"
FACTS = [SHARED / "data" / "factuality" / f"{name}_dev.conll" for name in ("uw", "meantime")]
PARTS = ("source", "cue", "content")


def rows() -> list[dict[str, Any]]:
    """Bench rows; empty where the data or the model is not there."""
    from sayso.reader.encoder import available

    if not POLNEAR.is_file() or not available():
        return []
    return [*attribution_rows(), *reader_elsewhere.rows(), *fact_rows(), *calibration_rows()]


def attribution_rows() -> Iterator[dict[str, Any]]:
    """Exact and overlap F1 of source, cue and content."""
    from sayso.core.report import Part, Report
    from sayso.reader.learned import LearnedReader

    gold = [json.loads(line) for line in POLNEAR.open(encoding="utf8")]
    reports = [Report(d["id"], d["text"], (Part("body", 0, len(d["text"])),)) for d in gold]
    began = time.perf_counter()
    readings = list(LearnedReader().read(reports))
    seconds = time.perf_counter() - began
    for part in PARTS:
        exact = overlap_said = overlap_gold = said = wanted = 0
        for row, reading in zip(gold, readings, strict=True):
            want = {(s, e) for a in row["attributions"] for s, e in a[part]}
            got = {(s.start, s.end) for a in reading.attributions for s in getattr(a, part)}
            exact += len(want & got)
            said, wanted = said + len(got), wanted + len(want)
            overlap_said += sum(any(s < y and x < e for x, y in want) for s, e in got)
            overlap_gold += sum(any(s < y and x < e for x, y in got) for s, e in want)
        p, r = overlap_said / max(1, said), overlap_gold / max(1, wanted)
        row = {"n": wanted, "hash": data_hash(POLNEAR), "seconds": round(seconds, 1)}
        yield {
            "name": f"polnear dev {part} exact F1",
            "value": round(200 * exact / max(1, said + wanted), 1),
            **row,
        }
        yield {
            "name": f"polnear dev {part} overlap F1",
            "value": round(200 * p * r / max(1e-9, p + r), 1),
            **row,
        }


def fact_rows() -> Iterator[dict[str, Any]]:
    """Mean absolute error of event factuality (-3 … 3) at the gold events."""
    from sayso.core.report import Part, Report
    from sayso.reader.encoder import Encoder
    from sayso.reader.windows import windows

    encoder = Encoder()
    for path in FACTS:
        errors: list[float] = []
        began = time.perf_counter()
        for block in path.read_text("utf8").strip().split("\n\n"):
            text, rated = "", {}
            for line in block.splitlines():
                cells = line.split("\t")
                text += " " if text else ""
                if cells[2] != "_":
                    rated[len(text)] = float(cells[2])
                text += cells[1]
            if not rated:
                continue
            report = Report("x", text, (Part("body", 0, len(text)),))
            for view in encoder.run(windows(encoder.tokenizer, report)):
                for piece, at in enumerate(view.window.starts):
                    if at in rated:
                        errors.append(
                            abs(max(-3.0, min(3.0, float(view.tags["fact"][piece, 0]))) - rated.pop(at))
                        )
        yield {
            "name": f"factuality {path.stem} MAE",
            "value": round(sum(errors) / max(1, len(errors)), 3),
            "n": len(errors),
            "hash": data_hash(path),
            "seconds": round(time.perf_counter() - began, 1),
        }


BINS = 10


def calibration_rows() -> Iterator[dict[str, Any]]:
    """Expected calibration error of claim scores on dev (right: paired with a label of its kind), and the
    reliability diagram.

    ECE of Naeini et al. 2015 with ten bins of equal width.
    """
    pairs = scored_claims()
    data = data_hash(claims_file("dev"))
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in pairs:
        bins[min(BINS - 1, int(score * BINS))].append((score, right))
    filled = [
        (i / BINS, mean([s for s, _ in b]), mean([float(r) for _, r in b]), len(b))
        for i, b in enumerate(bins)
        if b
    ]
    error = sum(n * abs(said - was) for _, said, was, n in filled) / max(1, len(pairs))
    yield {
        "name": "claims learned, dev: ECE",
        "value": round(error, 3),
        "n": len(pairs),
        "hash": data,
        "seconds": 0,
    }
    for low, _, was, n in filled:
        yield {
            "name": f"reliability, dev: share right of claims scored {low:.1f} to {low + 1 / BINS:.1f}",
            "value": round(was, 2),
            "n": n,
            "hash": data,
            "seconds": 0,
        }


def scored_claims() -> list[tuple[float, bool]]:
    """Score and rightness of every claim found on dev, those that are too unsure to be told among them."""
    from bench.diff import scorer
    from sayso.claims.choices import DEFAULT
    from sayso.core.jsonl import claim_to_json
    from sayso.pipeline import assemble, choose_reader

    score, pairs, every = scorer(), [], replace(DEFAULT, event=0.0)
    readings = choose_reader("learned")([report_of(row) for row in labelled("dev")])
    for row, reading in zip(labelled("dev"), readings, strict=True):
        coded = assemble(reading, choices=every)
        gold = [dict(c) for c in row["claims"]]
        found = [claim_to_json(c) for c in coded.claims]
        for claim in gold + found:
            claim["_s"] = score.spans(claim, row["text"])
        _, kind = score.count(gold, found)
        right = {j for _, j in kind}
        pairs += [(claim["score"], j in right) for j, claim in enumerate(found)]
    return pairs


def mean(values: list[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
