"""GKG lines have GDELT's 27 fields; each count leads to its claim, place and offset."""

from __future__ import annotations

from collections.abc import Callable

from sayso.export import gkg
from sayso.export.gather import Bundle


def rows(bundle: Bundle) -> list[dict[str, str]]:
    found = [line.rstrip("\n").split("\t") for line in gkg.lines(bundle)]
    assert {len(row) for row in found} == {27}
    return [dict(zip(gkg.FIELDS, row, strict=True)) for row in found]


def test_a_count_has_its_place_and_offset(happen: Callable[..., Bundle]) -> None:
    (row,) = rows(happen({"dead": 3, "of": "villagers; men"}, {"dead": 2, "stance": "denied"}))
    assert row["V1COUNTS"] == "KILL#3#villagers men#4#Brackwater Ruritania#KZ##48.5#67.25#"
    assert row["V2.1COUNTS"] == row["V1COUNTS"] + "#0"
    assert row["V2SOURCECOMMONNAME"] == "Mudflat News"
    assert row["V2EXTRASXML"] == "<SAYSO_REPORT>r1</SAYSO_REPORT><SAYSO_CLAIMS>c0;c1</SAYSO_CLAIMS>"


def test_a_line_a_report(bundle: Bundle) -> None:
    found = rows(bundle)
    assert len(found) == len(list(bundle.reports()))
    texts = {r.url or r.id: r.text for r in bundle.reports()}
    counted = 0
    for row in found:
        for count in filter(None, row["V2.1COUNTS"].split(";")):
            counted += 1
            assert count.split("#")[1].isdigit()
            assert int(count.split("#")[-1]) < len(texts[row["V2DOCUMENTIDENTIFIER"]])
    assert counted > 20
