"""What is installed and whether it is as it was released: packages, extras, files, the engine that reads."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

HASHES: Final = "hashes.json"
"""In the package: path → sha256 of every file of data that the steps use. ``python -m release.hashes`` writes it."""

EXTRAS: Final = {
    "serve": "sayso serve: pages and an API",
    "export": "sayso export as xlsx, parquet and rdf",
    "ftm": "sayso export --as ftm by FollowTheMoney's own package",
    "archives": "archives packed as Zstandard, reports in Parquet",
    "cluster": "sayso batch: reading on many machines",
    "postgres": "records in PostgreSQL",
    "mcp": "sayso mcp: assistants may ask a record",
    "frames": "Record.frame for pandas, polars and arrow",
}
"""What each extra for users gives. Any further extra that the package names is listed with its packages."""

FOR_DEVELOPERS: Final = frozenset({"dev", "docs", "tables", "train"})
_STATEMENT: Final = "Police said on Friday that 12 people had been killed in clashes in Almaty."
_REQUIREMENT: Final = re.compile(
    r"^([\w.-]+)(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(?:;.*extra == ['\"]([\w-]+)['\"])?"
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is asked for: its bounds as declared, the version that is installed (None: none is).

    ``extra`` is the extra that asks for it, None for what sayso always needs.
    """

    name: str
    bounds: str
    version: str | None
    extra: str | None = None

    @property
    def fit(self) -> bool:
        """Whether it is installed and not older than its lower bound."""
        least = re.search(r">=\s*([\d.]+)", self.bounds)
        return self.version is not None and (least is None or _numbers(self.version) >= _numbers(least[1]))


@dataclass(frozen=True, slots=True)
class Engine:
    """What reads: the reader's name, its model, what runs it, and whether it found the claim in a sentence of ours."""

    reader: str
    model: str
    runtime: str
    works: bool
    error: str = ""


def packages() -> tuple[Package, ...]:
    """What the installed sayso asks for, by its own metadata; those of developers' extras left out."""
    try:
        asked = metadata.requires("sayso") or []
    except metadata.PackageNotFoundError:
        return ()  # run from a folder of sources that was never installed
    found = []
    for line in asked:
        match = _REQUIREMENT.match(line)
        if match and match[3] not in FOR_DEVELOPERS:
            found.append(Package(match[1], match[2].strip(), _version(match[1]), match[3]))
    return tuple(found)


def data_files(root: Traversable | None = None) -> dict[str, str]:
    """Path in the package → sha256, of each file of data of the steps that read, reconcile and store."""
    root = root or files("sayso")
    found: dict[str, str] = {}
    for step in ("core", "intake", "reader", "resolve", "claims", "reconcile", "record"):
        _hash_all(root.joinpath(step), step, found)
    return dict(sorted(found.items()))


def damage(root: Traversable | None = None) -> tuple[int, tuple[str, ...]]:
    """How many files were checked, and in a sentence each those that are not as they were released.

    Data files are held against `HASHES`; where sayso was installed from a wheel, every file against the wheel's own
    list (PyPA's "Recording installed projects") too.
    """
    root = root or files("sayso")
    try:
        listed: dict[str, str] = json.loads(root.joinpath(HASHES).read_text("utf-8"))
    except (OSError, ValueError):
        return 0, (f"sayso/{HASHES}, the list of files, is missing or damaged.",)
    there = data_files(root)
    told = [f"sayso/{name} is missing." for name in listed if name not in there]
    told += [
        f"sayso/{name} holds other bytes than were released."
        for name, digest in there.items()
        if listed.get(name, digest) != digest
    ]
    told += [f"sayso/{name} is no file of this release." for name in there if name not in listed]
    checked, further = _installed_damage()
    return len(listed) + checked, (*told, *(s for s in further if s not in told))


def engine() -> Engine:
    """The reader that is used where none is named, tried on one sentence."""
    from sayso.intake.text import Given, read_text
    from sayso.pipeline import choose_reader, code, has_model

    name = "learned" if has_model() else "lexicon"
    runtime = f"onnxruntime {_version('onnxruntime')}, CPU" if name == "learned" else "none"
    try:
        report = read_text(_STATEMENT, Given(id="check", published="2022-01-07"))
        coded = code(report, choose_reader(name), layers=True)
    except Exception as error:  # whatever breaks a reader is the finding
        return Engine(name, "", runtime, False, str(error) or type(error).__name__)
    model = coded.layers.reading.model if coded.layers else ""
    works = any(c.kind == "kill" and c.figure and c.figure.low == 12 for c in coded.claims)
    return Engine(name, model, runtime, works, "" if works else "it missed the claim in a plain sentence.")


def database() -> tuple[str, tuple[str, ...]]:
    """SQLite's name with its version, and what of it records need and this one lacks."""
    lacks = []
    with closing(sqlite3.connect(":memory:")) as base:
        options = {row[0] for row in base.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        lacks.append("full-text search (FTS5)")
    if sqlite3.sqlite_version_info < (3, 37):
        lacks.append("STRICT tables (3.37)")
    return f"SQLite {sqlite3.sqlite_version}", tuple(lacks)


def _installed_damage() -> tuple[int, tuple[str, ...]]:
    try:
        listed = metadata.distribution("sayso").files or []
    except metadata.PackageNotFoundError:
        return 0, ()
    told, checked = [], 0
    for entry in listed:
        if entry.hash is None or entry.parts[0] != "sayso":
            continue
        checked += 1
        path = entry.locate()
        try:
            digest = hashlib.new(entry.hash.mode, path.read_bytes()).digest()  # type: ignore[attr-defined]
        except OSError:
            told.append(f"{entry} is missing.")
            continue
        if _url64(digest) != entry.hash.value:
            told.append(f"{entry} holds other bytes than were released.")
    return checked, tuple(told)


def _hash_all(folder: Traversable, path: str, found: dict[str, str]) -> None:
    for entry in folder.iterdir():
        inner = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                _hash_all(entry, inner, found)
        elif not entry.name.endswith((".py", ".pyc")):
            found[inner] = hashlib.sha256(entry.read_bytes()).hexdigest()


def _url64(digest: bytes) -> str:
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version.split("+")[0])[:3])
