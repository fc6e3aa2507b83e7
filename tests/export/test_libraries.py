"""Exports are read back by the libraries that their users use, and hold every claim with its words."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import zipfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import anchorpoint
import geopandas
import hxl
import hxl.validation
import openpyxl
import pandas
import polars
import pyogrio
import pytest
import rdflib
from datasette.app import Datasette

from sayso.export.cells import plain
from sayso.export.formats import lines, save
from sayso.export.gather import Bundle


def text_of(name: str, bundle: Bundle) -> str:
    return "".join(lines(name, bundle))


def test_pandas_and_polars_read_the_tables(bundle: Bundle, tmp_path: Path) -> None:
    made = save("csv", bundle, tmp_path / "claims.csv")[0]
    frame = pandas.read_csv(made)
    other = polars.read_csv(made, infer_schema_length=None)
    ids = [i.claim.id for i in bundle.items]
    assert list(frame["claim"]) == other["claim"].to_list() == ids
    texts = {r.id: r.text for r in bundle.reports()}
    for row in frame.itertuples():
        assert texts[row.report][row.start : row.end] == plain(row.quote)
    lows = [i.claim.figure.low for i in bundle.items if i.claim.figure and i.claim.figure.low is not None]
    assert frame["low"].dropna().astype(int).tolist() == lows
    assert pandas.to_datetime(frame["first"].dropna(), format="%Y-%m-%d").min().year == 2022


def test_pandas_and_polars_read_parquet_with_its_structs(bundle: Bundle, tmp_path: Path) -> None:
    made = save("parquet", bundle, tmp_path / "claims.parquet")[0]
    frame, other = pandas.read_parquet(made), polars.read_parquet(made)
    assert list(frame["id"]) == other["id"].to_list() == [i.claim.id for i in bundle.items]
    names = other.select(polars.col("place").struct.field("name")).to_series().to_list()
    assert names == [i.claim.place.name if i.claim.place else None for i in bundle.items]
    chains = other.select(polars.col("says").list.eval(polars.element().struct.field("name"))).to_series()
    assert [c.to_list() for c in chains] == [[w.name for w in i.claim.says] for i in bundle.items]


def test_pandas_reads_polecat_however_its_words_begin(
    bundle: Bundle, happen: Callable[..., Bundle], tmp_path: Path
) -> None:
    frame = pandas.read_csv(save("polecat", bundle, tmp_path / "a.tsv")[0], sep="\t")
    assert frame.shape == (len(text_of("polecat", bundle).splitlines()) - 1, 40)
    quoted = happen({"actor": 'the "tigers"/REB'}, {"actor": "men/CVL"}, text='"Tigers" shot them.')
    frame = pandas.read_csv(save("polecat", quoted, tmp_path / "b.tsv")[0], sep="\t")
    assert list(frame["Actor Name Raw"]) == ['"Tigers" shot them.'] * 2


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_pandas_reads_the_event_tables(name: str, bundle: Bundle, tmp_path: Path) -> None:
    frame = pandas.read_csv(save(name, bundle, tmp_path / "x.csv")[0])
    assert len(frame) > 0
    day = frame["event_date" if name == "acled" else "date_start"]
    assert pandas.to_datetime(day, format="%Y-%m-%d").notna().all()
    assert frame["latitude"].dtype.kind in "fi"


def test_geopandas_and_pyogrio_read_points(happen: Callable[..., Bundle], tmp_path: Path) -> None:
    bundle = happen({}, {"place": None}, {"kind": "protest"})
    made = save("geojson", bundle, tmp_path / "claims.geojson")[0]
    frame = geopandas.read_file(made)
    assert frame.crs.to_epsg() == 4326
    assert len(frame) == 3 == pyogrio.read_info(made)["features"]
    assert [p and (p.geom_type, p.x, p.y) for p in frame.geometry] == [
        ("Point", 67.25, 48.5), None, ("Point", 67.25, 48.5),
    ]  # fmt: skip
    assert list(frame["claim"]) == ["c0", "c1", "c2"]
    assert [v == "populated" for v in frame["place_precision"]] == [True, False, True]
    assert list(frame["report"]) == ["r1"] * 3


def test_libhxl_takes_the_tags_for_valid(bundle: Bundle, tmp_path: Path) -> None:
    made = save("hxl", bundle, tmp_path / "claims.csv")[0]
    with made.open(newline="") as table:
        rows = list(csv.reader(table))
    assert hxl.validation.validate(hxl.data(rows))["is_valid"]
    killed = hxl.data(rows).with_rows("#affected+killed > 0").with_columns("#event+id,#affected+killed")
    found = {row.get("#event+id"): int(row.get("#affected+killed")) for row in killed}
    told = {
        i.claim.id: i.claim.figure.low
        for i in bundle.items
        if i.claim.figure and i.claim.figure.measure == "killed" and i.claim.figure.low
        and i.claim.stance == "asserted"
    }  # fmt: skip
    assert found == told


def test_openpyxl_reads_a_workbook_with_a_frozen_heading(bundle: Bundle, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(save("xlsx", bundle, tmp_path / "x.xlsx")[0])
    assert book.sheetnames == ["claims", "reports", "incidents", "figures", "answers", "notes"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    choices = {str(d.sqref)[0]: d.formula1 for d in book["claims"].data_validations.dataValidation}
    assert choices["A"] == '"confirmed,rejected,corrected"'
    heading, *rows = book["claims"].iter_rows(values_only=True)
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    texts = {r.id: r.text for r in bundle.reports()}
    assert [r["claim"] for r in found] == [i.claim.id for i in bundle.items]
    assert all(texts[r["report"]][r["start"] : r["end"]] == plain(r["quote"]) for r in found)
    assert {type(r["low"]) for r in found} == {int, type(None)}


def test_a_claims_chain_can_be_asked_for_in_sparql(bundle: Bundle) -> None:
    graph = rdflib.Graph().parse(data=text_of("rdf", bundle), format="turtle")
    asked = """
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX sayso: <urn:sayso:term:>
        SELECT ?id ?words ?start ?author ?relay ?report WHERE {
          ?claim a schema:Claim ; schema:identifier ?id ; schema:author/schema:name ?author ;
                 prov:value ?quote ; prov:hadPrimarySource/schema:identifier ?report .
          ?quote oa:exact ?words ; oa:start ?start .
          OPTIONAL { ?claim prov:wasAttributedTo ?outer . ?outer sayso:relays ?inner ; schema:name ?relay .
                     ?inner schema:name ?author }
        }"""
    rows = {str(r["id"]): r for r in graph.query(asked)}
    chained = [i for i in bundle.items if i.claim.says]
    assert set(rows) == {i.claim.id for i in chained}
    for item in chained:
        row = rows[item.claim.id]
        start = int(row["start"])
        assert str(row["author"]) == item.claim.says[0].name
        assert item.report.text[start : start + len(row["words"])] == str(row["words"])
        assert str(row["report"]) == item.report.id
        if len(item.claim.says) == 2:
            assert str(row["relay"]) == item.claim.says[1].name


def test_both_selectors_of_an_annotation_find_the_same_words(bundle: Bundle) -> None:
    page = json.loads(text_of("w3c", bundle))
    annotations = page["first"]["items"]
    assert page["total"] == len(annotations) == sum(1 for _ in bundle.items)
    for item, each in zip(bundle.items, annotations, strict=True):
        text = item.report.text
        for target in each["target"]:
            words, offsets = ({k: v for k, v in s.items() if k != "type"} for s in target["selector"])
            quote = anchorpoint.TextQuoteSelector(**words)
            position = anchorpoint.TextPositionSelector(**offsets)
            found = quote.as_unique_position(text)  # raises where the words stand there twice
            assert text[found.start : found.end] == text[position.start : position.end] == words["exact"]
            assert (found.start, found.end) == (position.start, position.end)


def _asked(served: Datasette, address: str) -> Any:
    answer = asyncio.run(served.client.get(address))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_datasette_serves_tables_facets_and_full_text(bundle: Bundle, tmp_path: Path) -> None:
    base, metadata = save("datasette", bundle, tmp_path / "crisis.db")
    served = Datasette([str(base)], metadata=json.loads(metadata.read_text("utf-8")))
    claims = _asked(
        served, "/crisis/claims.json?_shape=objects&_facet=kind&_size=max&_extra=facet_results,count"
    )
    count = sum(1 for _ in bundle.items)
    assert len(claims["rows"]) == count
    facets = claims["facet_results"]
    facets = facets.get("results", facets)
    assert {"kind", "stance", "publisher"} <= set(facets)  # those of the metadata too
    assert sum(value["count"] for value in facets["kind"]["results"]) == count
    found = _asked(served, "/crisis/claims.json?_search=airport&_shape=array")
    assert found
    assert all("airport" in json.dumps(row).lower() for row in found)
    labels = _asked(served, "/crisis/claims.json?_labels=on&_shape=array&_size=1")
    titles = {r.id: r.title for r in bundle.reports()}
    assert labels[0]["report"]["label"] == titles[labels[0]["report"]["value"]]
    title = asyncio.run(served.client.get("/"))
    assert "Claims of news reports" in title.text


def test_followthemoney_takes_entities_and_statements_for_valid(bundle: Bundle) -> None:
    pytest.importorskip("followthemoney")  # builds against ICU's headers, so it is not everywhere
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import Statement, StatementEntity

    entities = [json.loads(line) for line in text_of("ftm", bundle).splitlines()]
    rows = {e["id"]: e for e in entities}
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (entity["schema"], name)
            if schema.get(name).type.name == "entity":
                assert all(value in rows for value in values)
    events = [e for e in entities if e["schema"] == "Event"]
    assert len(events) == sum(1 for _ in bundle.items)
    read = [
        Statement.from_dict(_known(row))
        for row in csv.DictReader(io.StringIO(text_of("ftm-statements", bundle)))
    ]
    assert all(s.id == s.generate_key() for s in read)
    dataset = Dataset({"name": "sayso", "title": "sayso"})
    read.sort(key=lambda s: s.entity_id)
    for name, group in groupby(read, key=lambda s: s.entity_id):
        made = StatementEntity.from_statements(dataset, list(group))
        assert {p: sorted(v) for p, v in made.properties.items()} == {
            p: sorted(v) for p, v in rows[name]["properties"].items()
        }


def _known(row: dict[str, str]) -> dict[str, Any]:
    return {k: v or None for k, v in row.items()} | {"external": row["external"] == "t"}


def test_brat_standoff_parses_and_lies_on_its_words(bundle: Bundle, tmp_path: Path) -> None:
    """brat has no library; its format is that of its manual (standoff format, configuration)."""
    with zipfile.ZipFile(save("brat", bundle, tmp_path / "x.zip")[0]) as found:
        names = [n[:-4] for n in found.namelist() if n.endswith(".ann")]
        config = found.read("annotation.conf").decode()
        told = {n: (found.read(f"{n}.txt").decode(), found.read(f"{n}.ann").decode()) for n in names}
    kinds = {line.split("\t")[0] for line in config.split("[events]\n")[1].split("\n[")[0].splitlines()}
    events = 0
    for text, ann in told.values():
        marks: dict[str, str] = {}
        for line in ann.splitlines():
            name, rest, *more = line.split("\t")
            if name[0] == "T":
                sort, _, where = rest.partition(" ")
                pieces = [tuple(map(int, p.split())) for p in where.split(";")]
                assert " ".join(text[a:b] for a, b in pieces) == more[0]
                assert all("\n" not in text[a:b] for a, b in pieces)
                marks[name] = sort
            elif name[0] == "E":
                events += 1
                trigger, *slots = (part.split(":") for part in rest.split())
                assert trigger[0] == marks[trigger[1]]
                assert trigger[0] in kinds
                assert all(mark in marks for _, mark in slots)
            else:
                assert name[0] in "A#"
                assert rest.split()[1] in {f"E{n}" for n in range(1, events + 1)}
    assert events == sum(1 for _ in bundle.items)
