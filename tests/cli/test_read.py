"""``sayso read`` over a pipeline that gives back what the test wants; the real one is tested in test_end_to_end.py."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.cli.main import main
from sayso.core.coded import CodedReport, Failure
from sayso.core.errors import InputError
from sayso.core.report import Part, Report

Results = list[CodedReport | Failure]
_REPORT = (
    "id",
    "title",
    "published",
    "publisher",
    "byline",
    "agency",
    "updated",
    "notice",
    "url",
    "language",
    "text",
)


@dataclasses.dataclass
class _Options:
    published: str | None = None
    layers: bool = False
    private: bool = False
    reader: str | None = None
    seconds: float = 60.0


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Results], list[Any]]:
    """Makes the pipeline give back these results; gives back the list of its calls."""

    def install(results: Results) -> list[Any]:
        calls: list[Any] = []

        def read(paths: Iterable[str], options: _Options) -> Iterator[CodedReport | Failure]:
            calls.append((list(paths), options))
            yield from results

        fake = types.ModuleType("sayso.pipeline")
        vars(fake).update(read=read, Options=_Options)
        monkeypatch.setitem(sys.modules, "sayso.pipeline", fake)
        monkeypatch.setattr(sayso, "pipeline", fake, raising=False)
        return calls

    return install


def test_json_is_one_line_a_report_in_the_contracts_form(
    coded: CodedReport, reads: Callable[[Results], list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    calls = reads([coded, coded])
    assert main(["read", "--json", "a.txt", "b.txt"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    row = json.loads(lines[0])
    assert set(row) == {"report", "claims", "notes"}
    assert set(_REPORT) | {"parts"} <= set(row["report"])
    text = row["report"]["text"]
    for claim in row["claims"]:
        for slot in ("quote", "trigger", "actor", "target", "place", "when", "figure"):
            assert slot in claim
        for span in [v for v in claim.values() if isinstance(v, dict)] + claim["says"]:
            assert text[span["start"] : span["end"]] == span["text"]
    first = row["claims"][0]
    assert (first["kind"], first["stance"], first["score"]) == ("kill", "asserted", 0.93)
    assert {"low": 12, "high": 12, "measure": "killed", "of": "dock workers", "scope": "total"}.items() <= (
        first["figure"].items()
    )
    assert row["claims"][2]["says"][0]["name"] == "?"
    assert row["claims"][4]["says"] == []
    assert calls == [(["a.txt", "b.txt"], _Options())]


def test_options_reach_the_pipeline(coded: CodedReport, reads: Callable[[Results], list[Any]]) -> None:
    calls = reads([coded])
    words = ["--layers", "--published", "2022-01-07", "--private", "--reader", "lexicon", "--time-limit", "5"]
    assert main(["read", "--json", *words, "-"]) == 0
    assert calls == [(["-"], _Options("2022-01-07", True, True, "lexicon", 5.0))]


def test_a_failed_input_is_named_and_the_others_are_done(
    coded: CodedReport, reads: Callable[[Results], list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    reads(
        [Failure("gone.txt", "There is no file gone.txt."), coded, Failure("x.bin", "It is\nbinary\x1b[2J.")]
    )
    assert main(["read", "--json", "gone.txt", "a.txt", "x.bin"]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err == "sayso: There is no file gone.txt.\nsayso: x.bin: It is binary[2J.\n"


@pytest.mark.parametrize(
    "words",
    [
        ["--layers", "a.txt"],
        ["--published", "Friday", "a.txt"],
        ["--html", "no/such/folder/out.html", "a.txt"],
        ["-", "-"],
    ],
)
def test_what_cannot_be_meant_is_wrong_use(
    words: list[str], reads: Callable[[Results], list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    calls = reads([])
    assert main(["read", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert calls == []


def test_an_error_on_purpose_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, reads: Callable[[Results], list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    reads([])

    def read(paths: Iterable[str], options: _Options) -> Iterator[CodedReport]:
        raise InputError("The reader's model is missing.")

    monkeypatch.setattr(sys.modules["sayso.pipeline"], "read", read)
    assert main(["read", "a.txt"]) == 1
    assert capsys.readouterr().err == "sayso: The reader's model is missing.\n"


def test_html_writes_one_page_and_prints_no_table(
    coded: CodedReport,
    reads: Callable[[Results], list[Any]],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    reads([coded, coded])
    out = tmp_path / "out.html"
    assert main(["read", "--html", str(out), "a.txt"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"sayso: {out} holds 2 reports; open it in a browser.\n"
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == [out]


def test_html_and_json_go_together_and_quiet_is_quiet(
    coded: CodedReport,
    reads: Callable[[Results], list[Any]],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    reads([coded])
    assert main(["-q", "read", "--json", "--html", str(tmp_path / "o.html"), "a.txt"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err == ""


def test_html_does_not_overwrite_an_input_and_writes_nothing_for_nothing(
    reads: Callable[[Results], list[Any]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("mine")
    reads([Failure(str(page), "It is empty.")])
    assert main(["read", "--html", str(page), str(page)]) == 2
    assert main(["read", "--html", str(tmp_path / "new.html"), str(page)]) == 1
    assert page.read_text() == "mine"
    assert not (tmp_path / "new.html").exists()
    assert "is not written" in capsys.readouterr().err


def test_no_progress_where_standard_error_is_no_terminal(
    coded: CodedReport, reads: Callable[[Results], list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    reads([coded] * 3)
    assert main(["read", "a.txt"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.count("5 claims:") == 3


def test_progress_on_a_terminal_is_cleared_in_the_end(
    coded: CodedReport,
    reads: Callable[[Results], list[Any]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads([coded, Failure("b", "No."), coded])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["read", "--json", "a"]) == 1
    shown = capsys.readouterr().err
    assert "2 read, 1 failed" in shown
    assert shown.endswith("\r\x1b[K")


_PROGRAM = """
import sys, types
import sayso
from sayso.cli.main import main
from sayso.core.jsonl import load
fake = types.ModuleType("sayso.pipeline")
fake.Options = lambda **k: None
line = open(sys.argv[1], encoding="utf-8").read()
fake.read = lambda paths, options: (load(line) for _ in range(2000))
sys.modules["sayso.pipeline"] = sayso.pipeline = fake
sys.exit(main(["read", *sys.argv[2:], "x"]))
"""


def _start(coded: CodedReport, tmp_path: Path, *words: str) -> subprocess.Popen[bytes]:
    from sayso.core.jsonl import dump

    line = tmp_path / "line.json"
    line.write_text(dump(coded), encoding="utf-8")
    command = [sys.executable, "-c", _PROGRAM, str(line), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_reader_that_stops_reading_is_no_error(
    coded: CodedReport, tmp_path: Path, words: tuple[str, ...]
) -> None:
    with _start(coded, tmp_path, *words) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_json_is_utf_8_and_takes_a_lone_surrogate(tmp_path: Path) -> None:
    text = "Smoke over the harbour – \ud83d and “more”."
    coded = CodedReport(Report("r", text, (Part("body", 0, len(text)),)), ())
    line = json.dumps({"report": {"id": "r", "text": text, "parts": []}, "claims": []})
    path = tmp_path / "line.json"
    path.write_text(line, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path), "--json"], capture_output=True, check=True,
        env={"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    row = json.loads(done.stdout.splitlines()[0].decode("utf-8"))
    assert row["report"]["text"] == coded.report.text
