"""What users rely on in a record is written down: every command, option and table."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import pytest

from sayso.record import schema

_PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "record.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["add", "claims", "sources", "audit", "reread"])
def test_every_option_is_documented(command: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"sayso.cli.{command}").add_arguments(parser)
    options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    assert f"`sayso {command} RECORD" in _PAGE
    assert [o for o in options if f"`{o}" not in _PAGE] == []


def test_every_table_is_documented() -> None:
    assert [name for name in schema.metadata.tables if f"| `{name}` |" not in _PAGE] == []
