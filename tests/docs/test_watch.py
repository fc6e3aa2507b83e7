"""Every option of ``sayso watch`` and ``sayso brief`` is documented; every rule and sink that is shown is taken."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path

import pytest

from sayso.watch.rules import WHENS
from sayso.watch.rules_file import parse
from sayso.watch.sinks import SORTS

_REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
_PAGE = (_REFERENCE / "watch.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["watch", "brief"])
def test_every_option_is_documented(command: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"sayso.cli.{command}").add_arguments(parser)
    page = (_REFERENCE / f"{command}.md").read_text("utf-8")
    options = [
        o for action in parser._actions for o in action.option_strings if o.startswith("--") and o != "--help"
    ]
    assert len(options) > 5
    assert [o for o in options if f"`{o}`" not in page] == []


def test_what_the_page_shows_is_taken() -> None:
    rules, sinks = re.findall(r"```toml\n(.*?)```", _PAGE, re.S)
    found = parse(f"{sinks}\n{rules}")
    assert {s.sort for s in found.sinks} == set(SORTS)
    assert len(found.rules) > 5


def test_every_sort_of_rule_and_setting_of_a_sink_is_documented() -> None:
    assert [when for when in WHENS if f"| `{when}` |" not in _PAGE] == []
    assert [
        key for settings in SORTS.values() for key in settings if not re.search(rf"^{key} = ", _PAGE, re.M)
    ] == []
