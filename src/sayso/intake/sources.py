"""Files, folders, archives, lists, tables and addresses to `Document`s: nothing is parsed yet, all is bounded."""

from __future__ import annotations

import io
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gzip import BadGzipFile
from pathlib import Path, PurePosixPath
from tarfile import TarError
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias, cast
from zipfile import BadZipFile

from sayso.core.coded import Failure
from sayso.core.errors import InputError, SaysoError
from sayso.intake.archive import tar_members, zip_members
from sayso.intake.document import LARGEST, Document
from sayso.intake.encoding import decode
from sayso.intake.packed import unpacked
from sayso.intake.warc import pages

if TYPE_CHECKING:
    from sayso.intake.fetch import Fetcher

STANDARD_INPUT: Final = "standard input"
BAD: Final = (SaysoError, OSError, ValueError, EOFError, zlib.error, lzma.LZMAError)
"""What reading a source may raise; `sentence` says it in words."""
_BROKEN: Final = (EOFError, zlib.error, lzma.LZMAError, BadGzipFile, BadZipFile, TarError)
_BAD_MEMBER: Final[tuple[type[Exception], ...]] = (*BAD, BadZipFile, TarError)

_KINDS: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".mhtml": "other",
    ".txt": "text", ".text": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".warc": "warc", ".parquet": "parquet", ".zip": "zip", ".paths": "paths",
    ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar", ".tzst": "tar",
}  # fmt: skip
_IN_FOLDERS: Final = frozenset({"html", "text", "jsonl", "feed", "warc", "parquet", "zip", "tar"})
_IN_ARCHIVES: Final = frozenset({"html", "text", "jsonl", "feed", "warc", "zip", "tar"})
_PACKED: Final = frozenset({".gz", ".bz2", ".xz", ".zst"})
_NONE: Final[Mapping[str, str]] = {}
Meter: TypeAlias = Callable[[int], None]
"""Told how many more bytes were read of a file."""


def unmetered(_: int) -> None:
    """Where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class _How:
    columns: Mapping[str, str]
    meter: Meter


def documents(
    source: str | Path,
    *,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] = _NONE,
    meter: Meter = unmetered,
) -> Iterator[Document | Failure]:
    """The documents of a file, folder, archive, list of paths, address or ``-`` (standard input), in a fixed order.

    Never raises for a bad input: each gives one `Failure` with one sentence, and the others go on.
    ``allow_private`` lets addresses inside private networks be fetched; ``stdin`` stands for standard input in tests;
    ``columns`` names the JSON keys or table columns that hold a report's fields; ``meter`` is told of bytes read.
    """
    how = _How(columns, meter)
    name = str(source)
    try:
        if name == "-":
            yield from _piped(stdin or sys.stdin.buffer, columns)
        elif re.match(r"https?://", name, re.IGNORECASE):
            yield _address(name, allow_private)
        elif Path(name).is_dir():
            yield from _folder(Path(name), how)
        else:
            yield from _file(Path(name), how)
    except BAD as error:
        yield Failure(STANDARD_INPUT if name == "-" else name, sentence(error))


def kind_of(name: str) -> str | None:
    """What a file of this name holds, packed or not; None where the name does not tell."""
    suffixes = [s.lower() for s in PurePosixPath(name).suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return _KINDS.get(suffixes[-1]) if suffixes else None


def files_in(folder: Path) -> list[Path]:
    """The files below a folder that may hold reports, sorted; hidden ones are left out."""
    return [
        p
        for p in sorted(folder.rglob("*"))
        if kind_of(p.name) in _IN_FOLDERS and p.is_file() and not _hidden(p.relative_to(folder).parts)
    ]


def listed(path: Path) -> list[Path]:
    """The files that a list of paths names, one a line (the form of Common Crawl's ``warc.paths.gz``).

    A relative name is looked for beside the list and in the folders above it. Raises InputError for an address.
    """
    with path.open("rb") as raw:
        lines = decode(_whole(unpacked(raw))).split("\n")
    found = []
    for name in filter(None, (line.strip() for line in lines)):
        if re.match(r"\w+://", name):
            raise InputError(f"the list names an address ({name[:80]}); download the archives first.")
        homes = [path.absolute().parent, *path.absolute().parent.parents]
        found.append(next((home / name for home in homes if (home / name).exists()), Path(name)))
    return found


def size_of(sources: Iterable[str | Path]) -> int:
    """Bytes of the files that the sources name, as they lie there; addresses and standard input count nothing."""
    total = 0
    for source in sources:
        path = Path(source)
        try:
            if path.is_dir():
                total += sum(p.stat().st_size for p in files_in(path))
            elif path.is_file():
                total += size_of(listed(path)) if kind_of(path.name) == "paths" else path.stat().st_size
        except BAD:
            continue  # whoever reads it will say why it cannot be read
    return total


def sentence(error: Exception) -> str:
    """An exception of `BAD` as one sentence."""
    if isinstance(error, SaysoError):
        return str(error)
    if isinstance(error, PermissionError):
        return "this file may not be read (no permission)."
    if isinstance(error, _BROKEN):
        return "it is damaged or breaks off, and cannot be unpacked."
    if isinstance(error, OSError):
        return f"this cannot be read ({error.strerror or error or type(error).__name__})."
    return "this name is no path that can be read."


def _piped(stream: BinaryIO, columns: Mapping[str, str]) -> Iterator[Document | Failure]:
    """Standard input: JSON lines one by one, however many, anything else as one document."""
    stream = unpacked(stream)
    first = stream.readline(LARGEST + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_json_line(first):
        yield Document(STANDARD_INPUT, first, "line", line=1, columns=columns)
        yield from _lines(stream, STANDARD_INPUT, columns, 1)
    else:
        data = first + stream.read(LARGEST + 1 - len(first))
        yield Document(STANDARD_INPUT, _bounded(data), columns=columns)


def _is_json_line(line: bytes) -> bool:
    from sayso.intake.read import is_json

    return is_json(decode(line))


def _address(url: str, allow_private: bool) -> Document:
    got = _client(allow_private).fetch(url)
    kind = "text" if got.media_type == "text/plain" else "html" if "html" in got.media_type else None
    return Document(url, got.data, kind, url=got.url, charset=got.charset)


@cache
def _client(allow_private: bool) -> Fetcher:
    """One for all addresses of this process: pauses between them are kept, and robots.txt is asked for once a day."""
    from sayso.intake.fetch import Fetcher

    return Fetcher(allow_private=allow_private)


def _folder(folder: Path, how: _How) -> Iterator[Document | Failure]:
    files = files_in(folder)
    if not files:
        raise InputError(
            "the folder holds no reports (.html, .txt, .jsonl, .xml feeds, archives, plain or packed)."
        )
    for path in files:
        yield from _one_of_many(path, how)


def _one_of_many(path: Path, how: _How) -> Iterator[Document | Failure]:
    try:
        yield from _file(path, how)
    except BAD as error:
        yield Failure(str(path), sentence(error))


def _file(path: Path, how: _How) -> Iterator[Document | Failure]:
    if not path.exists():
        raise InputError("there is no such file or folder.")
    kind, source = kind_of(path.name), str(path)
    if kind == "paths":
        for each in listed(path):
            yield from _one_of_many(each, how)
        return
    with _open(path, how.meter) as raw:
        if kind == "parquet":
            from sayso.intake.table import rows

            yield from rows(raw, source, how.columns)
        elif kind == "zip":
            yield from _members(zip_members(raw, _wanted), source, how.columns)
        elif kind == "tar":
            yield from _members(tar_members(unpacked(raw), _wanted), source, how.columns)
        else:
            yield from _stream(unpacked(raw), source, kind, path.name, how.columns)


def _open(path: Path, meter: Meter) -> BinaryIO:
    """The file; the meter is told what is read of it."""
    if not path.is_file():  # a pipe: it is read once, and nobody knows how long it is
        return path.open("rb")
    return cast(BinaryIO, io.BufferedReader(_Metered(path, meter), 1 << 18))


class _Metered(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = super().readinto(buffer) or 0
        self._meter(count)
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._meter(len(data))
        return data


def _stream(
    stream: BinaryIO, source: str, kind: str | None, name: str, columns: Mapping[str, str]
) -> Iterator[Document | Failure]:
    if kind == "jsonl":
        yield from _lines(stream, source, columns)
    elif kind == "warc":
        yield from pages(stream, source, LARGEST)
    else:
        yield Document(source, _whole(stream), kind, columns=columns, name=name)


def _members(
    members: Iterator[tuple[str, BinaryIO] | Failure], archive: str, columns: Mapping[str, str]
) -> Iterator[Document | Failure]:
    """What the members of an archive hold, each under ``archive#member``."""
    empty = True
    for member in members:
        empty = False
        if isinstance(member, Failure):
            yield Failure(f"{archive}#{member.source}", member.reason)
            continue
        name, stream = member
        kind = kind_of(name)
        try:
            if kind in {"zip", "tar"}:
                raise InputError("an archive inside an archive is not opened; unpack it first.")
            yield from _stream(unpacked(stream), f"{archive}#{name}", kind, PurePosixPath(name).name, columns)
        except _BAD_MEMBER as error:
            yield Failure(f"{archive}#{name}", sentence(error))
    if empty:
        raise InputError(
            "the archive holds no reports (.html, .txt, .jsonl, .xml feeds, .warc, plain or packed)."
        )


def _wanted(name: str) -> bool:
    return kind_of(name) in _IN_ARCHIVES and not _hidden(PurePosixPath(name).parts)


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts)


def _whole(stream: BinaryIO) -> bytes:
    return _bounded(stream.read(LARGEST + 1))


def _bounded(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB; split it into single reports.")
    return data


def _lines(
    stream: BinaryIO, source: str, columns: Mapping[str, str], number: int = 0
) -> Iterator[Document | Failure]:
    """Each line that is not blank. A line over the limit is passed over as it is read; UTF-16 is read whole."""
    head = stream.peek(4)[:4]  # type: ignore[attr-defined]
    if number == 0 and (b"\0" in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"}):
        for number, text in enumerate(decode(_whole(stream)).split("\n"), 1):
            if text.strip():
                yield Document(
                    source, text.encode("utf-8", "surrogatepass"), "line", line=number, columns=columns
                )
        return
    while line := stream.readline(LARGEST + 1):
        number += 1
        if len(line) > LARGEST:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST)
            yield Failure(source, f"line {number}: larger than {LARGEST // 1_000_000} MB.")
        elif line.strip():
            yield Document(source, line, "line", line=number, columns=columns)
