"""Shards over workers: in this process, in several of this machine, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from sayso.batch.plan import Shard
from sayso.batch.shard import Summary, clear, work
from sayso.batch.work import How
from sayso.core.coded import Failure
from sayso.core.errors import MissingExtra, SaysoError

Outcome = tuple[Shard, Summary | Failure]
PATIENCE: Final = "10s"
"""How long a scheduler may take to answer."""


def spread(
    todo: Sequence[Shard], out: Path, how: How, *, jobs: int = 1, scheduler: str | None = None
) -> Iterator[Outcome]:
    """What became of each shard, as it is done. Workers that are lost are replaced by those that are left.

    One job without a scheduler needs no Dask. Raises MissingExtra without it otherwise, SaysoError where the scheduler
    does not answer.
    """
    outcomes = (
        _here(todo, out, how) if jobs == 1 and scheduler is None else _dask(todo, out, how, jobs, scheduler)
    )
    for shard, outcome in outcomes:
        if isinstance(outcome, Summary):
            clear(shard, out)
        yield shard, outcome


def _here(todo: Sequence[Shard], out: Path, how: How) -> Iterator[Outcome]:
    for shard in todo:
        yield shard, _try(shard, out, how)


def _try(shard: Shard, out: Path, how: How) -> Summary | Failure:
    try:
        return work(shard, out, how)
    except SaysoError as error:
        return Failure(shard.name, str(error))


def _dask(todo: Sequence[Shard], out: Path, how: How, jobs: int, scheduler: str | None) -> Iterator[Outcome]:
    try:
        import distributed
    except ModuleNotFoundError:
        raise MissingExtra("Several workers need Dask: pip install 'sayso[cluster]'.") from None
    with ExitStack() as open_:
        client = open_.enter_context(_client(distributed, open_, jobs, scheduler))
        futures = {client.submit(_try, shard, out, how, pure=False): shard for shard in todo}
        for future in distributed.as_completed(futures):  # type: ignore[no-untyped-call]
            shard = futures.pop(future)
            if future.status == "finished":
                yield shard, future.result()
            else:
                reason = f"its workers ended one after the other while they read it ({future.status})."
                yield shard, Failure(shard.name, reason)
            future.release()


def _client(distributed: Any, open_: ExitStack, jobs: int, scheduler: str | None) -> Any:
    if scheduler is None:
        cluster = distributed.LocalCluster(
            n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
        )
        return distributed.Client(open_.enter_context(cluster))
    try:
        return distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise SaysoError(f"The scheduler {scheduler} does not answer ({type(error).__name__}).") from None
