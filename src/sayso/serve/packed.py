"""Dataclasses of the core as JSON and back: what was worked out once can be kept in a file."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_Kind = TypeVar("_Kind")


def pack(item: Any) -> str:
    """The dataclass as a JSON object; half characters, which no file takes, as escapes."""
    return json.dumps(asdict(item), separators=(",", ":"))


def unpack(kind: type[_Kind], text: str) -> _Kind:
    """What `pack` wrote of a dataclass of this kind; equal to what it was made from."""
    found: _Kind = _made(kind, json.loads(text))
    return found


def _made(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _made(next(k for k in get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        kinds = get_args(kind)
        each = kinds[:1] * len(value) if kinds[-1] is ... else kinds
        return tuple(_made(k, v) for k, v in zip(each, value, strict=True))
    if is_dataclass(kind):
        made: Any = kind
        return made(**{name: _made(hint, value[name]) for name, hint in _hints(made)})
    return value


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    known = get_type_hints(kind)
    return tuple((field.name, known[field.name]) for field in fields(kind))
