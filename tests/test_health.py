from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from release.hashes import PACKAGE, text

from sayso import health
from sayso.health import HASHES, Package, damage, data_files


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package without its largest file, listed anew."""
    skip = shutil.ignore_patterns("*.onnx", "*.npz", "__pycache__", "serve", "cli", "export")
    root = shutil.copytree(PACKAGE, tmp_path / "sayso", ignore=skip)
    (root / HASHES).write_text(text(root), "utf-8")
    return root


def test_the_list_is_that_of_the_files() -> None:
    assert (PACKAGE / HASHES).read_text("utf-8") == text(), "run: python -m release.hashes"
    names = data_files(PACKAGE)
    assert {
        "reader/models/reader.onnx",
        "reader/models/tokenizer.json",
        "resolve/tables/gazetteer.npz",
    } <= names.keys()


def test_an_intact_package_is_well(copy: Path) -> None:
    checked, told = damage(copy)
    assert told == ()
    assert checked >= len(json.loads((copy / HASHES).read_text("utf-8"))) > 10


def test_what_is_changed_missing_or_foreign_is_named(copy: Path) -> None:
    with (copy / "core" / "kinds.toml").open("a") as out:
        out.write("\n")
    (copy / "resolve" / "tables" / "publishers.json").unlink()
    (copy / "reader" / "models" / "more.bin").write_bytes(b"x")
    _, told = damage(copy)
    assert len(told) == 3
    assert [s for s in told if "core/kinds.toml holds other bytes" in s]
    assert [s for s in told if "resolve/tables/publishers.json is missing" in s]
    assert [s for s in told if "reader/models/more.bin is no file" in s]


def test_without_its_list_nothing_is_vouched_for(copy: Path) -> None:
    (copy / HASHES).unlink()
    assert damage(copy) == (0, (f"sayso/{HASHES}, the list of files, is missing or damaged.",))


@pytest.mark.parametrize(
    ("bounds", "version", "fit"),
    [
        (">=1.26", "2.4.6", True),
        (">=2.0.37", "2.0.4", False),
        (">=2", None, False),
        ("", "0.1", True),
        ("==1", "1", True),
    ],
)
def test_a_package_is_fit_from_its_lower_bound_on(bounds: str, version: str | None, fit: bool) -> None:
    assert Package("x", bounds, version).fit is fit


def test_every_extra_is_told_of() -> None:
    import tomllib

    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["optional-dependencies"].keys() == health.EXTRAS.keys() | health.FOR_DEVELOPERS


def test_the_engine_reads_a_sentence() -> None:
    found = health.engine()
    assert (found.reader, found.works, found.error) == ("learned", True, "")
    assert found.model.startswith("learned")
