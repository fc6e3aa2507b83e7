"""The bench of batches makes archives in which every page is found, and counts what became of each."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from bench.batch import _archive, _ends

from sayso.intake.document import Document
from sayso.intake.sources import documents


def test_every_page_of_an_archive_is_found(tmp_path: Path) -> None:
    pages = []
    for number in range(3):
        page = tmp_path / f"{number}.html.gz"
        page.write_bytes(gzip.compress(b"<html><p>The bridge is closed, the army said.</p></html>"))
        pages.append(page)
    found = list(documents(_archive(tmp_path / "a.warc.gz", pages)))
    assert [d.url for d in found if isinstance(d, Document)] == [
        f"https://pages.example/{p.name}" for p in pages
    ]


def test_documents_are_counted_whatever_became_of_them(tmp_path: Path) -> None:
    last = json.dumps({"done": 3, "skipped": 1, "failed": 2})
    (tmp_path / "a.manifest.jsonl").write_text(f"{{}}\n{last}\n")
    assert _ends(tmp_path) == [6]
