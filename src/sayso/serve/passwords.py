"""Passwords: hashed with Argon2id (RFC 9106), few at a time, and as long for a name that is not there."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from sayso.core.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
LONGEST: Final = 200
_AT_ONCE: Final = 2  # a hash takes 64 MiB and a core: many attempts must not take all


class Passwords:
    """Hashes and checks. ``hasher`` is argon2's, with its own parameters unless given."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        try:
            from argon2 import PasswordHasher as Hasher
        except ModuleNotFoundError:
            raise MissingExtra("Accounts need argon2-cffi: pip install 'sayso[serve]'.") from None
        self._hasher = hasher or Hasher()
        self._free = BoundedSemaphore(_AT_ONCE)
        self._nobody: str | None = None

    def hash(self, name: str, password: str) -> str:
        """The hash to keep, in its standard form. Raises UsageError for a password that is too easily guessed."""
        if len(password) < SHORTEST:
            raise UsageError(f"A password has at least {SHORTEST} characters; a few words will do.")
        if len(password) > LONGEST:
            raise UsageError(f"A password has at most {LONGEST} characters.")
        if len(set(password)) < 5 or password.casefold() in {name.casefold(), name.casefold() * 2}:
            raise UsageError(
                "This password is too easily guessed; take a few words that do not belong together."
            )
        with self._free:
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """True if the password is the one that was hashed. ``kept`` None (no such account) takes as long; False."""
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._free:
            if self._nobody is None:
                self._nobody = self._hasher.hash("nobody has this password")
            try:
                found = self._hasher.verify(kept or self._nobody, password[: LONGEST + 1])
            except (VerificationError, InvalidHashError):
                return False
        return found and kept is not None

    def old(self, kept: str) -> bool:
        """True if a hash was made with weaker parameters than those of today."""
        return self._hasher.check_needs_rehash(kept)
