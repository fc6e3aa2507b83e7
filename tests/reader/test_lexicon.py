import pytest

from sayso.core.report import Part, Report
from sayso.reader.lexicon import read


def reading(text):
    report = Report("r", text, (Part("body", 0, len(text)),), published="2022-01-07")
    return read([report])[0]


def event(text, kind):
    found = [e for e in reading(text).events if e.kind == kind]
    assert found, f"no {kind} seen in {text!r}"
    return found[0]


def test_triggers_have_kind_and_score():
    seen = reading("A bomb exploded in Varosh and three people were killed.")
    assert {"kill", "bomb"} <= {e.kind for e in seen.events}
    assert all(0 < e.score <= 1 for e in seen.events)
    assert seen.model.startswith("lexicon")


def test_a_passive_has_its_target_before_it_and_an_active_verb_behind():
    passive = event("Eleven rebels were killed by soldiers.", "kill")
    assert passive.best("target").span.text == "Eleven rebels"
    assert passive.best("actor").span.text == "soldiers"
    active = event("Soldiers killed eleven rebels.", "kill")
    assert active.best("actor").span.text == "Soldiers"


def test_each_number_goes_to_the_trigger_of_its_clause():
    seen = reading("The ministry said 26 bandits had been killed, while 18 police had been wounded.")
    counts = {e.kind: [(c.span.text, c.measure) for c in e.counts] for e in seen.events}
    assert counts["kill"] == [("26", "killed")]
    assert counts["injure"] == [("18", "injured")]


@pytest.mark.parametrize(
    "text",
    [
        "On 5 January 2022 a man aged 34 years was killed.",
        "Killed in the raid at 10 p.m., 12 km from the town, was a hawker.",
        "Some 40 percent of homes were destroyed.",
        "VAROSH, Jan 5 (Polar Press) - Dozens were killed.",
    ],
)
def test_dates_ages_lengths_and_shares_are_no_counts(text):
    numbers = {c.span.text for e in reading(text).events for c in e.counts}
    assert not numbers & {"5", "2022", "34", "10", "12", "40", "Some 40"}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The mayor said the bridge was blown up.", "The mayor", "the bridge was blown up"),
        (
            "“They blew up the bridge in the night,” said Mayor Stern.",
            "Mayor Stern",
            "They blew up the bridge",
        ),
        ("Nine people died, according to the Red Star Clinic.", "the Red Star Clinic", "Nine people died"),
        ("Nine people died on the long road to Varosh, the mayor said.", "the mayor", "Nine people died"),
    ],
)
def test_who_says_it(text, source, content):
    (attribution,) = reading(text).attributions
    assert attribution.source[0].text == source
    assert content in attribution.content[0].text


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("The army, cited by Polar Press, said ten planes bombed the port.", "The army", "Polar Press"),
        ("A guard told Polar Press that ten planes bombed the port.", "A guard", "Polar Press"),
    ],
)
def test_a_relay_lies_around_the_claimant(text, inner, outer):
    attributions = sorted(reading(text).attributions, key=lambda a: sum(len(c.text) for c in a.content))
    assert [a.source[0].text for a in attributions] == [inner, outer]


def test_it_was_reported_has_no_source():
    (attribution,) = reading("It was reported that shots were fired.").attributions
    assert attribution.source == ()


def test_a_quotation_goes_on_without_source():
    first, second = reading(
        "“They shelled the whole of the port,” said Mayor Stern. “They looted shops.”"
    ).attributions
    assert first.source[0].text == "Mayor Stern"
    assert second.source == ()


@pytest.mark.parametrize(
    "text", ["12", "killed", "said", "“", "killed 12", "said said said", "1,2,3 killed, killed"]
)
def test_odd_text_gives_a_reading(text):
    assert reading(text).report.text == text
