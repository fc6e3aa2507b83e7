"""Reads news reports of a crisis: what is said to have happened, where, when, how many, and on whose say-so."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Options", "__version__", "code", "read"]

if TYPE_CHECKING:
    from sayso.pipeline import Options, code, read


def __getattr__(name: str) -> Any:
    """`read`, `code` and `Options` come from `sayso.pipeline` when first asked for: importing sayso stays cheap."""
    if name in {"Options", "code", "read"}:
        from sayso import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
