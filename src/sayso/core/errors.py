"""One tree of errors. Each message is one sentence: what is wrong, where, and what to do."""

from __future__ import annotations


class SaysoError(Exception):
    """Base of everything that sayso raises on purpose; ``str(error)`` can be shown to a user as it is."""


class InputError(SaysoError):
    """A report could not be read: missing, empty, binary, too large, not English, refused by its server."""


class OtherLanguage(InputError):
    """A report is in another language than English: nothing is wrong with it, it is not for sayso."""


class FormatError(SaysoError):
    """A line or field does not follow the form in which sayso reads and writes claims."""


class SpanError(SaysoError):
    """A value cannot be shown in the report's own characters. Always a defect of the code that made it."""


class UsageError(SaysoError):
    """A command or function was called in a way that cannot be meant."""


class MissingExtra(SaysoError):
    """Something optional is needed and not installed."""


class RecordError(SaysoError):
    """A record cannot be opened or written: missing, another program's file, made by a newer sayso, damaged."""
