"""Every option of the commands that reconcile is documented, and every word that they answer with."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

import pytest

from sayso.cli import incidents, tolls
from sayso.core.toll import DISPUTES, STATUSES, TELLINGS
from sayso.reconcile.policies import POLICIES

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "tolls.md").read_text("utf-8")


@pytest.mark.parametrize("command", [tolls, incidents])
def test_every_option_is_documented(command: ModuleType) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = [
        o for action in parser._actions for o in action.option_strings if o.startswith("--") and o != "--help"
    ]
    assert len(options) > 5
    assert [o for o in options if f"`{o}" not in PAGE] == []


def test_every_word_of_an_answer_is_documented() -> None:
    assert [w for w in (*STATUSES, *TELLINGS, *DISPUTES, *POLICIES) if f"`{w}`" not in PAGE] == []
