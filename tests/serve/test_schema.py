"""The API keeps what its OpenAPI description promises, whatever it is asked: schemathesis asks."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok
from schemathesis.python.asgi import HOST
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sayso.cli.serve import look
from sayso.records import Record
from sayso.serve import post, sessions
from sayso.serve.access import Gate
from sayso.serve.accounts import Accounts
from sayso.serve.app import make_app
from sayso.serve.guard import LOOPBACK
from sayso.serve.limits import Limits


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is posted is read by the plain extractor."""
    plain = post.Options
    monkeypatch.setattr(post, "Options", lambda: plain(reader="lexicon"))


def _ask(app: object, headers: dict[str, str], examples: int) -> set[str]:
    """Ask every address that is described, rightly and wrongly; gives back those that were asked."""
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers)
    asked = set()
    for found in described.get_all_operations():
        assert isinstance(found, Ok), found.err()
        operation = found.ok()
        if "/events" in operation.path:  # an answer without end
            continue

        @settings(
            max_examples=examples, deadline=None, derandomize=True, database=None,
            phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def answers(case: schemathesis.Case) -> None:
            # What a day or a kind is, no pattern tells to the end: they are refused with 400, as described.
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

        answers()
        asked.add(operation.label)
    return asked


def test_every_address_answers_as_described(record: Record) -> None:
    assert len(_ask(make_app(record, look(), "A. Desk", LOOPBACK | {HOST}), {}, 10)) >= 12
    assert len(record.claims()) >= 3


def test_the_same_with_accounts_and_never_without_a_token(record: Record, accounts: Accounts) -> None:
    gate = Gate(accounts, Limits(iter(range(0, 10**9, 60)).__next__))  # a minute between any two requests
    app = make_app(record, look(), "nobody's name", LOOPBACK | {HOST}, gate)
    _, secret = sessions.make_token(accounts, "bo", "reviewer")
    assert len(_ask(app, {"Authorization": f"Bearer {secret}"}, 5)) >= 12
    assert {d.by for d in record.decisions()} <= {"bo"}
