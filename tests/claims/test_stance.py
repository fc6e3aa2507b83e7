import pytest

from sayso.claims.choices import Choices

BY_WORDS = Choices(stance=0.5)


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "stance"),
    [
        ("Soldiers shelled the town.", "shelled", "bomb", "asserted"),
        ("Soldiers did not shell the town.", "shell", "bomb", "denied"),
        ("Soldiers may have shelled the town.", "shelled", "bomb", "hedged"),
        ("An alleged attack shook the town.", "attack", "attack", "hedged"),
        ("Soldiers were ordered to shell the town.", "shell", "bomb", "intended"),
        ("They vowed to retake the port.", "retake", "seize", "intended"),
        ("The bishop would condemn the raid.", "condemn", "accuse", "asserted"),
        ("They did not flee, and the troops fired.", "fired", "attack", "asserted"),
    ],
)
def test_stance_by_the_words_before(desk, text, trigger, kind, stance):
    d = desk(text)
    d.sees(trigger, kind, stance_score=0.0)
    assert d.claims(BY_WORDS)[0].stance == stance


def test_the_readers_stance_wins_where_it_is_sure(desk):
    d = desk("Soldiers did not shell the town.")
    d.sees("shell", "bomb", stance="intended", stance_score=0.9)
    assert d.claims(BY_WORDS)[0].stance == "intended"


def test_what_a_claimant_denies_is_denied(desk):
    d = desk("The army denied that its planes bombed the town.")
    d.hears("The army", "denied", "its planes bombed the town")
    d.sees("bombed", "bomb", stance_score=0.0)
    assert d.claims(BY_WORDS)[0].stance == "denied"


def test_a_figure_of_none_is_a_denial(desk):
    d = desk("In the end no one was hurt.")
    d.number("no one", 0, 0, form="none")
    d.sees("hurt", "injure", stance_score=0.0, counts=(d.count("no one", "injured"),))
    assert d.claims(BY_WORDS)[0].stance == "denied"
