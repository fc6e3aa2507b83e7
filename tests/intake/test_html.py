import time

import pytest

from sayso.core.errors import InputError
from sayso.core.report import Report
from sayso.intake.html import read_html
from sayso.intake.published import NO_DATE


def parts(report: Report) -> list[tuple[str, str]]:
    return [(p.part, report.text[p.start : p.end]) for p in report.parts]


def test_title_body_captions_in_order_without_credits_boxes_and_links(
    page: str, body: tuple[str, ...]
) -> None:
    report = read_html(page)
    first, second, third, fourth = body
    assert parts(report) == [
        ("title", "Bridge closed after shelling"),
        ("caption", "Smoke rises over the old bridge on Thursday morning."),
        ("body", first),
        ("body", second),
        ("body", '"Nobody warned us," the office of the mayor wrote to residents.'),
        ("body", third),
        ("body", "The northern road has been shut since Monday evening for all traffic."),
        ("body", "Two of five pumping stations still had electricity on Friday morning."),
        ("body", fourth),
    ]
    assert report.text == "\n\n".join(text for _, text in parts(report))


def test_what_the_page_says_of_itself(page: str) -> None:
    report = read_html(page.encode("utf-8"), url="https://m.news.example/x")
    assert (report.publisher, report.byline, report.agency) == ("The Daily Example", "Reuters", "Reuters")
    assert (report.published, report.published_time) == ("2022-03-04", "2022-03-04T06:10:00+02:00")
    assert report.updated == "2022-03-04T09:30:00+02:00"
    assert (report.url, report.language, report.notes) == ("https://news.example/world/bridge", "en", ())
    assert report == read_html(page, url="https://m.news.example/x")


def test_a_lede_in_a_box_of_its_own_and_a_split_body_are_not_lost(body: tuple[str, ...]) -> None:
    first, second, third, fourth = body
    page = f"""<html><head><title>Bridge closed</title><meta name="description" content="{first}"></head><body><article>
    <h1>Bridge closed after shelling</h1><div class="standfirst summary">{first}</div>
    <div class="story-body grid"><p>{second}</p><p>{third}</p></div><div class="ad">Advertisement</div>
    <div class="story-body grid"><p>{fourth}</p></div></article></body></html>"""
    assert [text for name, text in parts(read_html(page)) if name == "body"] == [first, second, third, fourth]


def test_the_declared_article_body_is_taken_where_the_page_shows_nothing(body: tuple[str, ...]) -> None:
    text = "\\n\\n".join(p.replace('"', "'") for p in body * 2)
    page = f"""<html><head><title>Bridge closed</title><script type="application/ld+json">
    {{"@graph": [{{"@type": ["NewsArticle"], "headline": "Bridge closed", "articleBody": "{text}"}}]}}</script></head>
    <body><div id="app">Loading</div></body></html>"""
    assert [text for name, text in parts(read_html(page)) if name == "body"] == list(body)


def test_a_withdrawn_story_and_a_stub_are_noted(body: tuple[str, ...]) -> None:
    page = f"""<html><head><title>CORRECTED-Bridge closed after shelling</title></head><body><article>
    <h1>CORRECTED-Bridge closed after shelling</h1><p>{body[0]}</p><p>{body[1]}</p>
    <div>Subscribe to continue reading</div></article></body></html>"""
    report = read_html(page)
    assert report.notice == "correction"
    assert NO_DATE in report.notes
    assert any(note.startswith("the page seems to be a paywall stub:") for note in report.notes)


@pytest.mark.parametrize("meta", ["article:published_time", "pubdate", "DC.date.issued", "parsely-pub-date"])
def test_dates_of_meta_elements(meta: str, body: tuple[str, ...]) -> None:
    text = "".join(f"<p>{p}</p>" for p in body)
    head = f"<head><meta name='{meta}' content='2022-03-04T05:06:07Z'></head>"
    page = f"<html>{head}<body><article>{text}</article></body></html>"
    assert read_html(page).published_time == "2022-03-04T05:06:07Z"


def test_date_in_the_address_and_in_a_time_element(body: tuple[str, ...]) -> None:
    text = "".join(f"<p>{p}</p>" for p in body)
    page = f"<html><body><article><h1>Bridge closed</h1>{text}</article></body></html>"
    assert read_html(page, url="https://news.example/2022/03/04/bridge").published == "2022-03-04"
    timed = page.replace("</h1>", "</h1><time datetime='2022-03-05'>5 March</time>")
    assert read_html(timed).published == "2022-03-05"


def test_legacy_encoding_is_declared_in_the_page(page: str) -> None:
    text = page.replace("<head>", '<head><meta charset="windows-1252">').replace("governor's", "governor’s")
    assert "governor’s" in read_html(text.encode("cp1252")).text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("<html><body></body></html>", "no article text"),
        (
            "<html><body><ul><li><a href='/a'>One link</a></li><li><a href='/b'>Two</a></li></ul></body></html>",
            "no article text",
        ),
        ("<p>" + "Министерство обороны сообщило, что войска покинули город. " * 9 + "</p>", "Russian"),
        ("<!-- nothing -->", "no "),
    ],
)
def test_pages_without_a_report(page: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_html(page)


def test_deep_nesting_is_read_or_refused(body: tuple[str, ...]) -> None:
    page = "<div>" * 5000 + "".join(f"<p>{p}</p>" for p in body) + "</div>" * 5000
    try:
        report = read_html(page)
    except InputError:
        return
    assert body[0] in report.text


@pytest.mark.parametrize(
    ("trap", "said"),
    [
        ("<p " + " ".join(f'a{n}="b"' for n in range(20_000)) + ">", "more than 5,000 attributes"),
        ('<p title="a > b" ' + " ".join(f"a{n}" for n in range(20_000)) + ">", "more than 5,000 attributes"),
        ("<p " + "".join(f"a{n}=''" for n in range(20_000)) + ">", "more than 5,000 attributes"),
        ("<b><i>" * 150_000, "more than 100,000 elements"),
    ],
)
def test_what_would_take_the_parser_minutes_is_refused_at_once(
    trap: str, said: str, body: tuple[str, ...]
) -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match=said):
        read_html(f"<html><body><p>{'</p><p>'.join(body)}</p>{trap}")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "odd",
    [
        '<img src="data:image/png;base64,' + "QUJD=" * 50_000 + '">',
        "<p data-state='" + 'a="b" ' * 50_000 + "'></p>",
        '<p class="' + "a " * 50_000 + '"></p>',
        "<a '" * 20_000,
    ],
)
def test_long_attributes_are_no_trap(odd: str, body: tuple[str, ...]) -> None:
    assert body[0] in read_html(f"<html><body><p>{'</p><p>'.join(body)}</p>{odd}").text
