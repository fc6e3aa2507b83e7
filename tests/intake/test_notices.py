import pytest

from sayso.intake.notices import notice


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("UPDATE 2-Rebels take the airport", "update 2"),
        ("WRAPUP 3-Rebels take the airport", None),
        ("UPDATE: Rebels take the airport", "update"),
        ("2nd UPDATE Rebels take the airport", "update 2"),
        ("RECAST-Rebels take the airport", "recast"),
        ("CORRECTED-Rebels take the airport", "correction"),
        ("Correction: Airport story", "correction"),
        ("REFILE-Rebels take the airport", "refile"),
        ("KILL: Airport story", "withdrawn"),
        ("WITHDRAWN - Rebels take the airport", "withdrawn"),
        ("Kill switch found in pumps", None),
        ("Update on the war in the north", None),
        ("KILLED: three soldiers", None),
        ("Correction officers on strike", None),
        (None, None),
    ],
)
def test_slug_of_a_headline(title: str | None, expected: str | None) -> None:
    assert notice(title) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Corrects number of wounded in paragraph 2)", "correction"),
        ("An earlier version of this story gave a wrong date.", "correction"),
        ("Correction: the bridge is on the northern road.", "correction"),
        ("Please disregard the earlier story on the airport.", "withdrawn"),
        ("This story has been withdrawn.", "withdrawn"),
        ("The ministry corrected its figures on Friday.", None),
        ("The army withdrew from the town.", None),
    ],
)
def test_notice_in_a_line(line: str, expected: str | None) -> None:
    assert notice("Rebels take the airport", ["The airport fell on Friday.", line]) == expected
