from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.cli.terminal import Style, style_for, wrap, wrap_items


class _Terminal(io.StringIO):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


@given(st.text(alphabet="ab c", max_size=80).map(lambda s: " ".join(s.split())), st.integers(3, 20))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    lines = [text[a:b] for a, b in wrap(text, width)]
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.text(alphabet="ab", min_size=1, max_size=30), max_size=8), st.integers(5, 40))
def test_wrapped_items_fit_and_keep_their_order(items: list[str], width: int) -> None:
    lines = wrap_items(items, width)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" · ", "") == "".join(items)


def test_colour_only_on_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert style_for(_Terminal()).colour
    assert not style_for(io.StringIO()).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not style_for(_Terminal()).colour
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not style_for(_Terminal()).colour


def test_width_follows_the_terminal_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in (("100", 100), ("20", 40), ("400", 160)):
        monkeypatch.setenv("COLUMNS", columns)
        assert style_for(_Terminal()).width == width


def test_plain_signs_where_the_encoding_lacks_them() -> None:
    style = style_for(_Terminal("ascii"))
    assert style.ascii
    assert style.signs("✗ a → b · 2–7…").isascii()
    assert len(style.signs("✗ a → b")) == len("✗ a → b")
    assert Style().signs("→") == "→"
