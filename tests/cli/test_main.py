from __future__ import annotations

import json
import subprocess
import sys

import pytest

import sayso
from sayso.cli.main import COMMANDS, main

_HEAVY = ("onnxruntime", "trafilatura", "tokenizers", "numpy", "lxml", "sayso.pipeline", "asyncio")


def _modules_after(code: str) -> list[str]:
    probe = f"import json, sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    modules: list[str] = json.loads(done.stdout.splitlines()[-1])
    return modules


@pytest.mark.parametrize(
    "code",
    [
        "import sayso",
        "from sayso.cli.main import main; main(['--version'])",
        "from sayso.cli.main import main; main(['read', '--help'])",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    assert [m for m in _modules_after(code) if m in _HEAVY] == []


def test_import_is_quick() -> None:
    code = "import time; t = time.perf_counter(); import sayso; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.3


@pytest.mark.parametrize("words", [["--version"], *([name, "--version"] for name in COMMANDS)])
def test_version_works_on_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"sayso {sayso.__version__}\n"


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_names_the_common_options(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert all(option in shown for option in ("--quiet", "--verbose", "--version", "--help"))


@pytest.mark.parametrize("words", [["read"], ["reed", "x"], ["read", "--nonsense", "x"], []])
def test_wrong_use_ends_with_2_and_says_where_help_is(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    assert code == 2
    assert "--help" in captured.err
    assert captured.out == ""
