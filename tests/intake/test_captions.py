import pytest
from lxml import html

from sayso.intake.captions import caption_elements, captions

TEXT = "Smoke rises over the old bridge on Thursday."


def read(markup: str) -> list[tuple[str, str | None]]:
    tree = html.document_fromstring(f"<html><body><article>{markup}</article></body></html>")
    return [(c.text, c.credit) for c in captions(caption_elements(tree))]


@pytest.mark.parametrize(
    ("markup", "credit"),
    [
        (f"<figure><figcaption>{TEXT}</figcaption></figure>", None),
        (f"<figcaption>{TEXT}<span class='credit'>A. Name</span></figcaption>", "A. Name"),
        (f"<figcaption>{TEXT} (Photo by A. Name)</figcaption>", "(Photo by A. Name)"),
        (f"<p class='wp-caption-text'>{TEXT}</p>", None),
        (
            f"<div class='image-caption'><span class='off-screen'>Image caption</span> {TEXT}</div>",
            "Image caption",
        ),
        (f"<div class='caption'>Image caption: {TEXT}</div>", None),
        (f"<figcaption>2 of 5 {TEXT}</figcaption>", None),
    ],
)
def test_a_caption_without_its_credit(markup: str, credit: str | None) -> None:
    assert read(markup) == [(TEXT, credit)]


@pytest.mark.parametrize(
    "markup",
    [
        "<figcaption>The bridge</figcaption>",
        "<figcaption>Photo: A. Name</figcaption>",
        f"<a href='/other'><figcaption>{TEXT}</figcaption></a>",
        f"<aside class='related'><p class='caption'>{TEXT}</p></aside>",
        f"<div class='table-caption'>{TEXT}</div>",
    ],
)
def test_no_caption(markup: str) -> None:
    assert read(markup) == []


def test_the_same_caption_twice_is_one() -> None:
    assert len(read(f"<figcaption>{TEXT}</figcaption>" * 2)) == 1
