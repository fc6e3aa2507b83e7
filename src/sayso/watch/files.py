"""Folders and files: which of their files are new or changed since they were last read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.watch.state import State

SETTLED_S: Final = 2.0
"""A file that was written to less than so many seconds ago may still be growing."""
_PASSED: Final = (".part", ".tmp", ".crdownload", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Changed:
    """A file to be read. ``stamp`` tells its state; ``written``: when it was written to last, in seconds since 1970."""

    path: Path
    stamp: str
    written: float


def changed(state: State, paths: Iterable[Path]) -> Iterator[Changed]:
    """The files that are not known in this state, by name; hidden and unfinished ones are passed over."""
    known = {row["path"]: row["stamp"] for row in state.rows("SELECT path, stamp FROM files")}
    for root in paths:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            try:
                if _passed(path, root) or not path.is_file():
                    continue
                about = path.stat()
            except OSError:
                continue  # gone again, or not ours to see
            stamp = f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"
            if known.get(str(path.absolute())) != stamp:
                yield Changed(path, stamp, max(about.st_mtime, about.st_ctime))


def _passed(path: Path, root: Path) -> bool:
    inner = path.relative_to(root).parts if path != root else (path.name,)
    return any(part.startswith(".") for part in inner) or path.name.endswith(_PASSED)


def note(state: State, file: Changed, problem: str | None) -> None:
    """Write down that the file was read in this state."""
    state.run(
        "INSERT INTO files VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET stamp = excluded.stamp, problem = excluded.problem",
        str(file.path.absolute()), file.stamp, problem,
    )  # fmt: skip
