"""Every command with its arguments, from the parsers themselves."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import cast

from sayso.cli.main import COMMANDS, _parser

COMMON = ("--help", "--quiet", "--verbose", "--version")
"""Options that work on every command; they are told once."""


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each command with its parser, those within commands (``watch add``) after the one that they belong to."""
    for name in COMMANDS:
        for action in _parser([name])._actions:
            if isinstance(action, argparse._SubParsersAction):
                yield from _with_inner(name, action.choices[name])


def _with_inner(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner, one in action.choices.items():
                yield from _with_inner(f"{name} {inner}", one)


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The command's own arguments, without those that work everywhere."""
    return [
        a
        for a in parser._actions
        if not set(a.option_strings) & set(COMMON) and not isinstance(a, argparse._SubParsersAction)
    ]


def names(action: argparse.Action) -> str:
    """An argument as it is typed: ``-o, --output FILE``, ``RECORD``."""
    value = _value(action)
    if not action.option_strings:
        return value
    return ", ".join(action.option_strings) + (f" {value}" if value and action.nargs != 0 else "")


def page() -> str:
    """The page of all commands."""
    head = (
        "# All commands\n\nMade from the program's own parsers. On every command: `-q`, `--quiet` says nothing on "
        "standard error but failures; `-v`, `--verbose` says more; `--version` prints the version; `-h`, `--help` "
        "prints what stands here. Exit status: 0 done, 1 some inputs failed, 2 wrong use, unless told otherwise.\n"
    )
    return head + "".join(_section(name, parser) for name, parser in parsers())


def _section(name: str, parser: argparse.ArgumentParser) -> str:
    rows = [f"| `{names(a)}` | {cell(_help(parser, a))} |" for a in arguments(parser)]
    table = "\n".join(["| argument | does |", "|---|---|", *rows]) + "\n" if rows else ""
    epilog = f"\n```text\n{parser.epilog}\n```\n" if parser.epilog else ""
    level = "##" if " " not in name else "###"
    return f"\n{level} sayso {name}\n\n{cell(parser.description or '')}\n\n{table}{epilog}"


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    text = parser._get_formatter()._expand_help(action) if action.help else ""
    if action.choices is not None and _value(action) == action.metavar and len(text) < 60:
        text += f" ({', '.join(map(str, action.choices))})"
    return text


def _value(action: argparse.Action) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    default = action.dest if not action.option_strings else action.dest.upper()
    return cast(str, action.metavar) or ("" if action.nargs == 0 else default)


def cell(text: str) -> str:
    """Text that stands in a table of Markdown as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|])", r"\\\1", " ".join(text.split()))
