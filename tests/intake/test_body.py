from lxml import html

from sayso.intake.body import Paragraph, body
from sayso.intake.captions import caption_elements, captions
from sayso.intake.metadata import page as about

FACTS = ["Day one: 14 people were hurt in the town.", "Day two: 3 people were hurt at the bridge."]


def read(markup: str) -> list[Paragraph]:
    tree = html.document_fromstring(
        f"<html><head><title>Bridge closed</title></head><body>{markup}</body></html>"
    )
    elements = caption_elements(tree)
    return body(tree, about(tree), captions(elements), elements)


def test_captions_stand_where_they_stand_and_those_of_other_stories_go(body: tuple[str, ...]) -> None:
    caption = "<figure><figcaption>Smoke rises over the {} on Thursday.</figcaption></figure>"
    first, second, third, fourth = (f"<p>{p}</p>" for p in body)
    found = read(
        f"<article><h1>Bridge closed</h1>{first}{second}{caption.format('bridge')}{third}{fourth}</article>"
        f"<section>{caption.format('harbour')}</section>"
    )
    assert [p.text for p in found if p.part == "caption"] == ["Smoke rises over the bridge on Thursday."]
    assert [p.part for p in found if p.text != "Bridge closed"] == ["body", "body", "caption", "body", "body"]


def test_a_hover_card_in_a_sentence_goes_and_its_sentence_stays(body: tuple[str, ...]) -> None:
    card = (
        "<span class='who'><a href='/m'>the ministry</a><span>"
        "<span><img src='m.jpg'><a href='/1'>One</a> <a href='/2'>Two</a></span></span></span>"
    )
    found = read(
        f"<article><p>{body[0]} On Friday {card} said it would look into the matter.</p><p>{body[1]}</p></article>"
    )
    assert found[0].text == f"{body[0]} On Friday the ministry said it would look into the matter."


def test_a_page_without_text_is_empty() -> None:
    assert read("") == []


def test_a_list_of_teasers_goes_and_a_list_of_facts_stays(body: tuple[str, ...]) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in body)
    teaser = "<li><h3><a href='/{0}'>Story {0} of the day</a></h3> What the army did on day {0}</li>"
    facts = "".join(f"<li>{p}</li>" for p in FACTS)
    found = read(
        f"<article>{paragraphs}<ul>{facts}</ul><ul>{teaser.format(1)}{teaser.format(2)}</ul></article>"
    )
    assert [p.text for p in found][len(body) :] == FACTS


def test_short_items_of_a_list_that_a_paragraph_announces_are_kept(body: tuple[str, ...]) -> None:
    first, second, third, fourth = (f"<p>{p}</p>" for p in body)
    items = "<ul><li>14 people hurt;</li><li>3 schools closed.</li></ul>"
    announced = "<p>According to the governor's office, as of Friday morning, the losses are as follows:</p>"
    found = read(
        f"<div class='doc'><h1>Bridge closed</h1>{first}{announced}{items}{second}{third}{fourth}</div>"
    )
    words = [p.text for p in found]
    assert words.index("14 people hurt;") == words.index("3 schools closed.") - 1
    menu = read(f"<div class='doc'><h1>Bridge closed</h1>{first}{second}{third}{fourth}{items}</div>")
    assert "14 people hurt;" not in [p.text for p in menu]
