import pytest
from lxml import html

from sayso.intake.metadata import Page
from sayso.intake.moments import Moment
from sayso.intake.published import NO_DATE, Dates, date_line, of_file_name, of_lines, of_page


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday, January 7, 2022", "2022-01-07"),
        ("7 January 2022, 18:07 (GMT+05:00)", "2022-01-07"),
        ("Last Updated: Friday, 7 January 2022, 10:39 GMT", "2022-01-07"),
        ("7 January 2022, 09:30 (local time)", "2022-01-07"),
        ("Published 12:17 am, Friday, January 7, 2022", "2022-01-07"),
        ("The bridge fell on January 7, 2022", None),
        ("Friday", None),
    ],
)
def test_a_line_that_is_a_date(line: str, day: str | None) -> None:
    moment = date_line(line)
    assert (moment.day if moment else None) == day


def test_a_clock_time_is_taken_from_another_field_of_the_same_day() -> None:
    about = Page(published=("2022-01-07", "2022-01-07T10:00:00Z"), updated=("2022-01-08",))
    tree = html.document_fromstring("<p>x</p>")
    assert of_page(tree, about, None) == Dates(
        Moment("2022-01-07", "2022-01-07T10:00:00Z"), Moment("2022-01-08")
    )


def test_an_update_before_publication_is_none() -> None:
    about = Page(published=("2022-01-07",), updated=("2021-01-07",))
    assert of_page(html.document_fromstring("<p>x</p>"), about, None) == Dates(Moment("2022-01-07"))


def test_a_date_that_no_field_gives_is_called_a_guess() -> None:
    tree = html.document_fromstring("<div class='post-date'>January 7, 2022</div><p>x</p>")
    assert of_page(tree, Page(), None) == Dates(
        Moment("2022-01-07"), note="publication date 2022-01-07 is a guess from the page's markup"
    )
    text = html.document_fromstring("<p>The bridge fell on January 7, 2022, the army said.</p>")
    assert of_page(text, Page(), None) == Dates(None, note=NO_DATE)
    named = of_page(text, Page(), None, "a-2022-01-08.html")
    assert named == Dates(Moment("2022-01-08"), note="publication date 2022-01-08 taken from the file name")


@pytest.mark.parametrize("path", ["2022/01/07/bridge", "news/2022-01-07-bridge", "world/2022/jan/07/bridge"])
def test_the_day_of_an_address(path: str) -> None:
    dates = of_page(html.document_fromstring("<p>x</p>"), Page(), f"https://news.example/{path}")
    assert dates == Dates(Moment("2022-01-07"))


def test_a_date_of_a_comment_is_not_the_page_s() -> None:
    tree = html.document_fromstring(
        "<div class='comments'><time datetime='2022-01-09'>x</time></div><time datetime='2022-01-07'>x</time>"
    )
    assert of_page(tree, Page(), None).published == Moment("2022-01-07")


def test_lines_and_file_names() -> None:
    assert of_lines(["Bridge closed", "Updated: 8 January 2022", "Published: 7 January 2022"]) == (
        Moment("2022-01-07"),
        Moment("2022-01-08"),
    )
    assert of_lines(["Bridge closed"]) == (None, None)
    assert of_file_name("reports/kazakhstan-2022-01-07.txt") == Moment("2022-01-07")
    assert of_file_name("2022-13-45.txt") is None
    assert of_file_name("120220107.txt") is None
