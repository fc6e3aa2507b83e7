from sayso.core.kinds import KINDS, kinds

PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "RETREAT",
    "CONCEDE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "NONE",
}
ACLED = {
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
}


def test_the_table_holds_every_kind_in_order() -> None:
    assert tuple(kinds()) == KINDS
    assert len(KINDS) == 33


def test_codes_are_of_their_schemes() -> None:
    for kind in kinds().values():
        assert kind.plover[0] in PLOVER, kind.name
        assert kind.cameo == "---" or kind.cameo in {f"{n:02}" for n in range(1, 21)}, kind.name
        assert kind.acled is None or kind.acled[0] in ACLED, kind.name
        assert kind.definition.endswith("."), kind.name
