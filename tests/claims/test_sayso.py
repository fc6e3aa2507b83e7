import pytest

from sayso.claims.choices import Choices
from sayso.core.who import Who

BY_CONTENT = Choices(says_by_content="all")


def names(claim):
    return [w.name for w in claim.says]


def test_the_readers_chain_is_kept_innermost_first(desk):
    d = desk("Planes bombed the port, a source told the Harbour Agency.")
    d.sees("bombed", "bomb", says=["a source", "the Harbour Agency"])
    assert names(d.claims()[0]) == ["a source", "the Harbour Agency"]


def test_without_links_the_narrowest_attribution_is_innermost(desk):
    d = desk("The army, cited by Polar Press, said ten planes bombed the port.")
    d.hears("The army", "said", "ten planes bombed the port")
    d.hears("Polar Press", "cited by", "The army, cited by Polar Press, said ten planes bombed the port")
    d.sees("bombed", "bomb")
    assert names(d.claims(BY_CONTENT)[0]) == ["The army", "Polar Press"]


@pytest.mark.parametrize(
    ("cue", "kind", "expected"),
    [("reported", "bomb", ["Harbour Radio"]), ("condemned", "bomb", []), ("reported", "accuse", [])],
)
def test_what_somebody_plainly_says_is_on_his_say_so(desk, cue, kind, expected):
    d = desk(f"Harbour Radio {cue} the shelling of the port.")
    d.hears("Harbour Radio", cue, "the shelling of the port")
    d.sees("shelling", kind)
    assert names(d.claims()[0]) == expected


def test_an_unnamed_claimant_is_a_question_mark(desk):
    d = desk("It was reported that shots were fired.")
    d.sees("fired", "attack", says=[None])
    d.hears(None, "It was reported", "shots were fired")
    assert names(d.claims()[0]) == ["?"]


def test_a_quotation_that_goes_on_has_the_same_speaker(desk):
    d = desk("“They shelled us,” said Mayor Ilka Stern. “Then they looted the shops.”")
    d.hears("Mayor Ilka Stern", "said", "They shelled us")
    d.hears(None, None, "Then they looted the shops.")
    d.sees("looted", "destroy")
    assert names(d.claims(BY_CONTENT)[0]) == ["Mayor Ilka Stern"]


def test_he_added_without_resolver_is_the_last_named_claimant(desk):
    d = desk("Mayor Ilka Stern said the port was shelled. She added that shops burned.")
    d.hears("Mayor Ilka Stern", "said", "the port was shelled")
    d.hears("She", "added", "shops burned")
    d.sees("burned", "destroy")
    (who,) = d.claims(BY_CONTENT)[0].says
    assert (who.name, who.span.text) == ("Mayor Ilka Stern", "She")


def test_the_report_tells_of_talk_in_its_own_voice(desk):
    d = desk("The union condemned the killings.")
    d.hears("The union", "condemned", "the killings")
    d.sees("condemned", "accuse", actor="The union")
    assert d.claims()[0].says == ()


@pytest.mark.parametrize(
    ("publisher", "expected"), [("Polar Press", ["a guard"]), ("Lamp", ["a guard", "Polar Press"])]
)
def test_the_publisher_is_no_relay_of_itself(desk, publisher, expected):
    d = desk("A shell hit the hall, a guard told Polar Press.", publisher=publisher)
    d.sees("hit", "bomb", says=["a guard", "Polar Press"])
    assert names(d.claims()[0]) == expected


def test_the_source_added_is_heard_through_the_same_relay(desk):
    d = desk(
        "A source told Polar Press that rebels shelled the hall. The source added that they burned a bus."
    )
    d.whos += [Who(d.span("A source"), "A source"), Who(d.span("The source"), "A source")]
    d.sees("shelled", "bomb", says=["A source", "Polar Press"])
    d.sees("burned", "destroy", says=["The source"])
    assert names(d.claims()[1]) == ["A source", "Polar Press"]


def test_one_claimant_named_twice_is_one_link(desk):
    d = desk("Lamp TV said, and the Lamp TV repeated, that shots were fired.")
    d.sees("fired", "attack", says=["Lamp TV", "the Lamp TV"])
    assert names(d.claims()[0]) == ["Lamp TV"]


@pytest.mark.parametrize(
    ("stands_for", "kind", "expected"),
    [
        ("the Foreign Ministry of Kestria", "government", ["the Foreign Ministry of Kestria", "Polar Press"]),
        (
            "the guards at the gate",
            "group",
            ["The Harbour Alliance", "Polar Press"],
        ),  # a group without a name
        ("The Harbour Alliance", "organization", ["The Harbour Alliance", "Polar Press"]),
    ],
)
def test_who_says_it_in_the_same_sentence_wins_over_one_named_before(desk, stands_for, kind, expected):
    d = desk(
        "The Harbour Alliance met the Foreign Ministry of Kestria and the guards at the gate. "
        "Planes carry soldiers, they told Polar Press."
    )
    d.whos.append(Who(d.span("they"), stands_for, kind))
    d.hears("they", "told", "Planes carry soldiers")
    d.sees("carry", "deploy", says=["The Harbour Alliance", "Polar Press"])
    assert names(d.claims()[0]) == expected


def test_a_preposition_is_no_part_of_the_claimant(desk):
    d = desk("For the ministry, the rebels killed 40 people.")
    d.sees("killed", "kill", says=["For the ministry"])
    (claim,) = d.claims()
    assert [w.name for w in claim.says] == ["the ministry"]
