"""``sayso doctor``: what is installed, what reads, and whether the files are as they were released."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.health import Engine, Package

_EXAMPLES: Final = """\
examples:
  sayso doctor
  sayso doctor --record crisis.sayso --json

exit status: 0 nothing is damaged; 1 something is damaged or missing; 2 wrong use"""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was looked at. ``files`` is how many files were checked, ``record`` what was counted in the record that
    was named. ``damage`` holds under ``packages``, ``reader``, ``database``, ``files`` and ``record`` a sentence for
    everything that is wrong.
    """

    sayso: str
    python: str
    database: str
    engine: Engine
    packages: tuple[Package, ...]
    files: int
    record: dict[str, int] | None
    damage: dict[str, tuple[str, ...]]

    @property
    def fit(self) -> bool:
        """Whether nothing is damaged and nothing that is always needed is missing."""
        return not any(self.damage.values())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso doctor``."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "--record",
        metavar="RECORD",
        help="check this record too, as 'sayso audit' does: a file or an address",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print what was found; gives back 1 if anything is damaged or missing, else 0. Raises RecordError."""
    from sayso.cli.output import print_json

    found = examine(args.record)
    if args.json:
        packages = [asdict(p) | {"fit": p.fit} for p in found.packages]
        print_json(asdict(found) | {"packages": packages, "fit": found.fit})
    else:
        for line in lines(found):
            print(line)
    return 0 if found.fit else 1


def examine(record: str | None = None) -> Findings:
    """Look at the installation, and at a record if one is named. Raises RecordError where that cannot be opened."""
    import platform

    from sayso import __version__, health

    checked, damaged = health.damage()
    packages, engine, (database, lacks) = health.packages(), health.engine(), health.database()
    counted, audited = _audit(record) if record else (None, ())
    damage = {
        "packages": tuple(
            f"{p.name} {p.bounds} is needed, {p.version or 'none'} is installed."
            for p in packages
            if p.extra is None and not p.fit
        ),
        "reader": () if engine.works else (f"The {engine.reader} reader does not work: {engine.error}",),
        "database": tuple(f"{database} lacks {what}, which records need." for what in lacks),
        "files": damaged,
        "record": audited,
    }
    return Findings(
        __version__, platform.python_version(), database, engine, packages, checked, counted, damage
    )


def lines(found: Findings) -> Iterator[str]:
    """The findings as a table: what, whether it is well, more about it."""
    engine = found.engine
    always = [p for p in found.packages if p.extra is None]
    told = {
        "sayso": f"{found.sayso}, Python {found.python}",
        "database": found.database,
        "packages": _names(always) or "sayso was never installed: run from its sources",
        "reader": f"{engine.reader}, {engine.model or 'no model'} ({engine.runtime})",
        "files": f"{found.files} checked",
    }
    if found.record is not None:
        told["record"] = ", ".join(f"{count:,} {what}" for what, count in found.record.items())
    for what, words in told.items():
        wrong = found.damage.get(what, ())
        yield _line(what, "DAMAGED" if wrong else "ok", words)
        yield from (f"  ! {sentence}" for sentence in wrong)
    yield from _extras(found.packages)
    yield "All is well." if found.fit else "Reinstall sayso; bring a damaged record back from a copy."


def _extras(packages: tuple[Package, ...]) -> Iterator[str]:
    from sayso.health import EXTRAS

    names = dict.fromkeys(p.extra for p in packages if p.extra)
    for name in names:
        needed = [p for p in packages if p.extra == name]
        missing = [p.name for p in needed if not p.fit]
        gives = EXTRAS.get(name, _names(needed))
        how = f"; missing {', '.join(missing)}: pip install 'sayso[{name}]'" if missing else ""
        yield _line(f"[{name}]", "–" if missing else "ok", gives + how)


def _audit(record: str) -> tuple[dict[str, int], tuple[str, ...]]:
    from sayso.records import Record

    with Record.open(record, make=False) as opened:
        found = opened.audit()
    names = ("reports", "claims", "spans", "originals", "decisions")
    return {name: getattr(found, name) for name in names}, found.damage


def _names(packages: list[Package]) -> str:
    return ", ".join(f"{p.name} {p.version or 'missing'}" for p in packages)


def _line(what: str, state: str, more: str) -> str:
    return f"{what:<12} {state:<8} {more}"
