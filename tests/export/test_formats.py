"""Every format is read back, by the library that its users use, and holds every claim with its words."""

from __future__ import annotations

import argparse
import csv
import gc
import importlib
import io
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.core.errors import MissingExtra
from sayso.export import acled, formats, polecat, ucdp
from sayso.export.cells import harmless, plain
from sayso.export.formats import FORMATS, lines, save
from sayso.export.gather import Bundle, Item, Stream


def _text(name: str, bundle: Bundle) -> str:
    return "".join(lines(name, bundle))


def _rows(name: str, bundle: Bundle, **more: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(name, bundle), newline=""), **more))


def _texts(bundle: Bundle) -> dict[str, str]:
    return {r.id: r.text for r in bundle.reports()}


@pytest.mark.parametrize("name", FORMATS)
def test_two_exports_have_the_same_bytes(name: str, bundle: Bundle, tmp_path: Path) -> None:
    if name == "ftm-statements":
        pytest.importorskip("followthemoney")
    (tmp_path / "b").mkdir()
    first, second = (save(name, bundle, tmp_path / f"{at}out.x") for at in ("", "b/"))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert first[0].stat().st_size > 1000 or name == "labels"  # nobody has decided about these claims
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["b", *(p.name for p in first)])


def test_jsonl_and_geojson(bundle: Bundle) -> None:
    rows = [json.loads(line) for line in _text("jsonl", bundle).splitlines()]
    texts = _texts(bundle)
    assert all(
        texts[r["report"]["id"]][r["quote"]["start"] : r["quote"]["end"]] == r["quote"]["text"] for r in rows
    )
    found = json.loads(_text("geojson", bundle))
    assert len(found["features"]) == len(rows)
    for item, feature in zip(bundle.items, found["features"], strict=True):
        place = item.claim.place
        point = [place.lon, place.lat] if place and place.lat is not None else None
        assert (feature["geometry"] or {"coordinates": None})["coordinates"] == point


@pytest.mark.parametrize(("module", "columns"), [(acled, 31), (ucdp, 49), (polecat, 40)])
def test_columns_are_those_of_the_codebook(module: object, columns: int) -> None:
    assert len(module.COLUMNS) == columns == len(set(module.COLUMNS))  # type: ignore[attr-defined]


def test_acled_and_ucdp_have_a_line_an_incident_with_claim_and_say_so(bundle: Bundle) -> None:
    events, deadly = _rows("acled", bundle), _rows("ucdp", bundle)
    incidents = {h.incident.id: h for h in bundle.happenings}
    assert events
    assert deadly
    for row in events:
        assert all(
            i.claim.id in row["notes"] and i.report.id in row["notes"]
            for i in incidents[row["event_id_cnty"].removeprefix("KAZ")].items
        )
        assert int(row["fatalities"]) >= 0
    for row in deadly:
        assert row["relid"].split() == [i.claim.id for i in incidents[row["id"]].items]
        if row["best"]:
            assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"])
def test_no_cell_runs(text: str) -> None:
    assert str(harmless(text)).startswith("'")
    assert plain(str(harmless(text))) == text
    assert harmless(-7.5) == -7.5


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, bundle: Bundle, tmp_path: Path) -> None:
    def gone(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(formats, "import_module", gone)
    with pytest.raises(MissingExtra, match=r"sayso\[export\]"):
        save("xlsx", bundle, tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_command_filters_and_refuses(
    crisis: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(crisis), "--as", "csv", "--measure", "arrested"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {r["measure"] for r in rows} == {"arrested"}
    assert main(["export", str(crisis), "--as", "csv", "--policy", "acled"]) == 2
    assert main(["export", str(crisis), "--as", "xlsx"]) == 2
    assert main(["export", str(crisis), "--as", "csv", "-o", str(tmp_path / "no" / "x.csv")]) == 1
    assert (
        main(["export", str(crisis), "--as", "acled", "--policy", "raw", "-o", str(tmp_path / "x.csv")]) == 0
    )


def test_every_format_and_option_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "export.md").read_text("utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in page] == []
    assert [name for name in FORMATS if f"\n### {name}\n" not in page] == []  # what it cannot hold
    for command in ("export", "import_"):
        parser = argparse.ArgumentParser()
        importlib.import_module(f"sayso.cli.{command}").add_arguments(parser)
        parser._actions.pop(0)  # --help
        options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
        assert [o for o in options if f"`{o}`" not in page] == []


def test_a_write_that_breaks_off_leaves_the_old_file(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("old", "utf-8")

    def broken() -> Iterator[Item]:
        yield next(iter(bundle.items))
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="disk"):
        save("csv", Bundle(Stream(broken)), path)
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["claims.csv"]


@pytest.mark.parametrize(
    "name", ["csv", "jsonl", "geojson", "plover", "polecat", "gkg", "hxl", "w3c", "labelstudio", "ftm", "rdf"]
)
def test_memory_does_not_grow_with_the_record(name: str, bundle: Bundle) -> None:
    """A stream of 15 times as many reports takes about as much memory: each is written and let go."""
    first = next(iter(bundle.items))

    def peak(count: int) -> int:
        def read() -> Iterator[Item]:
            for number in range(count):
                text = f"{first.report.text} {number} " + "x" * 80_000
                report = replace(first.report, id=f"r{number}", text=text)
                held = replace(first.said.held, number=number, report=report)
                yield replace(
                    first, claim=replace(first.claim, id=f"c{number}"), said=replace(first.said, held=held)
                )

        gc.collect()
        tracemalloc.start()
        pieces = sum(len(piece) for piece in lines(name, Bundle(Stream(read))))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert pieces > count * 100
        return found

    peak(1)  # what is loaded and kept once
    assert peak(30) < peak(2) + 1_000_000  # 30 texts together are 2.4 MB
