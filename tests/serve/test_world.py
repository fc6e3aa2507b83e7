"""The countries' shapes: borders fit together, cutting keeps what lies inside."""

from __future__ import annotations

from sayso.serve.world import Box, Land, cut, land, lands, path

SQUARE = Land("XX", "Square", (((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)),))


def test_every_country_is_there_once() -> None:
    codes = [each.code for each in lands() if each.code]
    assert len(codes) == len(set(codes)) > 230
    assert all(ring[0] == ring[-1] for each in lands() for ring in each.rings)
    found = land("KZ")
    assert found
    assert found.box().meets(Box(67, 47, 69, 49))
    assert land(None) is None


def test_the_box_is_that_of_the_main_land() -> None:
    france = land("FR")
    assert france
    assert france.box().north > 50
    assert france.box().south > 40  # not French Guiana


def test_cutting_keeps_the_inside() -> None:
    (ring,) = cut(SQUARE, Box(5, 5, 20, 20))
    assert {(5.0, 5.0), (10.0, 5.0), (10.0, 10.0), (5.0, 10.0)} == set(ring)
    assert cut(SQUARE, Box(11, 11, 12, 12)) == []
    assert path([ring], lambda lon, lat: (lon * 10, lat * 10)).startswith("M")
    assert path([[(0, 0), (0.1, 0.1)]], lambda lon, lat: (lon, lat)) == ""
