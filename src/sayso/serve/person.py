"""Who asks: a person with an account and a role, a program with a token, nobody, or whoever sits at this machine."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.requests import Request

ROLES: Final = ("reader", "reviewer", "admin")
"""What an account may do, each more than the one before: look; decide and add reports; manage accounts."""


@dataclass(frozen=True, slots=True)
class Person:
    """``name`` stands with what they decide. ``session`` is the secret of their browser, ``token`` the id of their
    API token; both are empty for whoever sits at this machine, where there are no accounts."""

    name: str
    role: str
    session: str = ""
    token: str = ""

    def may(self, role: str) -> bool:
        """True if their role is this one or more."""
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(role)

    @property
    def known(self) -> bool:
        """False for nobody."""
        return self.role in ROLES

    @property
    def local(self) -> bool:
        """True where there are no accounts."""
        return self.known and not self.session and not self.token

    @property
    def form(self) -> str:
        """What a form of this session must send back; of another session it is another."""
        return hmac.new(self.session.encode(), b"form", hashlib.sha256).hexdigest() if self.session else ""


NOBODY: Final = Person("", "")


def person_of(request: Request) -> Person:
    """Who asks, as `sayso.serve.access` found it; nobody if that was not asked."""
    found = request.scope.get("state", {}).get("person", NOBODY)
    return found if isinstance(found, Person) else NOBODY
