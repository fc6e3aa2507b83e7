"""Reasons on pages: their days are told as days are elsewhere, and what only looks like a day is left alone."""

from __future__ import annotations

from sayso.cli.serve import look
from sayso.serve.page import _reasons


def test_days_in_reasons_are_told_in_words() -> None:
    words = look().words
    told = _reasons(words["clean"], words["value_words"])
    assert told("the ministry gave 230 (2022-03-14)") == "the ministry gave 230 (14 Mar 2022)"
    assert told("time “2022-01-02/2022-01-04”/“2022-01-03/2022-01-03”") == "time “2–4 Jan 2022”/“3 Jan 2022”"
    assert told("in the report's words, “2022-99-99”, “2022-02-30/2022-01-01”") == (
        "in the report's words, “2022-99-99”, “2022-02-30/2022-01-01”"
    )
