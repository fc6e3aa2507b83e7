"""The same bytes in give the same claims and tolls out, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "examples" / "kazakhstan"


def printed(seed: str, *arguments: str) -> str:
    """What the command prints in a process whose sets and dictionaries are ordered by this seed."""
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *arguments],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("reader", ["lexicon", "learned"])
def test_claims_do_not_hang_on_the_process(reader: str) -> None:
    told = [printed(seed, "read", "--reader", reader, "--json", str(EXAMPLE)) for seed in ("1", "2")]
    assert told[0].count("\n") == len(list(EXAMPLE.glob("2*")))
    assert told[0] == told[1]


def test_tolls_and_incidents_do_not_hang_on_the_process(tmp_path: Path) -> None:
    record = str(tmp_path / "r.sayso")
    printed("0", "add", "--quiet", "--reader", "lexicon", record, str(EXAMPLE))
    for command in ("tolls", "incidents"):
        assert printed("1", command, record, "--json") == printed("2", command, record, "--json")
