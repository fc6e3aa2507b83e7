"""A large record is compared in a process of its own; what comes of it is kept in a file, for the next start too."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import select

from sayso.core.errors import SaysoError
from sayso.record.schema import about
from sayso.records import Record
from sayso.serve.kept import Kept

FOLDER: Final = "SAYSO_CACHE"
"""The environment's name for the folder in which comparisons are kept; else the user's own cache folder."""


class Working(SaysoError):
    """The record is still being compared, and there is no earlier comparison to show."""


class Aside:
    """Starts comparisons of a record and finds their files: those of now in the cache folder, of other moments in one
    that ends with the program. One process at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._child: subprocess.Popen[str] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def kept(self, as_of: str | None, mark: str, before: Kept | None) -> Kept:
        """The comparison of this state; while it is worked out, the one ``before``, or the last that there is.

        Raises Working where there is none.
        """
        path = self._path(as_of, mark)
        found = Kept.open(path)
        if found is not None:
            if self._child is not None and self._child.poll() is not None:
                self._ended()
            self._tidy(as_of, path)
            return found
        self._start(as_of, mark, path)
        found = before or (None if as_of else self._last())
        if found is None:
            raise Working(
                "All reports of the record are being compared with each other. That takes about a minute for 100,000 "
                "claims and is done once; this page then shows itself."
            )
        return found

    def _start(self, as_of: str | None, mark: str, path: Path) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        self._ended()
        asked = {"address": self._record.store.address, "as_of": as_of, "mark": mark, "out": str(path)}
        # The address stands in no command line: it may hold a password.
        self._child = subprocess.Popen(
            [sys.executable, "-m", "sayso.serve.derive"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._child.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.write(json.dumps(asked))
            self._child.stdin.close()
        self._child.stdin = None  # what is left to do with it is done

    def _ended(self) -> None:
        """Takes leave of a comparison that has ended; raises SaysoError where it failed."""
        if self._child is None:
            return
        child, self._child = self._child, None
        said = (child.communicate()[1] or "").strip().splitlines()
        if child.returncode:
            reason = said[-1] if said else "no reason was given"
            raise SaysoError(f"The reports could not be compared: {reason}.")

    def close(self) -> None:
        """End a comparison that is still going on, and forget those of other moments."""
        if self._child is not None:
            self._child.terminate()
            self._child.communicate()
            self._child = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _path(self, as_of: str | None, mark: str) -> Path:
        if as_of is None:
            return self._home() / f"{self._name()}-{mark}.desk"
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sayso-desk-")
        told = hashlib.sha256(as_of.encode()).hexdigest()[:16]
        return Path(self._folder.name, f"{told}-{mark}.desk")

    def _home(self) -> Path:
        given = os.environ.get(FOLDER) or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "sayso")
        home = Path(given).expanduser()
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SaysoError(
                f"No comparison can be kept in {home} ({error.strerror}); name another folder in {FOLDER}."
            ) from None
        return home

    def _name(self) -> str:
        """The same for the same record at the same place."""
        with self._record.store.reading() as connection:
            made = connection.execute(select(about.c.value).where(about.c.key == "made_at")).scalar()
        path = self._record.store.path
        where = str(path.resolve()) if path else self._record.store.name
        return hashlib.sha256(f"{where}\n{made}".encode("utf-8", "backslashreplace")).hexdigest()[:16]

    def _last(self) -> Kept | None:
        files = sorted(self._home().glob(f"{self._name()}-*.desk"), key=lambda p: p.stat().st_mtime)
        return next((kept for path in reversed(files) if (kept := Kept.open(path))), None)

    def _tidy(self, as_of: str | None, path: Path) -> None:
        """Comparisons of earlier states are of no further use; whoever has one open keeps it until it is closed."""
        if as_of is None:
            for old in self._home().glob(f"{self._name()}-*.desk"):
                if old != path:
                    with contextlib.suppress(OSError):
                        old.unlink()
