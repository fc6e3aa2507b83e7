"""What the terminal can do, and lines that fit it."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from typing import Final, TextIO

_CODES: Final = {
    "bold": "1", "dim": "2", "underline": "4", "red": "1;31", "yellow": "33", "cyan": "36", "green": "32",
}  # fmt: skip
_LOOKS: Final = re.compile(r"\x1b\[[\d;]*m")
_PLAIN: Final = str.maketrans(
    {"→": ">", "·": "-", "–": "-", "✗": "x", "»": ">", "“": '"', "”": '"', "─": "-", "…": "~"}
)
"""One character for one, so that widths stay, where the terminal's encoding lacks the sign."""


@dataclass(frozen=True, slots=True)
class Style:
    """How to print: columns, whether in colour, whether only in plain ASCII signs, whether with scores and ids."""

    width: int = 80
    colour: bool = False
    ascii: bool = False
    verbose: bool = False

    def paint(self, text: str, *looks: str) -> str:
        """The text in these looks, or as it is where there is no colour."""
        if not self.colour or not looks or not text:
            return text
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{text}\x1b[0m"

    def strike(self, text: str) -> str:
        """The text struck through, its own looks dropped; as it is where there is no colour."""
        return f"\x1b[9;2m{_LOOKS.sub('', text)}\x1b[0m" if self.colour else text

    def signs(self, text: str) -> str:
        """The text with signs that the terminal can show."""
        return text.translate(_PLAIN) if self.ascii else text


def style_for(stream: TextIO, verbose: bool = False) -> Style:
    """The style for a stream: colour only on a terminal and without NO_COLOR (no-color.org); 40 to 160 columns."""
    columns = shutil.get_terminal_size((80, 24)).columns
    colour = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    try:
        "→·–✗»“─…".encode(stream.encoding or "ascii")
        plain = False
    except (UnicodeEncodeError, LookupError):
        plain = True
    return Style(min(max(columns, 40), 160), colour, plain, verbose)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Start and end of each line of the text, broken at spaces; within a word only if it is wider than a line."""
    lines: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        if end < 0:
            end = start + width
        lines.append((start, end))
        start = end + 1 if text[end : end + 1] == " " else end
    if start < len(text) or not lines:
        lines.append((start, len(text)))
    return lines


def wrap_items(items: list[str], width: int, between: str = " · ") -> list[str]:
    """The items joined, broken between items where possible."""
    lines: list[str] = []
    line = ""
    for item in items:
        joined = line + between + item if line else item
        if len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        pieces = [item[a:b] for a, b in wrap(item, width)]
        lines += pieces[:-1]
        line = pieces[-1]
    return [*lines, line] if line else lines
