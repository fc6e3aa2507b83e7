"""What `import sayso` offers: everything named is there, typed, documented, and costs nothing before it is used."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso.core.errors import UsageError
from sayso.record.flat import COLUMNS

_TEXT = "The health ministry said on Tuesday that 12 people had been killed in Almaty.\n"


@pytest.mark.parametrize("name", [n for n in sayso.__all__ if n != "__version__"])
def test_every_name_is_there_and_documented(name: str) -> None:
    found = getattr(sayso, name)
    assert inspect.getdoc(found)
    assert name in dir(sayso)


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = sayso.nonsense


@pytest.mark.parametrize("name", ["read", "code"])
def test_functions_are_typed(name: str) -> None:
    signature = inspect.signature(getattr(sayso, name))
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_public_methods_of_a_record_are_documented_and_typed() -> None:
    methods = {n: m for n, m in vars(sayso.Record).items() if not n.startswith("_")}
    for name, method in methods.items():
        function = method.__func__ if isinstance(method, classmethod) else method
        assert inspect.getdoc(function), name
        assert inspect.signature(function).return_annotation is not inspect.Signature.empty, name


def test_types_cost_little_to_import() -> None:
    heavy = "{'numpy', 'sqlalchemy', 'onnxruntime'}"
    code = f"import sys, sayso; sayso.Claim; sayso.Toll; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_record_is_filled_asked_and_exported(tmp_path: Path) -> None:
    (tmp_path / "2022-01-05-mail.txt").write_text(_TEXT)
    with sayso.Record.open(tmp_path / "crisis.sayso") as record:
        record.add(tmp_path / "2022-01-05-mail.txt", sayso.Options(reader="lexicon"))
        said = record.claims(sayso.Filters(measures=("killed",)))
        tolls = record.tolls(sayso.Question(measure="killed"))
        incidents = record.incidents()
        made = record.export("jsonl", tmp_path / "claims.jsonl")
        events = record.export("acled", tmp_path / "events.csv", policy="ibc")
        record.export("jsonl", tmp_path / "without.jsonl", redact=True)
        with pytest.raises(UsageError, match="Unknown format"):
            record.export("nonsense", tmp_path / "x")
        assert record.frame(library="polars").columns == list(COLUMNS)
    assert [s.claim.figure.low for s in said if s.claim.figure] == [12]
    assert [e.low for t in tolls for e in t.entries] == [12]
    assert {c for i in incidents for c in i.claims} == {s.claim.id for s in said}
    row = json.loads(made[0].read_text())
    assert row["quote"]["text"] in _TEXT
    assert events[0].read_text().count("\n") == 2
