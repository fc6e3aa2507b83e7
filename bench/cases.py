"""Where the labelled data lie, and how predictions are scored against them. No text of theirs is kept."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from sayso.core.coded import CodedReport
from sayso.core.jsonl import dump
from sayso.core.report import Report
from sayso.intake.jsonl import read_row

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared"))
OUT = ROOT / "bench" / "out"
CHECK = "check"


def absent() -> str | None:
    """A sentence if the labelled data are not there, else None."""
    if (SHARED / "data" / "claims" / "dev.jsonl").exists():
        return None
    return f"No labelled data under {SHARED}: nothing measured (set SAYSO_SHARED to the folder that holds data/)."


def data_hash(*paths: Path) -> str:
    """First 12 hex digits of SHA-256 over the files' bytes."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def claims_file(name: str) -> Path:
    """``dev``, ``seed`` or ``train`` of the claims data; ``check``: texts of the public sets labelled since, put
    together in ``bench/out``, from which nothing is learned."""
    return _check() if name == CHECK else SHARED / "data" / "claims" / f"{name}.jsonl"


@cache
def _check() -> Path:
    from train.further import rows as further

    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{CHECK}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in further(CHECK)), "utf-8")
    return path


def rows(name: str) -> list[Json]:
    """The labelled reports of one part of the claims data."""
    return [json.loads(line) for line in claims_file(name).read_text("utf-8").splitlines() if line.strip()]


def report_of(row: Json) -> Report:
    """The report as intake reads it; offsets of the labels are offsets into its text."""
    return read_row({k: row.get(k) for k in ("id", "text", "title", "published", "publisher")})


def write_predictions(coded: Iterable[CodedReport], path: Path) -> Path:
    """Predictions in the contract's form, one line a report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(dump(c) + "\n" for c in coded), "utf-8")
    return path


def score(name: str, predicted: Path) -> Json:
    """What the shared scorer says of a prediction file, run as it is."""
    command = [
        sys.executable,
        str(SHARED / "bin" / "score_claims.py"),
        str(claims_file(name)),
        str(predicted),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: Json = json.loads(done.stdout)
    return result


def score_coded(name: str, coded: Iterable[CodedReport]) -> Json:
    """The same for coded reports at hand."""
    with tempfile.TemporaryDirectory() as folder:
        return score(name, write_predictions(coded, Path(folder) / "predicted.jsonl"))
