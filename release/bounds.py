"""Checks what the package asks for: every import of ``src`` is declared, every requirement has a lower bound and what
users install an upper one, and the installed version keeps both: ``python -m release.bounds``; with ``--newest`` also
told, but no error: newer versions beyond an upper bound; with ``--lowest`` the lower bounds as constraints for pip.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from sayso.health import FOR_DEVELOPERS

ROOT: Final = Path(__file__).parents[1]
_WITHOUT_VERSIONS: Final = {"airportsdata"}  # a dated table: the newest is wanted
_WITHOUT_CEILING: Final = {
    "argon2-cffi": "its versions are dates",
    "dask": "its versions are dates",
    "pyarrow": "a new major each quarter, whatever changes",
}
"""What users install without an upper bound, and why (docs/why/2026-11-26-bounds.md)."""
_LOCAL: Final = {"sayso", "bench", "docs", "release", "tables", "tests", "train"}
_BY_OTHERS: Final = {"starlette": "fastapi", "pydantic": "fastapi", "distributed": "dask"}
"""Imports that come with a declared package, of whose interface they are a part."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement and the extra that names it; None for what is always needed."""

    requirement: Requirement
    extra: str | None

    @property
    def lowest(self) -> str | None:
        """The lower bound, or the one version that is allowed."""
        return next((s.version for s in self.requirement.specifier if s.operator in {">=", "==", "~="}), None)

    @property
    def highest(self) -> str | None:
        """The upper bound, which is no longer allowed."""
        return next((s.version for s in self.requirement.specifier if s.operator == "<"), None)

    @property
    def for_users(self) -> bool:
        """Whether it is installed with the package or an extra for users."""
        return self.extra not in FOR_DEVELOPERS


def asked(project: Path = ROOT / "pyproject.toml") -> list[Asked]:
    """All requirements of the project."""
    table = tomllib.loads(project.read_text("utf-8"))["project"]
    found = [Asked(Requirement(r), None) for r in table["dependencies"]]
    for extra, names in table["optional-dependencies"].items():
        found += [Asked(Requirement(r), extra) for r in names]
    return found


def wrong(found: list[Asked]) -> list[str]:
    """A sentence for each requirement without a bound, or whose installed version does not keep its bounds."""
    told = []
    for each in found:
        name, where = each.requirement.name, f"in {each.extra or 'dependencies'}"
        if each.lowest is None and name not in _WITHOUT_VERSIONS:
            told.append(f"{name} {where} has no lower bound.")
        if each.for_users and (each.highest is None) != (name in _WITHOUT_CEILING):
            told.append(
                f"{name} {where} "
                + (
                    "has no upper bound."
                    if each.highest is None
                    else "has an upper bound, which it should not have."
                )
            )
        version = _installed(name)
        if version is not None and version not in each.requirement.specifier:
            told.append(f"{name} {where} asks for {each.requirement.specifier}, {version} is installed.")
    bounds: dict[str, set[str]] = {}
    for each in found:
        bounds.setdefault(canonicalize_name(each.requirement.name), set()).add(
            str(each.requirement.specifier)
        )
    told += [
        f"{name} has several bounds: {', '.join(sorted(b))}." for name, b in bounds.items() if len(b) > 1
    ]
    return told


def undeclared(
    found: list[Asked], source: Path = ROOT / "src" / "sayso", extras: frozenset[str] | None = None
) -> list[str]:
    """A sentence for each package that a folder imports and neither the requirements that are always installed nor
    those of some extras name; without ``extras``, those of all extras for users."""
    declared = {
        canonicalize_name(a.requirement.name)
        for a in found
        if a.extra is None or (a.extra in extras if extras is not None else a.extra not in FOR_DEVELOPERS)
    }
    homes = metadata.packages_distributions()
    told = {}
    for path, name in _imports(source):
        if name in sys.stdlib_module_names or name in _LOCAL:
            continue
        candidates = {canonicalize_name(d) for d in homes.get(name, [name])} | {_BY_OTHERS.get(name, name)}
        if not candidates & declared:
            told.setdefault(name, f"{name}, imported in {path.relative_to(source.parent)}, is not declared.")
    return sorted(told.values())


def lowest(found: list[Asked]) -> list[str]:
    """The lower bounds of what users install as lines for ``pip install --constraint``."""
    return sorted({
        f"{a.requirement.name}=={a.lowest}"
        for a in found
        if a.lowest and a.extra not in FOR_DEVELOPERS
    })  # fmt: skip


def beyond(found: list[Asked], newest: Mapping[str, str]) -> list[str]:
    """A sentence for each requirement of users of which there is a version that its upper bound keeps out: it is to be
    tried, and the bound raised or the reason given. ``newest``: name → newest version."""
    told = {
        f"{a.requirement.name} {newest[name]} is out, {a.requirement.specifier} keeps it away: try it."
        for a in found
        if a.for_users and a.highest and (name := canonicalize_name(a.requirement.name)) in newest
        and Version(newest[name]) >= Version(a.highest)
    }  # fmt: skip
    return sorted(told)


def newest_of(names: Iterable[str]) -> dict[str, str]:
    """The newest version of each package that pip would install here, asked of its index in one go; empty where that
    cannot be reached."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", "--no-deps",
               "--ignore-installed", "--disable-pip-version-check", *sorted(set(names))]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {}
    told = (each["metadata"] for each in json.loads(done.stdout)["install"])
    return {canonicalize_name(each["name"]): each["version"] for each in told}


def main() -> int:
    """Print what is wrong, or the lower bounds; gives back 1 if anything is wrong."""
    found = asked()
    if "--lowest" in sys.argv:
        print("\n".join(lowest(found)))
        return 0
    told = wrong(found) + undeclared(found)
    if "--newest" in sys.argv:
        newest = newest_of(a.requirement.name for a in found if a.for_users)
        print(
            f"{len(newest)} packages compared with the newest that the index has.",
            *beyond(found, newest),
            sep="\n",
        )
    for sentence in told:
        print(sentence)
    absent = sorted({a.requirement.name for a in found if _installed(a.requirement.name) is None})
    print(f"{len(found)} requirements; not installed, so not compared: {', '.join(absent) or 'none'}.")
    return 1 if told else 0


def _imports(source: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            yield from ((path, re.split(r"\.", name)[0]) for name in names)


def _installed(name: str) -> Version | None:
    try:
        return Version(metadata.version(name))
    except metadata.PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
