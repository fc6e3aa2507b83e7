import json

import pytest

from sayso.core.coded import CodedReport, Failure
from sayso.core.jsonl import dump
from sayso.core.report import Report
from sayso.intake.jsonl import read_line, read_lines


def test_fields_are_kept(body: tuple[str, ...]) -> None:
    row = {
        "id": "r1", "text": f"Bridge closed\n\n{body[0]}", "title": "Bridge closed", "published": "2022-03-04",
        "publisher": "The Example", "url": "https://news.example/1", "further": [1, 2],
    }  # fmt: skip
    report = read_line(json.dumps(row))
    assert (report.id, report.text, report.title) == ("r1", row["text"], "Bridge closed")
    assert (report.published, report.publisher, report.url) == (
        "2022-03-04",
        "The Example",
        "https://news.example/1",
    )
    assert report.parts[0].part == "title"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[1]", "list where an object"),
        ("3", "int where an object"),
        ('{"title": "x"}', 'no "text"'),
        ('{"text": 3}', 'no "text"'),
        ('{"text": "x", "id": 3}', '"id" is no string'),
        ('{"text": ""}', "empty"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ("[" * 100_000, "not JSON"),
        ('{"text": ' + "1" * 5000 + "}", "not JSON"),
    ],
)
def test_a_wrong_line_names_its_number_and_the_others_go_on(
    line: str, said: str, body: tuple[str, ...]
) -> None:
    good = json.dumps({"text": body[0]})
    first, wrong, last = read_lines([good, "\n", line, good], "reports.jsonl")
    assert isinstance(first, Report)
    assert first == last
    assert isinstance(wrong, Failure)
    assert wrong.source == "reports.jsonl"
    assert wrong.reason.startswith("line 3: ")
    assert said in wrong.reason
    assert wrong.reason.endswith(".")


def test_what_read_printed_is_read_back(body: tuple[str, ...]) -> None:
    report = read_line(json.dumps({"id": "r1", "text": body[0], "published": "2022-03-04"}))
    assert read_line(dump(CodedReport(report, ()))) == report
