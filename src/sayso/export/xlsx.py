"""``xlsx``: one sheet a table (claims, reports, incidents, figures), headings frozen, and a sheet of notes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sayso.core.claim import STANCES
from sayso.core.figure import SCOPES
from sayso.export.cells import harmless
from sayso.export.gather import Bundle
from sayso.export.tables import tables

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST: Final = 32_767  # characters that a cell can hold
_WIDE: Final = frozenset({"quote", "title", "because", "rule", "what it says", "claims"})
_CHOICES: Final = {
    "decision": ("confirmed", "rejected", "corrected"), "stance": STANCES, "scope": SCOPES,
}  # fmt: skip
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
_NOTES: Final = (
    ("claims", "One line a claim. Write confirmed or rejected into the column decision, or change kind, stance, "
               "claimants, actor, target, place, country, lat, lon, when, measure, low, high, of, scope or as_of, "
               "and take the file back with: sayso import decisions RECORD FILE --by NAME"),
    ("claimants", "The say-so chain, innermost claimant first, parted by ' < '. Empty: the report's own voice."),
    ("start, end", "Offsets in characters into the report's text; quote is exactly text[start:end]."),
    ("low, high", "Exact: equal. At least: high is empty. Up to: low is empty. Words without a number: both empty."),
    ("score", "A calibrated probability that the claim is right; 1 where a person confirmed or corrected it."),
    ("apostrophe", "Text that would run as a formula has an apostrophe before it."),
    ("figures", "Each figure of each claimant with its standing; nothing is added up or chosen."),
    ("answers", "One number a toll by the policy that was asked for, and the rule in words; empty without --policy."),
)  # fmt: skip


def write(bundle: Bundle, path: Path) -> None:
    """Write the workbook; the same bundle gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, columns, rows in tables(bundle):
        _sheet(book, name, columns, rows)
    _sheet(book, "notes", ("column", "what it says"), _NOTES)
    book.save(path)
    _timeless(path)


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns):
        sheet.column_dimensions[_letter(number)].width = 60 if column in _WIDE else 16
    _choices(sheet, columns)
    heading = []
    for column in columns:
        cell = WriteOnlyCell(sheet, value=column)
        cell.font = Font(bold=True)
        heading.append(cell)
    sheet.append(heading)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _choices(sheet: Any, columns: Sequence[str]) -> None:
    """Lists to choose from where only certain words can be taken back."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, words in _CHOICES.items():
        if column in columns and "decision" in columns:
            letter = _letter(columns.index(column))
            choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}1048576")
            sheet.data_validations.append(choice)


def _cell(sheet: Any, value: object) -> object:
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    text = str(harmless(_CONTROL.sub("\ufffd", value)))
    cell = WriteOnlyCell(sheet, value=text[:_MOST])
    cell.data_type = "s"  # words of a report are never a formula, an error value or a date
    return cell


def _letter(number: int) -> str:
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def _timeless(path: Path) -> None:
    """Take the moment of writing out of the file, so that two exports of one record are equal."""
    with zipfile.ZipFile(path) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in _still(parts):
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(info, data)


def _still(parts: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, data in parts:
        yield name, _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", data) if name.endswith("core.xml") else data
