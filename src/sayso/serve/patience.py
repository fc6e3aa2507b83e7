"""The HTTP server's patience: a connection that does not send the head of a request in time is closed."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD: Final = 10.0
"""Seconds for the head of the first request, from when the connection was made."""


class Patient(H11Protocol):
    """uvicorn's protocol with a limit for the head; for further requests it has its own, ``timeout_keep_alive``.

    Without it a few connections that send a letter now and then (slowloris) would take all that may be open at once.
    """

    patience = HEAD

    def connection_made(self, transport: Any) -> None:
        """Start the clock."""
        super().connection_made(transport)
        self._late: asyncio.TimerHandle | None = self.loop.call_later(self.patience, self._close_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        if self._late is not None:
            self._late.cancel()
            self._late = None
        super().connection_lost(exc)

    def _close_if_silent(self) -> None:
        # ``cycle`` is the first request, once its head has come whole.
        if getattr(self, "cycle", None) is None and not self.transport.is_closing():
            self.transport.close()
