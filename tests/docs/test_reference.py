"""What users rely on is written down: every option, kind, measure and stance."""

from __future__ import annotations

import argparse
from pathlib import Path

from sayso.cli import read
from sayso.core.claim import STANCES
from sayso.core.figure import MEASURES
from sayso.core.kinds import kinds

_REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_every_option_of_read_is_documented() -> None:
    parser = argparse.ArgumentParser()
    read.add_arguments(parser)
    page = (_REFERENCE / "read.md").read_text("utf-8")
    options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    assert len(options) > 5
    assert [o for o in options if f"`{o}" not in page] == []


def test_every_kind_stands_with_its_definition_and_codes() -> None:
    page = (_REFERENCE / "claims.md").read_text("utf-8")
    for kind in kinds().values():
        acled = ": ".join(kind.acled) if kind.acled else "–"
        mode = f" ({kind.plover[1]})" if kind.plover[1] else ""
        row = f"| {kind.group} | `{kind.name}` | {kind.definition} | {kind.plover[0]}{mode} | {kind.cameo} | {acled} |"
        assert row in page


def test_every_measure_and_stance_is_documented() -> None:
    page = (_REFERENCE / "claims.md").read_text("utf-8")
    assert [m for m in (*MEASURES, *STANCES) if m not in page] == []
