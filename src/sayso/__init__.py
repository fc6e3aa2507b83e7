"""Reads news reports of a crisis: what is said to have happened, where, when, how many, and on whose say-so."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Filters", "Options", "Record", "__version__", "code", "read"]

if TYPE_CHECKING:
    from sayso.pipeline import Options, code, read
    from sayso.record.search import Filters
    from sayso.records import Record


_HOMES = {
    "Filters": "sayso.record.search",
    "Options": "sayso.pipeline",
    "Record": "sayso.records",
    "code": "sayso.pipeline",
    "read": "sayso.pipeline",
}


def __getattr__(name: str) -> Any:
    """What `sayso` offers comes from its module when first asked for: importing sayso stays cheap."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
