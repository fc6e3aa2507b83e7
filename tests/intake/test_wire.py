import pytest

from sayso.intake.wire import agency


@pytest.mark.parametrize(
    ("byline", "paragraphs", "lines", "expected"),
    [
        (None, ["ALMATY (Reuters) - Troops entered the city."], [], "Reuters"),
        (None, ["KABUL, Afghanistan, Jan 7 (AFP) - A bomb went off."], [], "AFP"),
        (None, ["NAIROBI, Kenya (AP) _", "A bomb went off."], [], "Associated Press"),
        ("The Associated Press", ["Troops entered the city."], [], "Associated Press"),
        ("A. Reporter, AP Writer", ["Troops entered the city."], [], "Associated Press"),
        (None, ["Troops entered the city.", "They left on Friday. (Xinhua)"], [], "Xinhua"),
        (None, ["Troops entered."], ["(Reporting by the desk; Editing by the night desk)"], "Reuters"),
        (None, ["Troops entered."], ["Source: AFP"], "AFP"),
        (None, ["Troops entered the city, Interfax reported, citing the ministry."], [], None),
        (None, ["Troops entered the city."], ["(photo credit: REUTERS/Staff)"], None),
        ("A. Reporter", ["The ministry (the largest) spoke."], [], None),
    ],
)
def test_agency(byline: str | None, paragraphs: list[str], lines: list[str], expected: str | None) -> None:
    assert agency(byline, paragraphs, lines) == expected
