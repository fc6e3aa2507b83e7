"""What a watch is given on the command line: addresses, OPML files, folders and files, told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sayso.core.errors import InputError, UsageError

_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """``addresses`` of feeds and sitemaps, and ``paths`` of folders and files, each once, in their order."""

    addresses: tuple[str, ...]
    paths: tuple[Path, ...]


def given(sources: Iterable[str]) -> Given:
    """The sources told apart; an OPML file stands for its feeds. Raises UsageError for what cannot be watched."""
    addresses: list[str] = []
    paths: list[Path] = []
    for source in sources:
        if re.match(r"https?://", source, re.IGNORECASE):
            addresses.append(source)
        elif re.match(r"[a-z][a-z0-9+.-]+://", source, re.IGNORECASE):
            raise UsageError(
                f"{source} cannot be watched; give an http or https address, a folder or an OPML file."
            )
        elif (found := _feeds(Path(source))) is not None:
            addresses += found
        else:
            paths.append(Path(source))
    return Given(tuple(dict.fromkeys(addresses)), tuple(dict.fromkeys(paths)))


def _feeds(path: Path) -> tuple[str, ...] | None:
    """The feeds of an OPML file; None for a folder or another file."""
    from sayso.intake.opml import feeds_of, is_opml

    if not path.exists():
        raise UsageError(
            f"{path}: there is no such file or folder; an address begins with http:// or https://."
        )
    if path.is_dir():
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST)
        return feeds_of(data) if is_opml(data) else None
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None
    except InputError as error:
        raise UsageError(f"{path}: {error}") from None
