"""JSON lines to `Report`s: ``text``, and optionally ``id``, ``title``, ``published``, ``publisher``, ``url``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sayso.core.coded import Failure
from sayso.core.errors import InputError, SaysoError
from sayso.core.report import Report
from sayso.intake.text import Given, read_text

_FIELDS: Final = ("id", "title", "published", "publisher", "url")
_AS_NAMED: Final[Mapping[str, str]] = {}


def read_lines(
    lines: Iterable[str], source: str, columns: Mapping[str, str] = _AS_NAMED
) -> Iterator[Report | Failure]:
    """A report or a failure for each line that is not blank; a failure names its line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield read_line(line, columns)
        except SaysoError as error:
            yield Failure(source, f"line {number}: {error}")


def read_line(line: str, columns: Mapping[str, str] = _AS_NAMED) -> Report:
    """The report of one line. A line that ``sayso read --json`` printed is read back by its ``report``.

    Raises InputError with what is wrong with it.
    """
    try:
        row = json.loads(line.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise InputError(
            f"not JSON ({error.msg} at character {error.pos}); each line must be one JSON object."
        ) from None
    except (RecursionError, ValueError):
        raise InputError("not JSON that can be read: nested too deeply, or a number too long.") from None
    return read_row(row, columns)


def read_row(row: Any, columns: Mapping[str, str] = _AS_NAMED) -> Report:
    """The report of one JSON object; ``columns`` names keys other than the fields' own (field → key).

    Raises InputError where a field is missing or of the wrong type.
    """
    if isinstance(row, dict) and isinstance(row.get("report"), dict):
        row = row["report"]
    if not isinstance(row, dict):
        raise InputError(f'a JSON {type(row).__name__} where an object like {{"text": "…"}} is needed.')
    if columns:
        row = row | {field: row.get(key) for field, key in columns.items()}
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError('no "text" in the JSON object; give each report\'s text as a string under "text".')
    for name in _FIELDS:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise InputError(f'"{name}" is no string.')
    if "\0" in text:
        raise InputError("the text holds NUL characters: it is binary, not text.")
    given = {name: row[name].strip() or None for name in _FIELDS if row.get(name)}
    return read_text(text, Given(**given))
