"""A mark is never more exact than its place."""

from __future__ import annotations

from sayso.serve.kept import Spot
from sayso.serve.places import draw

TOWN = Spot(43.25, 76.95, "Almaty, Kazakhstan", "populated", "KZ", 9)
PROVINCE = Spot(43.9, 77.1, "Almaty Region, Kazakhstan", "province", "KZ", 2)
COUNTRY = Spot(48.0, 68.0, "Kazakhstan", "country", "KZ", 5)


def test_a_country_is_a_shape_and_no_dot() -> None:
    found = draw([TOWN, PROVINCE, COUNTRY])
    assert found
    assert [m.spot for m in found.marks] == [PROVINCE, TOWN]
    assert found.marks[0].radius > 2 * found.marks[1].radius
    assert [s.spot for s in found.shapes if s.spot] == [COUNTRY]
    assert all(0 <= m.x <= found.width and 0 <= m.y <= found.height for m in found.marks)


def test_a_country_alone_is_looked_at_as_a_whole() -> None:
    found = draw([COUNTRY])
    assert found
    assert found.marks == ()
    assert found.box.west < 47
    assert found.box.east > 87


def test_a_far_off_claim_does_not_make_it_a_map_of_the_world() -> None:
    far = Spot(40.7, -74.0, "New York City, United States", "populated", "US", 1)
    found = draw([Spot(43.25, 76.95, "Almaty, Kazakhstan", "populated", "KZ", 30), far])
    assert found
    assert found.box.west > 60
    assert far in found.listed


def test_without_coordinates_there_is_no_map() -> None:
    assert draw([]) is None
    assert draw([Spot(0.0, 0.0, "The sea", "unresolved", None, 1)]) is None
