"""Sessions and tokens: when they begin and end, whose they are, and that the file would give none away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from sayso.core.errors import UsageError
from sayso.serve import sessions
from sayso.serve.accounts import Accounts
from sayso.serve.passwords import Passwords


class Hours:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def kept(tmp_path: Path, hours: Hours) -> Iterator[Accounts]:
    weak = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with Accounts(tmp_path / "a", make=True, clock=hours, passwords=weak) as made:
        made.add("ada", "admin", "a very long word")
        made.add("bo", "reviewer", "a very long word")
        yield made


def test_a_session_ends_unused_and_in_the_end(kept: Accounts, hours: Hours) -> None:
    unused, used = sessions.begin(kept, "bo", "here"), sessions.begin(kept, "bo", "here")
    began = hours.now
    while hours.now - began < sessions.LONGEST - sessions.IDLE:
        hours.now += sessions.IDLE / 2
        assert sessions.resume(kept, used)
    assert sessions.resume(kept, unused) is None
    hours.now = began + sessions.LONGEST + 1
    assert sessions.resume(kept, used) is None
    sessions.begin(kept, "bo", "here")
    assert kept.rows("SELECT count(*) FROM sessions") == [(1,)]  # those that ended are forgotten


def test_only_hashes_are_kept(kept: Accounts) -> None:
    secret = sessions.begin(kept, "bo", "here")
    _, token = sessions.make_token(kept, "bo", "reader")
    every = b"".join(p.read_bytes() for p in kept.path.parent.iterdir())
    assert secret.encode() not in every
    assert token.encode() not in every
    held = kept.rows("SELECT hash FROM sessions UNION ALL SELECT hash FROM tokens")
    for (known,) in held:  # what is in the file opens nothing
        assert sessions.resume(kept, known) is None
        assert sessions.bearer(kept, known) is None


def test_one_kind_of_secret_is_not_the_other(kept: Accounts) -> None:
    secret = sessions.begin(kept, "bo", "here")
    _, token = sessions.make_token(kept, "bo", "reader")
    assert sessions.bearer(kept, secret) is None
    assert sessions.resume(kept, token) is None
    assert sessions.resume(kept, "") is None
    assert sessions.bearer(kept, "\ud800") is None


def test_a_token_is_never_more_than_its_account(kept: Accounts, hours: Hours) -> None:
    which, secret = sessions.make_token(kept, "ada", "admin", days=2)
    found = sessions.bearer(kept, secret)
    assert found
    assert (found.name, found.role, found.token, found.session) == ("ada", "admin", which, "")
    kept.set_role("bo", "admin")
    kept.set_role("ada", "reader")
    lesser = sessions.bearer(kept, secret)
    assert lesser
    assert lesser.role == "reader"
    for role in ("reviewer", "owner", ""):
        with pytest.raises(UsageError):
            sessions.make_token(kept, "ada", role)
    hours.now += 2 * 86400 + 1
    assert sessions.bearer(kept, secret) is None


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_token_has_an_end(kept: Accounts, days: int) -> None:
    with pytest.raises(UsageError):
        sessions.make_token(kept, "ada", "reader", days=days)


def test_forms_of_two_sessions_differ_and_tell_nothing_of_them(kept: Accounts) -> None:
    one = sessions.resume(kept, sessions.begin(kept, "bo", "here"))
    other = sessions.resume(kept, sessions.begin(kept, "bo", "here"))
    assert one
    assert other
    assert len({one.form, other.form, sessions.hashed(one.session), one.session}) == 4
