from __future__ import annotations

import dataclasses
import re

import pytest

from sayso.cli.table import render
from sayso.cli.terminal import Style
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.report import Part, Report

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def _lines(coded: CodedReport, **style: object) -> list[str]:
    return list(render(coded, Style(**style)))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 60, 80, 116, 160])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_terminal(coded: CodedReport, width: int, verbose: bool) -> None:
    for line in _lines(coded, width=width, verbose=verbose):
        assert len(line) <= width, line


@pytest.mark.parametrize("width", [80, 130])
def test_colour_changes_nothing_but_the_looks(coded: CodedReport, width: int) -> None:
    plain = _lines(coded, width=width)
    coloured = _lines(coded, width=width, colour=True)
    assert [_ESCAPES.sub("", line) for line in coloured] == plain
    assert not any("\x1b" in line for line in plain)


def test_every_claim_is_told_with_its_figure_place_time_and_say_so(coded: CodedReport) -> None:
    shown = " ".join(" ".join(_lines(coded)).split())
    for words in (
        "Depot fire in Northport kills 12, army denies shelling",
        "The Northport Mail · from Coast Wire · Wed 2 Mar 2022",
        "health ministry:",
        "12 killed (dock workers), in all, as of 1 Mar 2022",
        "28 Feb – 2 Mar 2022",
        "State radio → relayed by Harbour Gazette:",
        "40+ injured",
        "[Northport]",
        "In the report's own voice:",
        "unsure (0.41)",
        "note: one place is not in the gazetteer: the square",
        "5 claims: 2 asserted, 1 denied, 1 hedged, 1 intended; 4 on somebody's say-so",
    ):
        assert words in shown


def test_stances_differ_without_colour(coded: CodedReport) -> None:
    lines = _lines(coded)
    for sign, kind, word in (("?", "seize", "HEDGED"), ("✗", "bomb", "DENIED"), ("»", "expel", "INTENDED")):
        at = next(i for i, line in enumerate(lines) if re.match(rf" +\d+ {re.escape(sign)} {kind} ", line))
        assert any(word in line for line in lines[at : at + 4])
    assert sum(re.match(r" +\d+ [?✗»] ", line) is not None for line in lines) == 3


def test_an_empty_list_is_never_silent() -> None:
    report = Report("r", "Nothing here.", (Part("body", 0, 13),), title="Quiet")
    lines = _lines(CodedReport(report, (), ("no publication date: relative dates left unresolved",)))
    assert "no claims" in lines[-1]
    assert any("no publication date" in line for line in lines)


def test_a_long_quote_is_cut_around_its_trigger() -> None:
    text = "word " * 80 + "exploded " + "word " * 80
    at = text.index("exploded")
    report = Report("r", text, (Part("body", 0, len(text.rstrip())),), published="2022-03-02")
    quote = report.cut(0, len(text.rstrip()))
    coded = CodedReport(report, (Claim("c1", "bomb", quote, report.cut(at, at + 8)),))
    lines = [line for line in _lines(coded) if line.startswith(("  1", "    "))]
    assert len(lines) == 3
    assert any("exploded" in line for line in lines)
    assert lines[0][16] == "…"
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 80


def test_a_title_cannot_steer_the_terminal(coded: CodedReport) -> None:
    hostile = dataclasses.replace(
        coded.report, title="\x1b]0;owned\x07 \x1b[2J title", publisher="\x9b31m pub"
    )
    lines = _lines(dataclasses.replace(coded, report=hostile), colour=False)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(lines))


@pytest.mark.parametrize("width", [80, 130])
def test_the_same_words_are_not_printed_twice_for_a_second_figure(coded: CodedReport, width: int) -> None:
    first = coded.claims[0]
    assert first.figure is not None
    second = dataclasses.replace(first, id="c2", figure=dataclasses.replace(first.figure, low=4, high=4))
    lines = _lines(dataclasses.replace(coded, claims=(first, second)), width=width)
    assert sum("12 dock workers had been" in line for line in lines) == 1
    assert any(re.match(r"  2   kill +4 killed \(dock workers\)", line) for line in lines)
