from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso import health
from sayso.cli.main import main
from sayso.records import Record


def test_a_sound_installation_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert shown.endswith("All is well.\n")
    assert "DAMAGED" not in shown


def test_json_names_packages_and_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fit"] is True
    assert found["engine"]["works"] is True
    assert {"numpy", "onnxruntime"} <= {p["name"] for p in found["packages"] if p["extra"] is None}


def test_damage_is_named_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(health, "damage", lambda: (1, ("sayso/core/kinds.toml is missing.",)))
    absent = health.Package("numpy", ">=1.26", None)
    extra = health.Package("mcp", ">=2", None, "mcp")
    monkeypatch.setattr(health, "packages", lambda: (absent, extra))
    broken = health.Engine("learned", "", "onnxruntime None, CPU", False, "no model.")
    monkeypatch.setattr(health, "engine", lambda: broken)
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "! sayso/core/kinds.toml is missing." in shown
    assert "! numpy >=1.26 is needed, none is installed." in shown
    assert "! The learned reader does not work: no model." in shown
    assert "pip install 'sayso[mcp]'" in shown


def test_a_missing_extra_is_no_damage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(health, "packages", lambda: (health.Package("mcp", ">=2", None, "mcp"),))
    assert main(["doctor"]) == 0


def test_a_damaged_record_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "crisis.sayso"
    (tmp_path / "one.txt").write_text("Police said on Friday that 12 people had been killed in Almaty.\n")
    with Record.open(path) as record:
        record.add(tmp_path / "one.txt")
    assert main(["doctor", "--record", str(path)]) == 0
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE reports SET title = 'another'")
    capsys.readouterr()
    assert main(["doctor", "--record", str(path)]) == 1
    assert "is not as it was stored" in capsys.readouterr().out
    assert main(["doctor", "--record", str(tmp_path / "none.sayso")]) == 1
