"""Installs the wheel of a folder into a clean virtual environment and runs the demonstration from it, then lists its
parts (CycloneDX); then the same with the lowest version of every package that the bounds allow:
``python -m release.try_wheel dist``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from release.bounds import asked, lowest

ROOT: Final = Path(__file__).parents[1]
EXTRAS: Final = "serve,export,mcp"
_PROGRAMS: Final = "Scripts" if os.name == "nt" else "bin"


def install(wheel: Path, folder: Path, constraints: list[str] | None = None) -> Path:
    """A new environment with the wheel and its extras; gives back its folder of programs. pip keeps its downloads.

    ``constraints`` are versions that are to be kept, ``name==version``. Raises CalledProcessError where they cannot be.
    """
    venv.create(folder, with_pip=True)
    programs = folder / _PROGRAMS
    pip = [str(programs / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if constraints:
        kept = folder / "constraints.txt"
        kept.write_text("\n".join(constraints), "utf-8")
        pip += ["--constraint", str(kept)]
    subprocess.run([*pip, f"{wheel}[{EXTRAS}]"], check=True)
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
    bill = folder / f"{wheel.name.split('-py3')[0]}.cdx.json"
    with tempfile.TemporaryDirectory(prefix="sayso-wheel-") as scratch, ThreadPoolExecutor(2) as both:
        newest, oldest = Path(scratch) / "newest", Path(scratch) / "oldest"
        trials = [both.submit(_try, wheel, newest, []), both.submit(_try, wheel, oldest, lowest(asked()))]
        told = [reason for trial in trials if (reason := trial.exception())]
        if told:
            print(*told, sep="\n")
            return 1
        list_parts(newest / "environment" / _PROGRAMS, bill)
    files, parts = trials[0].result()["files"], json.loads(bill.read_text("utf-8")).get("components", [])
    print(f"{wheel.name}: the demonstration runs from it, also with the lowest versions that its bounds allow; "
          f"{files} files are as released; {bill.name} lists {len(parts)} parts.")  # fmt: skip
    return 0


def _try(wheel: Path, folder: Path, constraints: list[str]) -> dict[str, object]:
    folder.mkdir()
    try:
        programs = install(wheel, folder / "environment", constraints)
    except subprocess.CalledProcessError:
        raise RuntimeError(
            f"{wheel.name} cannot be installed with {constraints or 'what is newest'}."
        ) from None
    (folder / "work").mkdir()
    return demonstrate(programs, folder / "work")


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
