"""What is given to be read, as shards: pieces of work of which each gives one table and one manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Final

from sayso import __version__
from sayso.batch.work import How
from sayso.core.errors import UsageError
from sayso.intake.sources import files_in, kind_of, listed

LOOSE: Final = 500  # pages of a folder that make one shard
_HOLDERS: Final = frozenset({"warc", "jsonl", "zip", "tar", "parquet", "feed"})
_ENDS: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read together, in this order. ``name``: that of its table and manifest, the same on every run."""

    name: str
    paths: tuple[str, ...]


def shards(sources: Iterable[str | Path]) -> list[Shard]:
    """Each archive, table or file of lines is a shard; loose pages are taken together by 500, in the given order.

    Raises UsageError for what is no file, folder or list of paths.
    """
    loose, made = [], []
    for path in _files(sources):
        if kind_of(path.name) in _HOLDERS:
            made.append(_shard([path]))
        else:
            loose.append(path)
    rest = iter(loose)
    while some := list(islice(rest, LOOSE)):
        made.append(_shard(some))
    return list({shard.name: shard for shard in made}.values())


def _files(sources: Iterable[str | Path]) -> Iterator[Path]:
    for source in sources:
        path = Path(source)
        if path.is_dir():
            yield from files_in(path)
        elif not path.is_file():
            raise UsageError(
                f"{source} is no file or folder; sayso batch reads files that all workers can reach."
            )
        elif kind_of(path.name) == "paths":
            yield from listed(path)
        else:
            yield path


def _shard(paths: list[Path]) -> Shard:
    whole = tuple(str(p.absolute()) for p in paths)
    told = "\n".join(whole).encode("utf-8", "surrogateescape")
    stem = paths[0].name.split(".")[0] if len(paths) == 1 else f"pages-{paths[0].parent.name}"
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", stem)[:60].strip("-") or "shard"
    return Shard(f"{name}-{blake2b(told, digest_size=6).hexdigest()}", whole)


def fingerprint(shard: Shard, how: How) -> str:
    """A hash over what decides the result: the files (size, first and last 64 KB), the options, the reader and sayso.

    Raises OSError where a file is gone.
    """
    digest = blake2b(digest_size=16)
    digest.update(json.dumps([asdict(how), __version__, _card()], sort_keys=True).encode())
    for path in shard.paths:
        with Path(path).open("rb") as file:
            size = file.seek(0, 2)
            digest.update(f"{path}\0{size}\0".encode("utf-8", "surrogateescape"))
            for at in (0, max(0, size - _ENDS)):
                file.seek(at)
                digest.update(file.read(_ENDS))
    return digest.hexdigest()


def _card() -> str:
    """What identifies the learned reader, if there is one."""
    card = files("sayso.reader").joinpath("models", "card.json")
    return card.read_text("utf-8") if card.is_file() else ""
