"""Checks what the package asks for: every import of ``src`` is declared, every requirement has a lower bound that the
installed version keeps: ``python -m release.bounds``; with ``--lowest`` the lower bounds as constraints for pip."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
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


def asked(project: Path = ROOT / "pyproject.toml") -> list[Asked]:
    """All requirements of the project."""
    table = tomllib.loads(project.read_text("utf-8"))["project"]
    found = [Asked(Requirement(r), None) for r in table["dependencies"]]
    for extra, names in table["optional-dependencies"].items():
        found += [Asked(Requirement(r), extra) for r in names]
    return found


def wrong(found: list[Asked]) -> list[str]:
    """A sentence for each requirement without a lower bound, or whose installed version does not keep its bounds."""
    told = []
    for each in found:
        name, where = each.requirement.name, f"in {each.extra or 'dependencies'}"
        if each.lowest is None and name not in _WITHOUT_VERSIONS:
            told.append(f"{name} {where} has no lower bound.")
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


def main() -> int:
    """Print what is wrong, or the lower bounds; gives back 1 if anything is wrong."""
    found = asked()
    if "--lowest" in sys.argv:
        print("\n".join(lowest(found)))
        return 0
    told = wrong(found) + undeclared(found)
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
