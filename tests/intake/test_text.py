import os
from pathlib import Path

import pytest

from sayso.core.errors import InputError
from sayso.core.report import Report
from sayso.intake.published import NO_DATE
from sayso.intake.text import Given, read_text

CAPTION = "Smoke rises over the old bridge on Thursday morning, a day after the shelling"


def parts(report: Report) -> list[tuple[str, str]]:
    return [(p.part, report.text[p.start : p.end]) for p in report.parts]


def test_text_is_unchanged_and_every_word_lies_in_a_part(body: tuple[str, ...]) -> None:
    text = "\ufeffBridge closed after shelling\r\n\r\n" + "\r\n\r\n".join(body) + "  \r\n\r\n"
    report = read_text(text)
    assert report.text == text
    assert [p for p, _ in parts(report)] == ["title", "body", "body", "body", "body"]
    assert report.title == "Bridge closed after shelling"
    covered = set()
    for part in report.parts:
        covered |= set(range(part.start, part.end))
    assert not "".join(c for i, c in enumerate(text) if i not in covered).strip("\ufeff \r\n")


def test_captions_said_twice_newsletter_and_credits(body: tuple[str, ...]) -> None:
    text = "\n\n".join(
        (
            "Bridge closed after shelling",
            body[0],
            f" {CAPTION} (photo credit: A. NAME/AGENCY)\n{CAPTION}\n(photo credit: A. NAME/AGENCY)",
            body[1],
            "\nStay updated with the latest news!\n\nSubscribe to The Example Newsletter\n",
            body[2],
        )
    )
    assert parts(read_text(text)) == [
        ("title", "Bridge closed after shelling"),
        ("body", body[0]),
        ("caption", CAPTION),
        ("credit", "(photo credit: A. NAME/AGENCY)"),
        ("noise", CAPTION),
        ("credit", "(photo credit: A. NAME/AGENCY)"),
        ("body", body[1]),
        ("noise", "Stay updated with the latest news!"),
        ("noise", "Subscribe to The Example Newsletter"),
        ("body", body[2]),
    ]


def test_the_seed_keeps_its_captions_once(pytestconfig: pytest.Config) -> None:
    shared = Path(os.environ.get("SAYSO_SHARED", pytestconfig.rootpath.parent / "shared"))
    path = shared / "reports" / "kazakhstan-2022-01-07.txt"
    if not path.exists():
        pytest.skip(f"no {path}")
    report = read_text(path.read_text("utf-8"), Given(file_name=path.name))
    found = [name for name, _ in parts(report)]
    assert (found.count("caption"), found.count("credit"), found.count("noise")) == (2, 4, 4)
    assert report.published == "2022-01-07"
    assert "publication date 2022-01-07 taken from the file name" in report.notes
    read = " ".join(text for name, text in parts(report) if name in {"title", "body", "caption"})
    assert "Newsletter" not in read
    assert "credit:" not in read


def test_given_title_is_the_title_part_where_the_text_begins_with_it(body: tuple[str, ...]) -> None:
    report = read_text("Bridge closed. " + body[0], Given(title="Bridge closed."))
    assert parts(report) == [("title", "Bridge closed."), ("body", body[0])]
    elsewhere = read_text(body[0], Given(title="Another headline"))
    assert parts(elsewhere) == [("body", body[0])]
    assert elsewhere.title == "Another headline"


@pytest.mark.parametrize(
    "first", ["NAIROBI, Kenya (AP) _", "The bridge is closed.", "ALMATY, Friday --", "Jan 7"]
)
def test_a_first_line_that_is_no_headline(first: str, body: tuple[str, ...]) -> None:
    assert read_text(f"{first}\n\n{body[0]}").title is None


def test_lines_of_a_wrapped_paragraph_are_one_part() -> None:
    text = (
        "   The army said on Thursday that it had closed the bridge over the\n"
        "river after two nights of shelling in which at least 14 people had\n"
        "been hurt, and that the water supply of the town had failed.\n\n"
        "   It denied that its own forces had fired at the town, and said it\n"
        "was looking into the matter."
    )
    found = parts(read_text(text))
    assert [name for name, _ in found] == ["body", "body"]
    assert found[0][1].endswith("had failed.")


def test_byline_and_agency(body: tuple[str, ...]) -> None:
    report = read_text(
        f"Bridge closed after shelling\n\nBy A. Reporter\n\nKABUL, Jan 7 (Reuters) - {body[0]}"
    )
    assert (report.byline, report.agency) == ("A. Reporter", "Reuters")
    assert [name for name, _ in parts(report)] == ["title", "credit", "body"]


@pytest.mark.parametrize(
    ("line", "day", "time"),
    [
        ("Friday, January 7, 2022", "2022-01-07", None),
        ("Published: 7 January 2022 10:32 GMT", "2022-01-07", "2022-01-07T10:32:00Z"),
        ("ALMATY, Jan 7, 2022 (AFP) - The bridge is closed.", "2022-01-07", None),
        ("The bridge has been closed since January 7, 2022, the army said.", None, None),
    ],
)
def test_publication_date(line: str, day: str | None, time: str | None, body: tuple[str, ...]) -> None:
    report = read_text(f"Bridge closed after shelling\n\n{line}\n\n{body[0]}\n\n{body[1]}")
    assert (report.published, report.published_time) == (day, time)
    assert (NO_DATE in report.notes) == (day is None)


def test_date_at_the_end_and_update(body: tuple[str, ...]) -> None:
    text = "\n\n".join(
        ("Bridge closed after shelling", *body * 4, "Published: 2022-01-07", "Updated: 2022-01-08")
    )
    report = read_text(text)
    assert (report.published, report.updated) == ("2022-01-07", "2022-01-08")


def test_given_date_wins_and_a_bad_one_is_told(body: tuple[str, ...]) -> None:
    assert (
        read_text(body[0], Given(published="2022-01-07T10:00:00Z")).published_time == "2022-01-07T10:00:00Z"
    )
    report = read_text(body[0], Given(published="last Friday"))
    assert report.published is None
    assert any("last Friday" in note for note in report.notes)


@pytest.mark.parametrize("name", ["a-20220107.txt", "2022_01_07.txt", "x/kazakhstan-2022-01-07-en.txt"])
def test_date_in_a_file_name(name: str, body: tuple[str, ...]) -> None:
    assert read_text(body[0], Given(file_name=name)).published == "2022-01-07"


def test_id_is_of_content_and_a_given_id_is_kept(body: tuple[str, ...]) -> None:
    assert read_text(body[0]).id == read_text(body[0]).id != read_text(body[1]).id
    assert read_text(body[0], Given(id="r1")).id == "r1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("Read more\n\n© 2022 The Example", "nothing to read"),
        ("Министерство обороны сообщило, что войска покинули город в пятницу утром.", "Russian"),
    ],
)
def test_what_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_text(text)
