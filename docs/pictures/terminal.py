"""Draws what ``sayso read`` prints in a terminal: ``python docs/pictures/terminal.py OUT.svg LINES PATH…``."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

from sayso.cli.table import render
from sayso.cli.terminal import Style
from sayso.core.coded import CodedReport
from sayso.pipeline import read

_LOOK = re.compile(r"\x1b\[([0-9;]*)m")
_CLASSES = {"1": "b", "2": "d", "4": "u", "31": "red", "33": "yellow", "36": "cyan", "32": "green"}
_LINE, _CHAR, _PAD = 19, 8.43, 16
_STYLE = """
rect { fill: #fbfaf6; stroke: #dcd8ce }
text { fill: #1d1c1a; font: 14px/19px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
.b { font-weight: 700 } .d { fill: #5d5a54 } .u { text-decoration: underline }
.red { fill: #a11212 } .yellow { fill: #7a5200 } .cyan { fill: #00616b } .green { fill: #1a5c2a }
@media (prefers-color-scheme: dark) {
  rect { fill: #171716; stroke: #3a3833 } text { fill: #e9e6df } .d { fill: #a8a49b }
  .red { fill: #ff9c94 } .yellow { fill: #efbf5e } .cyan { fill: #6fd3dd } .green { fill: #8fd6a0 }
}
"""


def draw(lines: list[str], width: int) -> str:
    """An SVG of terminal lines with their ANSI looks, ``width`` characters wide."""
    rows = []
    for number, line in enumerate(lines):
        at, classes = 0, ""
        y = _PAD + 14 + number * _LINE
        for index, piece in enumerate(_LOOK.split(line)):
            if index % 2:
                classes = " ".join(_CLASSES[c] for c in piece.split(";") if c in _CLASSES)
            elif piece:
                length = f' textLength="{len(piece) * _CHAR:.1f}" lengthAdjust="spacingAndGlyphs"'
                x = _PAD + at * _CHAR
                rows.append(
                    f'<text x="{x:.1f}" y="{y}" class="{classes}"{length}>{html.escape(piece)}</text>'
                )
                at += len(piece)
    wide, high = 2 * _PAD + width * _CHAR, 2 * _PAD + len(lines) * _LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high}" viewBox="0 0 {wide:.0f} {high}">'
        f'<style>{_STYLE}</style><rect x=".5" y=".5" width="{wide - 1:.0f}" height="{high - 1}" rx="6"/>'
        + "\n".join(rows)
        + "</svg>\n"
    )


def main(out: str, most: str, *paths: str) -> None:
    """Reads the reports and draws at most so many lines."""
    style = Style(80, colour=True)
    reports = [each for each in read(paths) if isinstance(each, CodedReport)]
    lines = [line for each in reports for line in render(each, style)]
    Path(out).write_text(draw(lines[: int(most)], style.width), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
