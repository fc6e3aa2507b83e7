"""Rows of the record: digests, and words kept once."""

from __future__ import annotations

from sayso.core.span import Span
from sayso.record.rows import digest, span_row, who_of


def test_zero_has_no_sign_in_a_digest() -> None:
    assert digest({"lat": -0.0}) == digest({"lat": 0.0}) != digest({"lat": 5e-324})


def test_words_that_many_claims_name_are_kept_once() -> None:
    row = {f"who_{f}": None for f in ("type", "country", "sector", "key")} | span_row(
        "who", Span(0, 3, "the")
    )
    one, other = (
        who_of(row | {"who_name": "".join(["the ", "mayor"]), "who_candidates": "[]"}) for _ in "ab"
    )
    assert one == other
    assert one.name is other.name
