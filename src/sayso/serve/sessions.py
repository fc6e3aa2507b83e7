"""Who is signed in: sessions of browsers and tokens of programs. Of both only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from sayso.core.errors import UsageError
from sayso.serve.accounts import Accounts
from sayso.serve.person import ROLES, Person

IDLE: Final = 12 * 3600  # seconds after which an unused session ends
LONGEST: Final = 7 * 24 * 3600  # and any session
LONGEST_TOKEN: Final = 3650  # days
_PREFIX: Final = "sayso_"  # by which scanners of published code know a token
_SEEN: Final = 60  # seconds in which the last use is not written down again


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; moments in seconds since 1970."""

    id: str
    name: str
    role: str
    label: str
    made_at: float
    ends_at: float
    used_at: float | None
    revoked_at: float | None


def hashed(secret: str) -> str:
    """What is kept of a secret of 256 bits of chance: its SHA-256; nothing slower is needed for so much chance."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def begin(accounts: Accounts, name: str, address: str) -> str:
    """Open a session; gives back its secret, made here and never taken from a request."""
    secret, now = secrets.token_urlsafe(32), accounts.clock()
    with accounts.writing() as file:
        file.execute("DELETE FROM sessions WHERE made_at < ? OR seen_at < ?", (now - LONGEST, now - IDLE))
        file.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", (hashed(secret), name, now, now, address))
    return secret


def resume(accounts: Accounts, secret: str) -> Person | None:
    """Whose session it is, in the role of this moment; None if it ended or never was."""
    key, now = hashed(secret), accounts.clock()
    found = accounts.rows(
        "SELECT a.name, a.role, s.seen_at FROM sessions s JOIN accounts a ON a.name = s.name"
        " WHERE s.hash = ? AND s.made_at > ? AND s.seen_at > ?",
        key, now - LONGEST, now - IDLE,
    )  # fmt: skip
    if not found:
        return None
    name, role, seen_at = found[0]
    if now - float(seen_at) > _SEEN:
        with accounts.writing() as file:
            file.execute("UPDATE sessions SET seen_at = ? WHERE hash = ?", (now, key))
    return Person(name, role, session=secret)


def end(accounts: Accounts, secret: str) -> None:
    """End a session."""
    with accounts.writing() as file:
        file.execute("DELETE FROM sessions WHERE hash = ?", (hashed(secret),))


def make_token(accounts: Accounts, name: str, role: str, label: str = "", days: int = 365) -> tuple[str, str]:
    """A token for the API: its id and its secret, which is not kept and cannot be shown again.

    Raises UsageError where there is no such account, its role is less, or ``days`` are none.
    """
    account = accounts.find(name)
    if role not in ROLES:
        raise UsageError(f"{role!r} is no role; known: {', '.join(ROLES)}.")
    if ROLES.index(role) > ROLES.index(account.role):
        raise UsageError(f"A token of {account.name} can be no more than {account.name} is: {account.role}.")
    if not 1 <= days <= LONGEST_TOKEN:
        raise UsageError(f"A token is good for 1 to {LONGEST_TOKEN} days.")
    secret, made, now = _PREFIX + secrets.token_urlsafe(32), "t" + secrets.token_hex(4), accounts.clock()
    with accounts.writing() as file:
        file.execute(
            "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            (made, hashed(secret), account.name, role, label[:80], now, now + days * 86400),
        )
    return made, secret


def bearer(accounts: Accounts, secret: str) -> Person | None:
    """Whose token it is, in the lesser of its role and the account's; None if it was revoked, ended or never was."""
    now = accounts.clock()
    found = accounts.rows(
        "SELECT a.name, a.role, t.role, t.id, t.used_at FROM tokens t JOIN accounts a ON a.name = t.name"
        " WHERE t.hash = ? AND t.ends_at > ? AND t.revoked_at IS NULL",
        hashed(secret), now,
    )  # fmt: skip
    if not found:
        return None
    name, own, given, made, used_at = found[0]
    if used_at is None or now - float(used_at) > _SEEN:
        with accounts.writing() as file:
            file.execute("UPDATE tokens SET used_at = ? WHERE id = ?", (now, made))
    return Person(name, min(own, given, key=ROLES.index), token=made)


def tokens(accounts: Accounts, name: str | None = None) -> list[Token]:
    """The tokens, revoked ones too, of an account or of all, the newest last."""
    rows = accounts.rows(
        "SELECT id, name, role, label, made_at, ends_at, used_at, revoked_at FROM tokens"
        " WHERE ? IS NULL OR name = ? ORDER BY made_at, id",
        name, name,
    )  # fmt: skip
    return [Token(*row) for row in rows]  # type: ignore[arg-type]


def revoke(accounts: Accounts, token: str, name: str | None = None) -> None:
    """End a token, from the next request on; ``name``: only if it is theirs. Raises UsageError where there is none."""
    with accounts.writing() as file:
        done = file.execute(
            "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL AND (? IS NULL OR name = ?)",
            (accounts.clock(), token, name, name),
        )
        if not done.rowcount:
            raise UsageError(f"There is no token {token[:60]!r} in use.")
