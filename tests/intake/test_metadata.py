from lxml import html

from sayso.intake.metadata import page


def read(head: str, body: str = "<p>x</p>", lang: str = "en") -> object:
    return page(
        html.document_fromstring(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>")
    )


def test_json_ld_in_a_graph_with_line_breaks_and_comment_marks() -> None:
    script = """<script type="application/ld+json"><!--
    {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Site"}, {"@type": "NewsArticle",
     "headline": "Bridge &amp; road closed", "publisher": {"@type": "Organization", "name": "The Example"},
     "author": [{"name": "A. Reporter"}, {"name": "B. Writer"}], "datePublished": "2022-03-04", "inLanguage": "en"}]}
    --></script>"""
    about = read(script, "<h1>Bridge &amp; road closed</h1>")
    assert (about.title, about.publisher, about.byline) == (
        "Bridge & road closed",
        "The Example",
        "A. Reporter, B. Writer",
    )
    assert about.published == ("2022-03-04",)


def test_json_ld_that_is_broken_is_passed_over() -> None:
    about = read(
        "<script type='application/ld+json'>{\"@type\": </script><title>Bridge closed | World | The Example</title>"
    )
    assert about.title == "Bridge closed"


def test_the_visible_headline_wins_over_the_name_of_the_page() -> None:
    head = "<title>Bridge closed - The Example</title><meta property='og:title' content='Bridge closed'>"
    assert read(head, "<h1>The Example</h1><h1>Bridge closed after two nights of shelling</h1>").title == (
        "Bridge closed after two nights of shelling"
    )


def test_a_site_s_name_in_an_h1_is_no_headline() -> None:
    head = (
        "<title>Bridge closed by the army | The Daily Example</title>"
        "<meta property='og:site_name' content='The Daily Example'>"
    )
    assert (
        read(head, "<h1>The Daily Example</h1><h2>Bridge closed by the army</h2>").title
        == "Bridge closed by the army"
    )
    assert read(head.split("<meta")[0], "<h1>The Daily Example</h1>").title == "Bridge closed by the army"


def test_meta_elements() -> None:
    about = read(
        "<meta name='author' content='By A. Reporter'><meta property='og:site_name' content='The Example'>"
        "<meta property='og:url' content='https://news.example/1'><link rel='canonical' href='/relative'>"
    )
    assert (about.byline, about.publisher, about.url) == (
        "A. Reporter",
        "The Example",
        "https://news.example/1",
    )


def test_a_page_that_says_nothing() -> None:
    about = read("")
    assert (about.title, about.publisher, about.byline, about.url, about.published) == (
        None,
        None,
        None,
        None,
        (),
    )
