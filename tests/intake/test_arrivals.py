"""Each report comes with the bytes that it was read from."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

from sayso.core.arrival import Arrival
from sayso.core.coded import Failure
from sayso.intake.arrivals import arrivals

_STORY = (
    "Depot fire in Northport\n\nThe health ministry said that 12 dock workers had been killed in the town.\n"
)
_PAGE = (
    f"<html><head><title>Depot fire</title></head><body><article><p>{_STORY * 3}</p></article></body></html>"
)


def _of(source: Path) -> list[Arrival]:
    return [a for a in arrivals(source) if isinstance(a, Arrival)]


def test_files_come_with_their_bytes_and_address(tmp_path: Path) -> None:
    text, page = tmp_path / "a.txt", tmp_path / "b.html.gz"
    text.write_bytes(_STORY.encode("latin-1"))
    page.write_bytes(gzip.compress(_PAGE.encode()))
    found = _of(tmp_path)
    assert [a.original for a in found] == [_STORY.encode(), _PAGE.encode()]
    assert [a.source for a in found] == [str(text), str(page)]
    assert [a.address for a in found] == [text.as_uri(), page.as_uri()]
    assert {a.position for a in found} == {1}


def test_a_line_is_an_original_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"text": _STORY + str(n)}) for n in range(3)]
    path.write_text("\r\n".join([lines[0], "", "{", *lines[1:]]), encoding="utf-8")
    found = list(arrivals(path))
    assert [type(f) for f in found] == [Arrival, Failure, Arrival, Arrival]
    kept = [f for f in found if isinstance(f, Arrival)]
    assert [a.original for a in kept] == [line.encode() for line in lines]
    assert {(a.position, a.address) for a in kept} == {(1, None)}


def test_entries_of_a_feed_share_it_and_keep_their_position(tmp_path: Path) -> None:
    entries = ["<item><title>Nothing</title></item>"]
    entries += [f"<item><title>Fire {n}</title><description>{_STORY}</description></item>" for n in range(2)]
    path = tmp_path / "feed.xml"
    path.write_text(f"<rss><channel>{''.join(entries)}</channel></rss>", encoding="utf-8")
    found = _of(path)
    assert [(a.position, a.original, a.address) for a in found] == [
        (2, path.read_bytes(), None),
        (3, path.read_bytes(), None),
    ]


def test_standard_input_has_bytes_and_no_address() -> None:
    [found] = arrivals("-", stdin=io.BytesIO(_STORY.encode()))
    assert isinstance(found, Arrival)
    assert (found.original, found.address, found.source) == (_STORY.encode(), None, "standard input")
