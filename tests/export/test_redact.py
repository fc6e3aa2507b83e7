"""Names of private persons are withheld in every format; officials keep theirs; offsets hold; nothing comes back."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.core.arrival import Arrival
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.export.formats import FORMATS, save
from sayso.export.gather import Bundle, happenings, items_of
from sayso.export.redact import private, redacted
from sayso.record import write
from sayso.records import Record

TEXT = """Baker shot dead in Brackwater

Tomas Berg, 34, a baker, was shot dead on Monday, his sister Anna Berg said. "They came for him," Ms Berg said. \
Police spokesman Karl Odum said officers had opened fire. Constable Ivo Marsh died as well, the interior ministry \
said. Interior Minister Jan Novak will visit the town. Berg's mother wept."""
PRIVATE = ("Tomas", "Berg", "Anna", "Marsh")
PUBLIC = ("Karl Odum", "Jan Novak")


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.cut(TEXT, start, start + len(words))


def _who(words: str, sector: str | None = None) -> Who:
    return Who(_span(words), words, "person", sector=sector, key=f"P.{words}", candidates=(words,))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one report in which private persons and officials are named."""
    path = tmp_path_factory.mktemp("redact") / "town.sayso"
    parts = (Part("title", 0, 29), Part("body", 31, len(TEXT)))
    report = Report(
        "r1", TEXT, parts, title="Baker shot dead in Brackwater", published="2030-05-07", publisher="Mudflat News",
        url="https://mudflat.example/tomas-berg-shot", language="en",
    )  # fmt: skip
    one = _span("Tomas Berg")
    claims = (
        Claim(
            "c1", "kill", _span("Tomas Berg, 34, a baker, was shot dead on Monday"), _span("was shot dead"),
            target=_who("Tomas Berg", "CVL"), figure=Figure(one, 1, 1, "killed", of="Tomas Berg"),
            says=(_who("Anna Berg", "CVL"),), when=When(NOWHERE, "2030-05-06", "day"),
            place=Where(_span("Brackwater"), "Brackwater, Kazakhstan", "KZ", precision="populated"),
        ),
        Claim(
            "c2", "attack", _span("officers had opened fire"), _span("opened fire"), says=(_who("Karl Odum", "COP"),)
        ),
        Claim(
            "c3", "kill", _span("Constable Ivo Marsh died"), _span("died"), target=_who("Ivo Marsh", "COP"),
        ),
    )  # fmt: skip
    with Record.open(path, clock=lambda: dt.datetime(2030, 5, 8, tzinfo=dt.UTC)) as opened:
        arrival = Arrival(report, "town.txt", TEXT.encode())
        write.add(opened.store, arrival, CodedReport(report, claims), "made")
    return path


@pytest.fixture(scope="module")
def bundle(record: Path) -> Bundle:
    """All of it, with incidents and tolls."""
    with Record.open(record, make=False) as opened:
        return happenings(Bundle(items_of(opened.claims(), opened.decisions())), opened.world())


def test_private_persons_are_told_from_officials(bundle: Bundle) -> None:
    assert list(private(bundle.items)) == ["tomas berg", "anna berg", "ivo marsh"]


def _all_text(made: list[Path]) -> str:
    found = []
    for path in made:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                found += [packed.read(n).decode("utf-8", "replace") for n in packed.namelist()]
        else:
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "".join(found)


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "labels"])
def test_no_format_gives_them_away(name: str, bundle: Bundle, tmp_path: Path) -> None:
    if name == "ftm-statements":
        pytest.importorskip("followthemoney")
    before = _all_text(save(name, bundle, tmp_path / "before"))
    after = _all_text(save(name, redacted(bundle), tmp_path / "after"))
    if name != "parquet":  # whose columns are packed
        assert "Tomas Berg" in before
    assert [p for p in PRIVATE if p.lower() in after.lower()] == []


def test_offsets_hold_and_officials_keep_their_names(bundle: Bundle) -> None:
    for item in redacted(bundle).items:
        text = item.report.text
        assert len(text) == len(TEXT)
        for _, span in item.claim.spans():
            assert text[span.start : span.end] == span.text
        assert all(name in text for name in PUBLIC)
        assert item.report.url is None
    claims = {i.claim.id: i.claim for i in redacted(bundle).items}
    killed = claims["c1"].target
    assert killed is not None
    assert (killed.name, killed.span.text, killed.key) == ("[person 1]", "█████ ████", None)
    assert [w.name for w in claims["c1"].says] == ["[person 2]"]
    assert [w.name for w in claims["c2"].says] == ["Karl Odum"]


def test_a_shared_table_takes_no_withheld_name_back(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "shared.csv"
    assert main(["export", str(record), "--as", "csv", "--redact", "-o", str(path), "--quiet"]) == 0
    assert "Berg" not in path.read_text("utf-8")
    assert main(["import", "decisions", str(record), str(path), "--by", "Desk"]) == 0
    with Record.open(record, make=False) as opened:
        assert opened.decisions() == []
