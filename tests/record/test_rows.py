"""Rows of the record: digests."""

from __future__ import annotations

from sayso.record.rows import digest


def test_zero_has_no_sign_in_a_digest() -> None:
    assert digest({"lat": -0.0}) == digest({"lat": 0.0}) != digest({"lat": 5e-324})
