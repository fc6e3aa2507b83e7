"""``sayso mcp``: a record for assistants, over the Model Context Protocol on standard input and output."""

from __future__ import annotations

import argparse
from typing import Final

_EXAMPLES: Final = """\
An assistant's program starts it; in its settings the command is 'sayso' with the arguments 'mcp' and the record.

exit status: 0 ended by whoever started it; 1 the record cannot be opened; 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso mcp``."""
    from sayso.cli.filters import add_record

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_record(parser)


def run(args: argparse.Namespace) -> int:
    """Answer until the input ends; gives back 0. Raises RecordError, MissingExtra."""
    from sayso.core.errors import MissingExtra
    from sayso.records import Record

    try:
        from sayso.mcp.server import make_server
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"'sayso mcp' needs {error.name}, which is not installed: pip install 'sayso[mcp]'."
        ) from None
    with Record.open(args.record, make=False) as record:
        try:
            make_server(record).run("stdio")
        except KeyboardInterrupt:
            return 0
    return 0
