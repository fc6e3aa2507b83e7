"""Files of the package: by a fixed table, compressed where that is taken, asked for again only when they changed."""

from __future__ import annotations

import gzip

import pytest
from tests.serve.conftest import Client

from sayso.cli.serve import look
from sayso.serve.assets import assets


def test_each_file_comes_compressed_and_as_it_is(client: Client) -> None:
    for name, asset in assets(look()).items():
        whole = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
        packed = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
        assert whole.content == packed.content == asset.data
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(asset.packed) == asset.data
        tag = whole.headers["etag"]
        assert client.get(f"/static/{name}", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "name", ["../app.py", "vendor/maplibre-gl/LICENSE.txt", "vendor", "%2e%2e/desk.py", ""]
)
def test_nothing_else_is_given_out(client: Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
