from dataclasses import replace

import pytest

from sayso.claims.choices import Choices, Rules
from sayso.core.reading import Chances
from sayso.core.span import NOWHERE
from sayso.core.when import TimeExpression, When
from sayso.core.where import Where
from sayso.core.who import Who


def test_one_claim_per_number_with_its_own_target(desk):
    d = desk("The ministry said 26 rebels and 18 guards had been killed since Monday.")
    d.number("26", 26, 26), d.number("18", 18, 18)
    d.sees(
        "killed",
        "kill",
        target="26 rebels",
        says=["The ministry"],
        counts=(
            d.count("26", "killed", "rebels", scope="total"),
            d.count("18", "killed", "guards", scope="total"),
        ),
    )
    first, second = d.claims()
    assert (first.figure.low, first.target.name, second.figure.low, second.target.name) == (
        26,
        "26 rebels",
        18,
        "guards",
    )
    assert first.figure.scope == "total"
    assert [w.name for w in second.says] == ["The ministry"]
    assert first.id != second.id


def test_a_counted_group_stands_in_for_a_missing_target_but_a_crowd_does_not(desk):
    d = desk("Police hurt 12 students. Then 500 people marched.")
    d.number("12", 12, 12), d.number("500", 500, 500)
    d.sees("hurt", "injure", actor="Police", counts=(d.count("12", "injured", "students"),))
    d.sees("marched", "protest", counts=(d.count("500", "crowd", "people"),))
    hurt, march = d.claims()
    assert hurt.target.name == "students"
    assert march.target is None


def test_place_and_time_come_from_the_arguments_else_from_the_rules(desk):
    d = desk("Shells fell on Odrin on Tuesday. Later a bridge was blown up.")
    d.times.append(TimeExpression(d.span("Tuesday"), "DATE", "2022-01-04", "2022-01-04"))
    d.places.append(Where(d.span("Odrin"), "Odrin, Turkey", "TR", precision="populated"))
    d.sees("fell", "bomb", place="Odrin", time="on Tuesday")
    d.sees("blown up", "bomb")
    rules = Rules(
        when=lambda _: When(NOWHERE, "2022-01-05", "day", "narrative"),
        where=lambda _: Where(NOWHERE, "Turkey", "TR", precision="country", basis="report"),
    )
    first, second = d.claims(Choices(when_by_rule="hang", where_by_rule="hang"), rules)
    assert (first.when.value, first.when.span.text, first.place.name) == (
        "2022-01-04",
        "Tuesday",
        "Odrin, Turkey",
    )
    assert (second.when.value, second.place.name) == ("2022-01-05", "Turkey")
    no_rules = d.claims(Choices(when_by_rule="never", where_by_rule="never"), rules)
    assert no_rules[1].when is None
    assert no_rules[1].place is None


def test_a_place_that_no_gazetteer_knows_is_kept_and_marked(desk):
    d = desk("A mine went off at Kurtan Wells.")
    d.sees("went off", "bomb", place="Kurtan Wells")
    (claim,) = d.claims(Choices(known_places=False))
    assert (claim.place.name, claim.place.precision, claim.place.lat) == ("Kurtan Wells", "unresolved", None)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ('"Camp Kestrel', "Camp Kestrel"),
        ('Camp Kestrel"', "Camp Kestrel"),
        ('"Camp Kestrel"', '"Camp Kestrel"'),
        ("“rebels” of Camp Kestrel", "“rebels” of Camp Kestrel"),
        ("Camp Kestrel”", "Camp Kestrel"),
    ],
)
def test_half_a_quotation_mark_is_no_part_of_a_name(desk, words, kept):
    d = desk(f'A mine hit " {words} " on Friday.')
    d.sees("hit", "bomb", target=words)
    (claim,) = d.claims()
    assert (claim.target.span.text, claim.target.name) == (kept, kept)


def test_a_time_that_names_no_day_leaves_the_slot_empty(desk):
    d = desk("A mine went off overnight.")
    d.times.append(TimeExpression(d.span("overnight"), "TIME", "TNI"))
    d.sees("went off", "bomb", time="overnight")
    (claim,) = d.claims()
    assert claim.when is None


def test_pronouns_keep_their_words_and_take_the_full_name(desk):
    d = desk("Governor Orla Dent spoke. She had sent troops.")
    d.whos.append(Who(d.span("She"), "Governor Orla Dent", "person"))
    d.sees("sent troops", "deploy", actor="She")
    (claim,) = d.claims()
    assert (claim.actor.span.text, claim.actor.name) == ("She", "Governor Orla Dent")


def test_what_scores_below_the_threshold_is_not_used(desk):
    d = desk("A mine went off. Shots rang out.")
    d.sees("went off", "bomb", score=0.3)
    d.sees("Shots", "attack", score=0.9)
    assert [c.kind for c in d.claims(Choices(event=0.5))] == ["attack"]
    assert len(d.claims(Choices(event=0.2))) == 2


def test_every_span_shows_in_the_text(desk):
    d = desk("At least 9 miners died, officials told the Daily Lamp.", title="Mine fire kills 9")
    d.number("At least 9", 9, None, form="at_least")
    d.number("9", 9, 9)
    d.sees(
        "died",
        "kill",
        says=["officials", "the Daily Lamp"],
        counts=(d.count("At least 9", "killed", "miners"),),
    )
    for claim in d.claims():
        for _, span in claim.spans():
            span.check(d.text)


def test_without_place_the_country_of_the_report_if_that_is_chosen(desk):
    d = desk("A mine went off near the wells.")
    d.setting = Where(NOWHERE, "Turkey", "TR", precision="country")
    d.sees("went off", "bomb")
    (claim,) = d.claims(Choices(where_by_rule="country"))
    assert (claim.place.name, claim.place.basis) == ("Turkey", "report")


def test_a_place_is_named_as_its_argument_names_it(desk):
    d = desk("A mine went off in a village near Odrin.")
    d.places.append(Where(d.span("Odrin"), "Odrin, Turkey", "TR", lat=41.7, lon=26.6, precision="populated"))
    d.sees("went off", "bomb", place="a village near Odrin")
    assert d.claims()[0].place.name == "a village near Odrin, Turkey"
    assert d.claims(Choices(place_in_words=False))[0].place.name == "Odrin, Turkey"


def test_an_argument_that_runs_on_names_the_known_place_in_it(desk):
    d = desk("It began in Odrin over the price of liquefied gas; a mine went off.")
    d.places.append(Where(d.span("Odrin"), "Odrin, Turkey", "TR", lat=41.7, lon=26.6, precision="populated"))
    d.sees("went off", "bomb", place="Odrin over the price of liquefied gas; a mine")
    assert d.claims()[0].place.name == "Odrin, Turkey"


def test_words_that_no_gazetteer_knows_lie_in_the_country_or_do_not_count(desk):
    d = desk("A mine went off at the main square.")
    d.setting = Where(NOWHERE, "Turkey", "TR", precision="country")
    d.sees("went off", "bomb", place="the main square")
    here = Choices(where_by_rule="country", known_places=False)
    assert d.claims(here)[0].place.name == "the main square, Turkey"
    assert d.claims(replace(here, known_places=True))[0].place.name == "Turkey"


def test_where_the_reader_only_weighs_the_rules_place_stands(desk):
    d = desk("A mine went off in Odrin, a day after one near Lom.")
    d.places += [
        Where(d.span(name), f"{name}, Bulgaria", "BG", precision="populated") for name in ("Odrin", "Lom")
    ]
    d.sees("went off", "bomb", place="Lom")
    d.events[-1] = replace(
        d.events[-1], place=Chances(((d.span("Odrin"), 0.4), (d.span("Lom"), 0.5)), 0.1, 0.0)
    )
    rules = Rules(where=lambda event: d.places[0] if event.place.of(d.span("Odrin")) == 0.4 else None)
    assert d.claims(Choices(where_by_rule="hang"), rules)[0].place.name == "Odrin, Bulgaria"
    assert d.claims(Choices(where_by_rule="country"), rules)[0].place.name == "Lom, Bulgaria"


@pytest.mark.parametrize(("precision", "kept"), [("populated", False), ("region", False), ("country", True)])
def test_a_place_that_was_weighed_and_found_too_light_is_not_the_events(desk, precision, kept):
    d = desk("A mine went off, a day after talks in Odrin.")
    d.places.append(Where(d.span("Odrin"), "Odrin, Bulgaria", "BG", precision=precision))
    d.sees("went off", "bomb", place="Odrin")
    d.events[-1] = replace(d.events[-1], place=Chances(((d.span("Odrin"), 0.6),), 0.4, 0.0))
    (claim,) = d.claims(Choices(where_by_rule="hang"), Rules(where=lambda _: None))
    assert (claim.place is not None) is kept


def test_a_time_by_rule_may_be_kept_to_the_events_sentence(desk):
    d = desk("A mine went off.")
    d.sees("went off", "bomb")
    rules = Rules(when=lambda _: When(NOWHERE, "2022-01-05", "day", "narrative"))
    assert d.claims(Choices(when_by_rule="sentence"), rules)[0].when is None
    assert d.claims(Choices(when_by_rule="hang"), rules)[0].when.value == "2022-01-05"


@pytest.mark.parametrize(
    ("title", "text", "basis"),
    [
        ("", "A bomb went off in Varosh.", "words"),
        ("", "Varosh is quiet. A bomb went off on Monday.", "narrative"),
        ("Blast in Varosh", "A bomb went off on Monday.", "headline"),
    ],
)
def test_a_place_told_in_another_sentence_is_marked(desk, title, text, basis):
    d = desk(text, title=title)
    d.places.append(Where(d.span("Varosh"), "Varosh, Bulgaria", "BG", precision="populated"))
    d.sees("went off", "bomb", place="Varosh")
    (claim,) = d.claims()
    assert claim.place.basis == basis
