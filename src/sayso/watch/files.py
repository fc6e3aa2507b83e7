"""Folders and files: which of their files are new or changed since they were last read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sayso.watch.state import State

SETTLED_S: Final = 2.0
"""A file that was written to less than so many seconds ago may still be growing."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A file to be read. ``stamp`` tells its state; ``written``: when it was written to last, in seconds since 1970."""

    path: Path
    stamp: str
    written: float


def changed(state: State, paths: Iterable[Path]) -> Iterator[Changed]:
    """The files that are not known in this state, by name. In folders only those that can hold reports are looked at;
    hidden and unfinished ones are passed over."""
    from sayso.intake.sources import files_in

    known = {row["path"]: row["stamp"] for row in state.rows("SELECT path, stamp FROM files")}
    for root in paths:
        try:
            found = sorted(files_in(root)) if root.is_dir() else [root]
        except OSError:
            continue  # gone again, or not ours to see
        for path in found:
            try:
                about = path.stat()
            except OSError:
                continue
            stamp = f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"
            if known.get(str(path.absolute())) != stamp:
                yield Changed(path, stamp, max(about.st_mtime, about.st_ctime))


def note(state: State, file: Changed, problem: str | None) -> None:
    """Write down that the file was read in this state."""
    state.run(
        "INSERT INTO files VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET stamp = excluded.stamp, problem = excluded.problem",
        str(file.path.absolute()), file.stamp, problem,
    )  # fmt: skip
