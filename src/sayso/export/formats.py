"""The formats by name, and how an export gets to its file: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from sayso.core.errors import InputError, MissingExtra
from sayso.export.gather import Bundle


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its module, what it is in a few words, whether it is text (``lines``) or a file (``write``).

    ``world``: it needs incidents and tolls, and takes a policy. ``needs``: the package that it needs
    installed, ``extra`` sayso's extra that installs it.
    """

    module: str
    what: str
    text: bool = True
    world: bool = False
    needs: str | None = None
    extra: str = "export"


FORMATS: Final = {
    "csv": Format("csv_table", "a table, one line a claim; edited, it can be taken back"),
    "jsonl": Format("json_lines", "JSON lines, one line a claim, with every slot"),
    "geojson": Format("geo_json", "points on a map"),
    "acled": Format("acled", "ACLED's 31 columns, one line an incident", world=True),
    "ucdp": Format("ucdp", "UCDP GED's 49 columns, one line a deadly incident", world=True),
    "plover": Format("plover", "PLOVER events as JSON lines"),
    "polecat": Format("polecat", "POLECAT's 40 columns, tab-separated"),
    "gkg": Format("gkg", "GDELT's Global Knowledge Graph 2.1, a line a report with its counts"),
    "xlsx": Format("xlsx", "a workbook, one sheet a table", text=False, world=True, needs="openpyxl"),
    "parquet": Format("parquet", "a typed, nested table", text=False, needs="pyarrow"),
    "hxl": Format("hxl", "a table with the tags of the Humanitarian Exchange Language"),
    "w3c": Format("w3c", "Web Annotations"),
    "labelstudio": Format(
        "label_studio", "Label Studio tasks with predictions; decided, they can be taken back"
    ),
    "labels": Format("labels", "training labels: what persons decided, texts with their claims"),
    "brat": Format("brat", "a zip of texts and brat's standoff annotations", text=False),
    "datasette": Format("datasette", "an SQLite database to be shown with Datasette", text=False, world=True),
    "rdf": Format("prov", "Turtle: PROV-O and schema.org's Claim", needs="rdflib"),
    "ftm": Format("ftm", "FollowTheMoney entities as JSON lines"),
    "ftm-statements": Format(
        "ftm_statements",
        "FollowTheMoney statements as CSV, a row a value",
        needs="followthemoney",
        extra="ftm",
    ),
}


def lines(name: str, bundle: Bundle) -> Iterator[str]:
    """The text of a text format, piece by piece."""
    found: Iterator[str] = _module(name).lines(bundle)
    return found


def save(name: str, bundle: Bundle, path: Path) -> list[Path]:
    """Write the export and what belongs to it; gives back the files. A file that was there is replaced at the end.

    Raises MissingExtra where a package is not installed, InputError where the file cannot be written.
    """
    module = _module(name)
    made = [_whole(path, partial(_fill, module, bundle))]
    for suffix, text in getattr(module, "beside", lambda _: {})(path).items():
        made.append(_whole(path.with_suffix(suffix), partial(_write_lines, [text])))
    return made


def left_out(name: str, bundle: Bundle) -> dict[str, int]:
    """What the format has no place for: why, and how many incidents or claims. Empty where it holds all."""
    found: dict[str, int] = getattr(_module(name), "left_out", lambda _: {})(bundle)
    return found


def _fill(module: Any, bundle: Bundle, at: Path) -> None:
    if hasattr(module, "lines"):
        _write_lines(module.lines(bundle), at)
    else:
        module.write(bundle, at)


def _write_lines(pieces: Iterable[str], at: Path) -> None:
    with at.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
        out.writelines(pieces)


def _whole(path: Path, fill: Callable[[Path], None]) -> Path:
    """Fill a file beside the path, then rename it: whoever looks sees the old file or the new one, never a half."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        at = Path(name)
        try:
            fill(at)
            at.chmod(0o666 & ~_umask())
            at.replace(path)
        finally:
            at.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror or error}); check the folder and its permissions."
        ) from None
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _module(name: str) -> Any:
    needs = FORMATS[name].needs
    if needs is not None:
        try:
            import_module(needs)
        except ModuleNotFoundError:
            raise MissingExtra(
                f"Export as {name} needs the package {needs}: pip install 'sayso[{FORMATS[name].extra}]'."
            ) from None
    return import_module(f"sayso.export.{FORMATS[name].module}")
