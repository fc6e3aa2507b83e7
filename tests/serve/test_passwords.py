"""Which passwords are taken, and that one is as slow to refuse as another."""

from __future__ import annotations

import threading
import time

import pytest
from argon2 import PasswordHasher

from sayso.core.errors import UsageError
from sayso.serve.passwords import Passwords

WEAK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.mark.parametrize("password", ["", "short", "a" * 20, "abababababab", "x" * 201, "Ada of the desk"])
def test_what_is_too_easily_guessed(password: str) -> None:
    with pytest.raises(UsageError):
        Passwords(WEAK).hash("ada of the desk", password)


def test_the_same_password_has_many_hashes() -> None:
    passwords = Passwords(WEAK)
    kept = [passwords.hash("ada", "a very long word ü") for _ in range(2)]
    assert kept[0] != kept[1]
    assert all(passwords.fits(k, "a very long word ü") for k in kept)
    assert not passwords.fits(kept[0], "a very long word u")
    assert not passwords.fits("no hash", "a very long word ü")


def test_nobody_has_no_password() -> None:
    passwords = Passwords(WEAK)
    assert not passwords.fits(None, "nobody has this password")
    assert not passwords.fits(None, "")


def test_shipped_parameters_are_those_of_the_rfc() -> None:
    kept = Passwords().hash("ada", "a very long word")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, the second recommended option


def test_few_are_hashed_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()

    class Slow(PasswordHasher):
        def verify(self, *_: object) -> bool:  # type: ignore[override]
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1
            return True

    passwords = Passwords(Slow(time_cost=1, memory_cost=8, parallelism=1))
    tries = [threading.Thread(target=passwords.fits, args=("kept", "x")) for _ in range(8)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    assert most == 2
