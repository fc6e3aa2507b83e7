"""Alerts by webhook: one JSON POST each, signed after Standard Webhooks 1.0 (HMAC-SHA256 over id, time and body)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import urllib3

from sayso.intake.fetch import USER_AGENT
from sayso.watch.sinks import SinkError, secret

_WAITS: Final = (1.0, 4.0)
"""Seconds before the second and third try; after that the alert waits for a later round."""
_TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_TIMEOUT: Final = urllib3.Timeout(connect=10, read=20)


def post_all(
    options: Mapping[str, Any],
    alerts: Sequence[dict[str, Any]],
    sleep: Callable[[float], None],
    now: float | None = None,
) -> int:
    """Post the alerts in order until one is refused; gives back how many were taken. Raises SinkError if none was."""
    key = secret(options, "secret_env")
    done = 0
    with urllib3.PoolManager(timeout=_TIMEOUT, retries=False) as pool:
        for row in alerts:
            problem = _post(pool, options["url"], _request(row, key, now), sleep)
            if problem is not None:
                if done:
                    break
                raise SinkError(problem)
            done += 1
    return done


def _request(row: dict[str, Any], key: str | None, now: float | None) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
    moment = str(int(time.time() if now is None else now))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": row["id"],
        "webhook-timestamp": moment,
    }
    if key is not None:
        headers["webhook-signature"] = f"v1,{signature(key, row['id'], moment, body)}"
    return body, headers


def signature(key: str, name: str, moment: str, body: bytes) -> str:
    """Base64 of HMAC-SHA256 over ``id.timestamp.body``. A key ``whsec_…`` is Base64, any other is taken as it is."""
    raw = key.encode()
    if key.startswith("whsec_"):
        try:
            raw = base64.b64decode(key.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            raw = key.encode()
    return base64.b64encode(hmac.digest(raw, f"{name}.{moment}.".encode() + body, hashlib.sha256)).decode()


def _post(
    pool: urllib3.PoolManager, url: str, request: tuple[bytes, dict[str, str]], sleep: Callable[[float], None]
) -> str | None:
    """None if it was taken, else why not."""
    body, headers = request
    problem = ""
    for wait in (0.0, *_WAITS):
        if wait:
            sleep(wait)
        try:
            answer = pool.request("POST", url, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError:
            problem = f"{url} could not be reached."
            continue
        if 200 <= answer.status < 300:
            return None
        problem = f"{url} answered {answer.status}."
        if answer.status not in _TRANSIENT:
            break
    return problem
