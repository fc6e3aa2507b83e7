"""Buckets: so many at once, the rest evenly, each who apart, and no memory without end."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.serve.limits import Limits, Rate, network


def test_a_bucket_fills_and_empties() -> None:
    now = [0.0]
    limits, rate = Limits(lambda: now[0]), Rate(3, 30)
    assert [limits.wait("a", rate) for _ in range(4)] == [0, 0, 0, 10]
    assert limits.wait("b", rate) == 0
    now[0] = 10
    assert [limits.wait("a", rate) for _ in range(2)] == [0, 10]
    now[0] = 1000
    assert [limits.wait("a", rate) > 0 for _ in range(4)] == [False, False, False, True]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.integers(1, 5), st.integers(1, 60))
def test_never_more_than_twice_the_rate_in_its_time(gaps: list[int], times: int, seconds: int) -> None:
    now, done = [0.0], []
    limits = Limits(lambda: now[0])
    for gap in gaps:
        now[0] += gap
        wait = limits.wait("a", Rate(times, seconds))
        assert 0 <= wait <= seconds
        if not wait:
            done.append(now[0])
    for start in done:
        assert len([t for t in done if start <= t < start + seconds - 1e-6]) <= 2 * times


def test_ever_new_names_fill_no_memory() -> None:
    limits = Limits(lambda: 0.0)
    for number in range(25_000):
        limits.wait(number, Rate(1, 60))
    assert len(limits._empty_at) <= 10_001
    assert limits.wait(24_999, Rate(1, 60)) > 0  # the last ones are still known


def test_a_house_has_one_network() -> None:
    assert network("192.0.2.7") == "192.0.2.7"
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::9") != network("2001:db8:1:3::9")
    assert network("fe80::1%eth0") == "fe80::/64"
    assert network("testclient") == "testclient"
