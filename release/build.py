"""Builds wheel and sdist, twice from two copies, and refuses if they differ by a byte: ``python -m release.build OUT``.

Reproducible builds (reproducible-builds.org): the only time in the files is SOURCE_DATE_EPOCH, that of the last commit.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_BEGINNING: Final = "315532800"  # 1980, the first year that a zip knows: for sources without a history
_NEVER: Final = shutil.ignore_patterns(
    ".git",
    ".venv",
    "build",
    "dist",
    "out",
    "generated",
    "cache",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
)


def left_out(folder: str, names: list[str]) -> set[str]:
    """What of a folder is no source: built, cached or trained. Of ``runs`` the recipes are, the runs are not."""
    found = set(_NEVER(folder, names))
    if Path(folder).name == "runs":
        found |= {name for name in names if (Path(folder) / name).is_dir()}
    return found


def build(sources: Path, out: Path, when: str) -> list[Path]:
    """Wheel and sdist of a folder of sources in another folder, ``when`` (seconds since 1970) in place of the clock;
    gives back their paths. Raises CalledProcessError."""
    out.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--sdist",
        "-o",
        str(out),
        str(sources),
    ]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": when})
    return sorted(p for p in out.iterdir() if p.suffix in {".whl", ".gz"})


def differences(first: list[Path], second: list[Path]) -> list[str]:
    """A sentence for each file of one build that the other lacks or has with other bytes."""
    ones, twos = ({p.name: _digest(p) for p in paths} for paths in (first, second))
    told = [f"{name} is in one build alone." for name in sorted(ones.keys() ^ twos.keys())]
    return told + [
        f"{n} differs between two builds." for n in sorted(ones.keys() & twos.keys()) if ones[n] != twos[n]
    ]


def main() -> int:
    """Build into the folder that is named and once more beside; gives back 1 if the two differ."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "dist").absolute()
    for old in out.glob("sayso-*"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="sayso-build-") as folder:
        first, second = Path(folder) / "first", Path(folder) / "elsewhere" / "second"
        shutil.copytree(ROOT, first, ignore=left_out)
        shutil.copytree(first, second)
        when = os.environ.get("SOURCE_DATE_EPOCH") or _last_commit()
        made = build(first, out, when)
        told = differences(made, build(second, Path(folder) / "out", when))
    for path in made:
        print(f"{_digest(path)}  {path.name}  {path.stat().st_size / 1e6:.1f} MB")
    for sentence in told:
        print(sentence)
    if not told:
        print("Built twice: the same bytes.")
    return 1 if told else 0


def _last_commit() -> str:
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or _BEGINNING


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
