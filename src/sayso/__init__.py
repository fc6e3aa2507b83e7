"""Reads news reports of a crisis: what is said to have happened, where, when, how many, and on whose say-so.

`read` and `code` turn reports into claims, `Record` keeps them and answers; the types are what they give back.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Claim",
    "CodedReport",
    "Decision",
    "Failure",
    "Figure",
    "Filters",
    "Incident",
    "Options",
    "Question",
    "Record",
    "Report",
    "SaysoError",
    "Span",
    "Toll",
    "TollEntry",
    "When",
    "Where",
    "Who",
    "__version__",
    "code",
    "read",
]

if TYPE_CHECKING:
    from sayso.core.claim import Claim
    from sayso.core.coded import CodedReport, Failure
    from sayso.core.decision import Decision
    from sayso.core.errors import SaysoError
    from sayso.core.figure import Figure
    from sayso.core.incident import Incident
    from sayso.core.report import Report
    from sayso.core.span import Span
    from sayso.core.toll import Toll, TollEntry
    from sayso.core.when import When
    from sayso.core.where import Where
    from sayso.core.who import Who
    from sayso.pipeline import Options, code, read
    from sayso.reconcile.filters import Filters as Question
    from sayso.record.search import Filters
    from sayso.records import Record

_HOMES = {
    "Claim": "sayso.core.claim",
    "CodedReport": "sayso.core.coded",
    "Decision": "sayso.core.decision",
    "Failure": "sayso.core.coded",
    "Figure": "sayso.core.figure",
    "Filters": "sayso.record.search",
    "Incident": "sayso.core.incident",
    "Options": "sayso.pipeline",
    "Question": "sayso.reconcile.filters",
    "Record": "sayso.records",
    "Report": "sayso.core.report",
    "SaysoError": "sayso.core.errors",
    "Span": "sayso.core.span",
    "Toll": "sayso.core.toll",
    "TollEntry": "sayso.core.toll",
    "When": "sayso.core.when",
    "Where": "sayso.core.where",
    "Who": "sayso.core.who",
    "code": "sayso.pipeline",
    "read": "sayso.pipeline",
}
_NAMES = {"Question": "Filters"}
"""Under what name a thing is kept in its home, where that differs: `Filters` choose claims, a `Question` figures."""


def __getattr__(name: str) -> Any:
    """What `sayso` offers comes from its module when first asked for: importing sayso stays cheap."""
    if name in _HOMES:
        from importlib import import_module

        found = getattr(import_module(_HOMES[name]), _NAMES.get(name, name))
        globals()[name] = found
        return found
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
