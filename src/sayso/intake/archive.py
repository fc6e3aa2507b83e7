"""Members of zip and tar archives, one by one and never onto the disk; a bad member costs itself alone."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final, TypeAlias

from sayso.core.coded import Failure
from sayso.core.errors import InputError
from sayso.intake.document import LARGEST

_LARGEST_HEADER: Final = 1_000_000
_ENCRYPTED: Final = 0x1
_BAD: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
)
Member: TypeAlias = tuple[str, BinaryIO]
Wanted: TypeAlias = Callable[[str], bool]
"""Whether a member of this name may hold reports."""


def zip_members(stream: BinaryIO, wanted: Wanted) -> Iterator[Member | Failure]:
    """Name and bytes of each wanted member, in the archive's order; failures name the member.

    Raises InputError where the archive itself is damaged.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BAD, ValueError):
        raise InputError("the zip archive is damaged or breaks off.") from None
    with archive:
        for entry in archive.infolist():
            if entry.is_dir() or not wanted(entry.filename):
                continue
            if problem := _problem(entry.filename, entry.file_size):
                yield Failure(entry.filename, problem)
            elif entry.flag_bits & _ENCRYPTED:
                yield Failure(entry.filename, "this member is encrypted.")
            else:
                try:
                    with archive.open(entry) as member:
                        yield entry.filename, member  # type: ignore[misc]
                except _BAD:
                    yield Failure(
                        entry.filename, "this member is damaged or packed in a way that is not read."
                    )


def tar_members(stream: BinaryIO, wanted: Wanted) -> Iterator[Member | Failure]:
    """Name and bytes of each wanted member of an unpacked tar stream. Links and devices fail: nothing is followed."""
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Member) as archive:
            for entry in archive:
                count += 1
                if entry.isdir() or not wanted(entry.name):
                    continue
                if not entry.isreg():
                    yield Failure(entry.name, "this member is a link or a device, not a file.")
                elif problem := _problem(entry.name, entry.size):
                    yield Failure(entry.name, problem)
                elif (member := archive.extractfile(entry)) is not None:
                    yield entry.name, member  # type: ignore[misc]
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError, UnicodeError):
        raise InputError(f"the tar archive is damaged or breaks off after {count} members.") from None


def _problem(name: str, size: int) -> str | None:
    """Why a member is not opened: single pages have a size, and a name that stays inside the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return "the name of this member leads out of the archive; it is not read."
    if size > LARGEST and not name.lower().endswith(
        (".jsonl", ".ndjson", ".warc", ".gz", ".zst", ".xz", ".bz2")
    ):
        return f"larger than {LARGEST // 1_000_000} MB."
    return None


class _Member(tarfile.TarInfo):
    """Refuses headers of any size: the library would read a header of 8 GB into memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if (
            not self.isreg()
            and self.size > _LARGEST_HEADER
            and self.type not in {tarfile.SYMTYPE, tarfile.LNKTYPE}
        ):
            raise tarfile.ReadError("a header is too large")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return found
