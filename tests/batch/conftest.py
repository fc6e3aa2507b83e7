"""Small shards of our own wording, read with the lexicon, which starts quickly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.batch.work import How
from sayso.intake.document import Document


def told(number: int) -> str:
    """A report with claims of its own numbers."""
    return (
        f"The health ministry said on Tuesday that {number + 2} dock workers had been killed in Aleppo since the "
        f"fire began. State radio reported at least {number + 40} wounded. The army denied that it had shelled "
        f"depot {number}."
    )


@pytest.fixture
def how() -> How:
    """The lexicon, and the default limits."""
    return How(reader="lexicon")


@pytest.fixture
def document() -> Callable[[int], Document]:
    """Makes a line of JSON with a report."""

    def make(number: int) -> Document:
        row = {"id": f"r{number}", "published": "2022-03-02", "text": told(number)}
        return Document("a.jsonl", json.dumps(row).encode(), "line", line=number + 1)

    return make


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of so many lines, from a number on."""

    def write(name: str, count: int, start: int = 0) -> Path:
        rows = [
            {"id": f"{name}-{i}", "published": "2022-03-02", "text": told(i)}
            for i in range(start, start + count)
        ]
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return path

    return write
