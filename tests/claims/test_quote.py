import pytest

from sayso.claims.choices import Choices


@pytest.mark.parametrize(
    ("text", "events", "quotes"),
    [
        ("The raid killed 19 people and wounded several others.", ["killed", "wounded"],
         ["The raid killed 19 people", "wounded several others"]),
        ("Rebels shelled the port, killing three sailors.", ["shelled", "killing"],
         ["Rebels shelled the port", "killing three sailors"]),
        ("Trains stopped while shops burned in the old town.", ["burned"], ["shops burned in the old town"]),
        ("On Monday, gunmen stormed a bank in Varosh.", ["stormed"], ["On Monday, gunmen stormed a bank in Varosh"]),
    ],
)  # fmt: skip
def test_the_quote_is_the_stating_clause(desk, text, events, quotes):
    d = desk(text)
    for trigger in events:
        d.sees(trigger, "attack")
    assert [c.quote.text for c in d.claims()] == quotes


def test_the_quote_stays_within_what_is_attributed(desk):
    d = desk("The interior ministry said 26 “bandits” had been “liquidated,” while the towns were calm.")
    d.hears("The interior ministry", "said", "26 “bandits” had been “liquidated,” while the towns were calm")
    d.sees("liquidated", "kill", counts=(d.count("26", "killed"),))
    assert d.claims()[0].quote.text == "26 “bandits” had been “liquidated,”"


def test_the_quote_holds_its_number(desk):
    d = desk("A blast killed 12 people, including 4 children, on Friday.")
    d.sees("killed", "kill", counts=(d.count("12", "killed"), d.count("4", "killed", "children")))
    first, second = d.claims()
    assert first.quote.text == "A blast killed 12 people"
    assert "including 4 children" in second.quote.text


def test_the_readers_quote_is_taken_and_trimming_can_be_left_out(desk):
    d = desk("Trains stopped while shops burned in the old town.")
    d.sees("burned", "destroy", quote=d.span("shops burned"))
    d.sees("stopped", "outage")
    assert [c.quote.text for c in d.claims(Choices(trim_quote=False))] == [d.text, "shops burned"]


def test_the_readers_quote_grows_to_its_number(desk):
    d = desk("At least 5 guards, the mayor said, had been killed there. Rain fell.")
    d.sees("killed", "kill", quote=d.span("had been killed"), counts=(d.count("At least 5", "killed"),))
    assert d.claims()[0].quote.text == "At least 5 guards, the mayor said, had been killed"
