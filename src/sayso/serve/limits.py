"""How often something may be done: a bucket for each who, emptied evenly (GCRA, as of ATM's traffic control)."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Final

_MOST: Final = 10_000  # buckets kept at once: whoever asks under ever new addresses fills no memory


@dataclass(frozen=True, slots=True)
class Rate:
    """``times`` at once, and as many again spread over the next ``seconds``."""

    times: int
    seconds: float


SIGN_IN: Final = Rate(10, 900)  # for one name from one address
SIGN_IN_ADDRESS: Final = Rate(30, 900)  # for all names from one address
SIGN_IN_NAME: Final = Rate(
    100, 900
)  # for one name from everywhere: nobody is locked out by a few attempts of others
HELD_TOLD: Final = Rate(1, 900)  # entries of the log that a name is held back from one address
BAD_TOKEN: Final = Rate(30, 300)  # for one address
WRITES: Final = Rate(120, 60)  # for one person or token
API: Final = Rate(600, 60)  # for one person or token


class Limits:
    """The buckets. ``clock`` gives seconds that only rise."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._empty_at: dict[Hashable, float] = {}
        self._lock = Lock()

    def wait(self, key: Hashable, rate: Rate) -> float:
        """0, and it is counted; or the seconds until it may be done again, and it is not counted."""
        with self._lock:
            now = self._clock()
            step = rate.seconds / rate.times
            empty_at = max(self._empty_at.get(key, now), now)
            over = empty_at + step - now - rate.seconds
            if over > 1e-9:
                return over
            self._empty_at.pop(key, None)
            self._empty_at[key] = empty_at + step
            if len(self._empty_at) > _MOST:
                self._forget(now)
            return 0.0

    def _forget(self, now: float) -> None:
        """The empty buckets, and where that is not enough those not used for longest."""
        kept = {key: at for key, at in self._empty_at.items() if at > now}
        self._empty_at = dict(list(kept.items())[-_MOST // 2 :])


def network(address: str) -> str:
    """The address, of IPv6 its /64: a house has as many addresses there as it likes."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
