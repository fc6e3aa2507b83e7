"""Installs the wheel of a folder into a clean virtual environment and runs the demonstration from it, then lists its
parts (CycloneDX): ``python -m release.try_wheel dist``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
EXTRAS: Final = "serve,export,mcp"


def install(wheel: Path, folder: Path, extras: str = EXTRAS) -> Path:
    """A new environment with the wheel and its extras; gives back its folder of programs. pip keeps its downloads."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, f"{wheel}[{extras}]"], check=True)
    return programs


def demonstrate(programs: Path, folder: Path) -> dict[str, object]:
    """What a user does first, with the installed program, away from the sources; gives back what ``doctor`` found.

    Raises RuntimeError with the program's own words where a step fails.
    """
    shutil.copytree(ROOT / "examples" / "kazakhstan", folder / "reports")
    story = "reports/2022-01-07-steppe-wire-update-2.html"
    _run(programs, folder, "read", story)
    _run(programs, folder, "read", "--quiet", "--html", "page.html", "reports")
    _run(programs, folder, "add", "--quiet", "crisis.sayso", "reports")
    for command in (
        ["tolls", "crisis.sayso", "--measure", "killed"], ["incidents", "crisis.sayso"], ["sources", "crisis.sayso"],
        ["audit", "crisis.sayso"], ["export", "crisis.sayso", "--as", "xlsx", "-o", "claims.xlsx"],
        ["serve", "--help"], ["mcp", "--help"],
    ):  # fmt: skip
        if not _run(programs, folder, *command).strip() and command[0] != "export":
            raise RuntimeError(f"sayso {' '.join(command)} printed nothing.")
    found: dict[str, object] = json.loads(
        _run(programs, folder, "doctor", "--json", "--record", "crisis.sayso")
    )
    return found


def list_parts(programs: Path, out: Path) -> None:
    """A CycloneDX bill of all that lies in the environment, the same bytes for the same parts."""
    command = [
        sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON", "-o", str(out),
        "--pyproject", str(ROOT / "pyproject.toml"), str(programs / "python"),
    ]  # fmt: skip
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def main() -> int:
    """Try the wheel and write ``sayso-VERSION.cdx.json`` beside it; gives back 1 if anything fails."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "dist").absolute()
    wheel = max(folder.glob("sayso-*.whl"))
    with tempfile.TemporaryDirectory(prefix="sayso-wheel-") as scratch:
        programs = install(wheel, Path(scratch) / "environment")
        (Path(scratch) / "work").mkdir()
        try:
            found = demonstrate(programs, Path(scratch) / "work")
        except RuntimeError as error:
            print(error)
            return 1
        bill = folder / f"{wheel.name.split('-py3')[0]}.cdx.json"
        list_parts(programs, bill)
    parts = json.loads(bill.read_text("utf-8")).get("components", [])
    print(f"{wheel.name}: the demonstration runs from it, {found['files']} files are as released; "
          f"{bill.name} lists {len(parts)} parts.")  # fmt: skip
    return 0


def _run(programs: Path, folder: Path, *words: str) -> str:
    place = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "SAYSO_SHARED"}}
    done = subprocess.run(
        [str(programs / "sayso"), *words], cwd=folder, env=place, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(
            f"sayso {' '.join(words)} ended with {done.returncode}: {done.stderr or done.stdout}"
        )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
