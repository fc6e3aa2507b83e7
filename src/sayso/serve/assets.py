"""Style sheets, scripts and shapes: all from the package, by a fixed table; no part of an address is ever a path."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sayso.serve.desk import Look

_OWN: Final = (
    "desk.css", "access.css", "map.css", "icon.svg", "review.js", "desk.js", "map.js", "news.js",
    "vendor/maplibre-gl/maplibre-gl-csp.js", "vendor/maplibre-gl/maplibre-gl-csp-worker.js",
)  # fmt: skip
_KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    data: bytes
    kind: str

    @cached_property
    def packed(self) -> bytes:
        """Compressed, the same on every run."""
        return gzip.compress(self.data, 9, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Its ETag."""
        return f'"{hashlib.sha256(self.data).hexdigest()[:24]}"'


def assets(look: Look) -> dict[str, Asset]:
    """Address below ``/static/`` → file."""
    package = files("sayso.serve")
    texts = {"page.css": look.css.encode(), "page.js": look.js.encode()}
    texts |= {name: package.joinpath("static", *name.split("/")).read_bytes() for name in _OWN}
    texts["world.json"] = package.joinpath("world.json").read_bytes()
    return {name: Asset(data, _KINDS[name.rsplit(".", 1)[-1]]) for name, data in texts.items()}


def serve_static(app: FastAPI, look: Look) -> None:
    """Answers ``/static/``. Only these files are compressed on their way: pages hold form tokens beside words that
    were sent, whose compressed length could give the tokens away (BREACH, 2013)."""
    table = assets(look)

    @app.get("/static/{name:path}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        if name not in table:
            raise HTTPException(404)
        asset = table[name]
        headers = {"ETag": asset.tag, "Vary": "Accept-Encoding", "Cache-Control": "max-age=3600"}
        if asset.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(asset.data, headers=headers, media_type=asset.kind)
        return Response(asset.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=asset.kind)
