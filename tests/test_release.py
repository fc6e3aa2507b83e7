"""What makes a release: builds can be compared, bounds hold, the container is made with care."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from release import bounds, build

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def test_every_requirement_is_declared_once_bounded_and_kept() -> None:
    found = bounds.asked()
    assert len(found) > 20
    assert bounds.wrong(found) + bounds.undeclared(found) == []


@pytest.mark.parametrize("folder", ["tests", "docs", "release"])
def test_what_tests_and_tools_import_is_installed_for_developers(folder: str) -> None:
    """Else it fails in a clean clone, as it does not here. A database's driver and what needs ICU's headers are tested
    only where they are."""
    extras = frozenset({"dev", "postgres", "ftm"})
    assert bounds.undeclared(bounds.asked(), ROOT / folder, extras) == []


def test_what_is_wrong_with_bounds_is_named(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = ["pytest", "numpy>=999"]\n'
        '[project.optional-dependencies]\nx = ["numpy>=1"]\ndev = ["hypothesis>=6"]\n'
    )
    (tmp_path / "one.py").write_text("import json\nimport hypothesis\nfrom pytest import raises\n")
    found = bounds.asked(project)
    told = bounds.wrong(found)
    assert [s for s in told if s.startswith("pytest in dependencies has no lower bound")]
    assert [s for s in told if s.startswith("numpy in dependencies asks for >=999")]
    assert [s for s in told if s.startswith("numpy has several bounds")]
    told = [f"hypothesis, imported in {tmp_path.name}/one.py, is not declared."]
    assert bounds.undeclared(found, tmp_path) == bounds.undeclared(found, tmp_path, frozenset("x")) == told
    assert bounds.undeclared(found, tmp_path, frozenset({"dev"})) == []
    assert "numpy==1" in bounds.lowest(found)


def test_upper_bounds_are_asked_of_what_users_install(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = ["numpy>=1", "pyarrow>=1,<99", "dask>=1"]\n'
        '[project.optional-dependencies]\nserve = ["jinja2>=3,<4"]\ndev = ["hypothesis>=6"]\n'
    )
    found = bounds.asked(project)
    assert bounds.wrong(found) == [
        "numpy in dependencies has no upper bound.",
        "pyarrow in dependencies has an upper bound, which it should not have.",
    ]
    newest = {"numpy": "999", "jinja2": "3.9", "pyarrow": "99.0.1", "hypothesis": "99"}
    assert bounds.beyond(found, newest) == ["pyarrow 99.0.1 is out, <99,>=1 keeps it away: try it."]
    assert bounds.beyond(found, {"jinja2": "4.0"}) == ["jinja2 4.0 is out, <4,>=3 keeps it away: try it."]


def test_what_was_built_or_trained_is_no_source(tmp_path: Path) -> None:
    runs = tmp_path / "train" / "runs"
    (runs / "small").mkdir(parents=True)
    (runs / "small.toml").touch()
    assert build.left_out(str(runs), ["small", "small.toml"]) == {"small"}
    assert build.left_out(str(tmp_path), ["train", ".venv", "dist", "__pycache__"]) == {
        ".venv", "dist", "__pycache__",
    }  # fmt: skip


def test_builds_that_differ_are_told_apart(tmp_path: Path) -> None:
    for folder, content in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.whl").write_bytes(content)
    a, b, c = ([tmp_path / f / "x.whl"] for f in "abc")
    assert build.differences(a, b) == []
    assert build.differences(a, c) == ["x.whl differs between two builds."]
    assert build.differences(a, []) == ["x.whl is in one build alone."]


def test_developers_get_every_extra_for_users() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    # A driver of a database and what needs a C++ library are installed where they are tested.
    apart = {"dev", "train", "tables", "postgres", "ftm"}
    users = {r for name, rs in extras.items() if name not in apart for r in rs}
    assert sorted(users - set(extras["dev"])) == []


def test_the_container_runs_without_rights() -> None:
    lines = [line for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
    last = "\n".join(lines[max(i for i, line in enumerate(lines) if line.startswith("FROM")) :])
    assert re.search(r"^USER 10001:10001$", last, re.M)
    assert "HEALTHCHECK" in last
    assert "--no-index" in last
    assert not re.search(r"apt-get|curl|wget|ADD |latest|sudo", DOCKERFILE)
    assert all(re.search(r"^FROM python:3\.\d+-slim", line) for line in lines if line.startswith("FROM"))
    command = json.loads(re.search(r"^CMD (\[.*\])$", last, re.M)[1])  # type: ignore[index]
    assert "--auth" in command


def test_the_command_of_the_container_is_one_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It gets as far as looking for accounts: no option of it is unknown."""
    from sayso.cli.main import main
    from sayso.records import Record

    Record.open(tmp_path / "crisis.sayso").close()
    words = json.loads(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[-1])
    assert main([w.replace("/records", str(tmp_path)) for w in words]) == 2
    assert "there are no accounts" in capsys.readouterr().err


def test_what_the_container_copies_is_let_through() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let = {line[1:] for line in ignore if line.startswith("!")}
    copied = {w for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.M) for w in line.split()}
    assert copied == let
    assert all((ROOT / name).exists() for name in copied)
