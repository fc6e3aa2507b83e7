import pytest

from sayso.core.when import TimeExpression


def only(desk):
    (claim,) = desk.claims()
    return claim.figure


def test_bounds_and_words_are_the_quantitys(desk):
    d = desk("State radio reported more than 3,700 arrests.")
    d.number("more than 3,700", 3700, None, form="at_least")
    d.sees("arrests", "arrest", counts=(d.count("3,700", "arrested", "arrests", scope="total"),))
    figure = only(d)
    assert (figure.span.text, figure.low, figure.high, figure.of, figure.scope) == (
        "more than 3,700", 3700, None, "arrests", "total",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "bounds"), [("a man", (1, 1)), ("his son", (1, 1)), ("many", (None, None))]
)
def test_without_a_number_word(desk, words, bounds):
    d = desk(f"On the bridge {words} died.")
    d.sees("died", "kill", counts=(d.count(words, "killed"),))
    assert (only(d).low, only(d).high) == bounds


def test_a_bare_name_is_no_figure(desk):
    d = desk("On the bridge Osk party workers died.")
    d.sees("died", "kill", counts=(d.count("Osk party", "killed"),))
    assert only(d) is None


def test_a_percentage_is_no_figure(desk):
    d = desk("About 40 percent of homes were destroyed.")
    d.number("40 percent", 40, 40, form="percent")
    d.sees("destroyed", "destroy", counts=(d.count("40 percent", "destroyed"),))
    assert only(d) is None


def test_the_day_for_which_a_number_was_given(desk):
    d = desk("The ministry said 26 had died, a figure not updated since Thursday.")
    d.number("26", 26, 26)
    d.times.append(TimeExpression(d.span("Thursday"), "DATE", "2022-01-06", "2022-01-06", "as_of"))
    d.sees("died", "kill", counts=(d.count("26", "killed"),))
    assert only(d).as_of == "2022-01-06"


def test_a_part_names_its_whole(desk):
    d = desk("A blast killed 12 people, including 4 children.")
    d.number("12", 12, 12), d.number("4", 4, 4, part=True)
    d.sees("killed", "kill", counts=(d.count("12", "killed", "people"), d.count("4", "killed", "children")))
    whole, part = (c.figure for c in d.claims())
    assert (whole.part_of, part.part_of) == (None, "12")
