import pytest

from sayso.intake.wire import agency


@pytest.mark.parametrize(
    ("byline", "paragraphs", "lines", "expected"),
    [
        (None, ["ALMATY (Reuters) - Troops entered the city."], [], "Reuters"),
        (None, ["KABUL, Afghanistan, Jan 7 (AFP) - A bomb went off."], [], "AFP"),
        (None, ["NAIROBI, Kenya (AP) _", "A bomb went off."], [], "Associated Press"),
        (None, ["ALMATY, Jan 7, 2022 (Example Wire) - Troops entered the city."], [], "Example Wire"),
        (None, ["Almaty, Jan 7 (AFP) Troops entered the city."], [], "AFP"),
        (None, ["Almaty (dpa) - Troops entered the city."], [], "dpa"),
        (None, ["The army (AA) fired on the town, and the rebels (AFP saw them) withdrew."], [], None),
        (None, ["The Front (United Front) - a coalition - took the town."], [], None),
        ("A. Reporter in Harrisburg, PA", ["Troops entered the city."], [], None),
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
