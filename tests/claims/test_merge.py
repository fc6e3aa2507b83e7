import pytest

from sayso.claims.choices import Choices
from sayso.core.where import Where


def killed(d, trigger, number, of="people", **more):
    d.sees(trigger, "kill", counts=(d.count(number, "killed", of),), **more)


def test_headline_and_lede_are_one_claim_stated_in_the_body(desk):
    d = desk("A fire killed 40 people in Varosh, officials said.", title="Fire kills at least 40 people")
    d.number("at least 40", 40, 40), d.number("40", 40, 40)
    d.quantities[1] = type(d.quantities[1])(d.span("40", 1), 40, 40)
    d.sees("kills", "kill", counts=(d.count("at least 40", "killed", "people"),))
    d.sees("killed", "kill", says=["officials"], place="Varosh",
           counts=(type(d.count("40", "killed"))(d.span("40", 1), "killed", d.span("people", 1)),))  # fmt: skip
    (claim,) = d.claims()
    assert claim.trigger.text == "killed"
    assert [e.text for e in claim.evidence] == ["Fire kills at least 40 people"]
    assert [w.name for w in claim.says] == ["officials"]


@pytest.mark.parametrize(("relay", "number_of_claims"), [("Varosh Radio", 1), ("Rebels", 2)])
def test_a_headline_may_name_the_relay_alone(desk, relay, number_of_claims):
    d = desk(
        "A fire killed 40 people in Varosh, officials told Varosh Radio.",
        title=f"{relay}: fire kills 40 people",
    )
    d.number("40", 40, 40)
    d.quantities.append(type(d.quantities[0])(d.span("40", 1), 40, 40))
    d.sees("kills", "kill", says=[relay], counts=(d.count("40", "killed", "people"),))
    d.sees("killed", "kill", says=["officials", d.span("Varosh Radio", 1 if relay == "Varosh Radio" else 0)],
           counts=(type(d.count("40", "killed"))(d.span("40", 1), "killed", d.span("people", 1)),))  # fmt: skip
    claims = d.claims()
    assert len(claims) == number_of_claims
    assert [w.name for w in claims[-1].says] == ["officials", "Varosh Radio"]


def test_another_number_or_another_claimant_is_another_claim(desk):
    d = desk("The army said 40 people died. The rebels said 40 people died. Medics said 55 people died.")
    for nth, (number, source) in enumerate([("40", "The army"), ("40", "The rebels"), ("55", "Medics")]):
        at = d.span(number, 1 if source == "The rebels" else 0)
        d.quantities.append(
            d.number(number, float(number), float(number)).__class__(at, float(number), float(number))
        )
        event_count = d.count(number, "killed", "people").__class__(at, "killed", d.span("people", nth))
        d.sees(d.span("died", nth), "kill", says=[source], counts=(event_count,))
    assert len(d.claims()) == 3


def test_small_numbers_of_different_people_stay_apart(desk):
    d = desk("One man died in the north. One woman died in the south.")
    d.number("One", 1, 1)
    d.quantities.append(type(d.quantities[0])(d.span("One", 1), 1, 1))
    killed(d, "died", "One", "man")
    d.sees(
        d.span("died", 1),
        "kill",
        counts=(type(d.count("One", "killed"))(d.span("One", 1), "killed", d.span("woman")),),
    )
    assert len(d.claims()) == 2


def test_the_same_word_for_the_same_parties_is_one_claim(desk):
    d = desk("Gunmen stormed the Varosh bank. Police gave chase. The gunmen stormed the bank at noon.")
    d.sees("stormed", "attack", actor="Gunmen", target="the Varosh bank")
    d.sees(d.span("stormed", 1), "attack", actor="The gunmen", target="the bank")
    (claim,) = d.claims()
    assert len(claim.evidence) == 1


def test_denial_and_assertion_are_two_claims(desk):
    d = desk("Gunmen stormed the bank. The gunmen never stormed the bank.")
    d.sees("stormed", "attack", actor="Gunmen", target="the bank")
    d.sees(d.span("stormed", 1), "attack", actor="The gunmen", target="the bank", stance="denied")
    assert [c.stance for c in d.claims()] == ["asserted", "denied"]


def test_a_noun_that_refers_back_is_no_claim_where_that_is_chosen(desk):
    d = desk("Gunmen attacked a bank. After the attack they fled. A second attack followed.")
    d.sees("attacked", "attack", actor="Gunmen")
    d.sees(d.span("attack", 1), "attack")
    d.sees(d.span("attack", 2), "attack")
    kept = d.claims(Choices(drop_back_references=True))
    assert [c.trigger.start for c in kept] == [d.span("attacked").start, d.span("attack", 2).start]
    assert len(d.claims(Choices(drop_back_references=False))) == 3


def test_the_same_event_read_twice_is_one_claim(desk):
    d = desk("Gunmen stormed a bank.")
    d.sees("stormed", "attack")
    d.sees("stormed", "attack", score=0.7)
    assert len(d.claims()) == 1


def test_two_words_for_one_event_in_one_clause_are_one_claim(desk):
    text = "Government aircraft hit the town with air strikes, dropping bombs on Varosh."
    d = desk(text)
    d.sees("air strikes", "bomb", actor="Government aircraft", quote=d.span(text[:-1]))
    d.sees("dropping", "bomb", actor="Government aircraft", target="Varosh", quote=d.span(text[:-1]))
    (claim,) = d.claims()
    assert claim.target is not None
    assert len(d.claims(Choices(one_a_clause=False))) == 2


def test_two_deeds_on_two_targets_in_one_clause_stay_two(desk):
    text = "Gunmen shot the mayor and stabbed his driver."
    d = desk(text)
    d.sees("shot", "attack", actor="Gunmen", target="the mayor", quote=d.span(text[:-1]))
    d.sees("stabbed", "attack", actor="Gunmen", target="his driver", quote=d.span(text[:-1]))
    assert len(d.claims()) == 2


def test_of_a_claim_within_another_of_its_kind_the_likelier_stays(desk):
    text = "Marchers held a march followed by a rally at the crossing."
    d = desk(text)
    d.sees("march", "protest", actor="Marchers", quote=d.span(text[:-1]), score=0.6)
    d.sees("rally", "protest", quote=d.span("a rally at the crossing"), score=0.9)
    (claim,) = d.claims()
    assert claim.quote.text == "a rally at the crossing"
    assert len(d.claims(Choices(one_a_clause=False))) == 2


def test_a_claim_within_another_of_its_kind_stays_where_others_did_it_or_it_counts(desk):
    text = "Troops retook the town that rebels had taken, and killed rebels, 12 of them."
    d = desk(text)
    d.number("12", 12, 12)
    d.sees("retook", "seize", actor="Troops", quote=d.span("Troops retook the town that rebels had taken"))
    d.sees("taken", "seize", actor="rebels", quote=d.span("the town that rebels had taken"))
    d.sees("killed", "kill", quote=d.span("killed rebels, 12 of them"))
    d.sees(d.span("12"), "kill", quote=d.span("12 of them"), counts=(d.count("12", "killed", "rebels"),))
    assert len(d.claims()) == 4


@pytest.mark.parametrize(("precision", "count"), [("unresolved", 2), ("populated", 2), ("province", 1)])
def test_the_same_deed_at_another_exact_place_is_another_claim(desk, precision, count):
    d = desk("Gunmen stormed a bank in Varosh. The gunmen stormed a bank in Odrin too.")
    d.places += [
        Where(d.span("Varosh"), "Varosh, Bulgaria", "BG", precision="populated"),
        Where(d.span("Odrin"), "Odrin, Bulgaria", "BG", precision=precision),
    ]
    d.sees("stormed", "attack", actor="Gunmen", target="a bank", place="Varosh")
    d.sees(
        d.span("stormed", 1), "attack", actor="The gunmen", target=d.span("a bank", 1), place=d.span("Odrin")
    )
    assert len(d.claims()) == count
