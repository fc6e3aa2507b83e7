"""Reports with their claims as Parquet, and back without loss: one row a report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sayso.batch.work import Done, Read
from sayso.core.arrival import Arrival
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.errors import InputError, MissingExtra
from sayso.core.jsonl import load, to_json

FORM: Final = b"1"
_AT_ONCE: Final = 500
_TEXTS: Final = ("id", "title", "published", "updated", "publisher", "byline", "agency", "url", "language")


def arrow() -> Any:
    """The pyarrow module. Raises MissingExtra without it."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise MissingExtra("Batches are kept as Parquet: pip install 'sayso[cluster]'.") from None
    return pyarrow


class Table:
    """Owns a Parquet file that is being written, in row groups of 500 reports."""

    def __init__(self, path: Path) -> None:
        self._arrow = arrow()
        self._schema = _schema(self._arrow)
        self._out = self._arrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, done: Done) -> None:
        """The reports of one document."""
        self._rows += [row(done, read) for read in done.read]
        if len(self._rows) >= _AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush()
        self._out.close()

    def _flush(self) -> None:
        if self._rows:
            self._out.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def row(done: Done, read: Read) -> dict[str, Any]:
    """One report: plain columns to ask by, and ``coded``, ``scores``, ``original`` from which all comes back."""
    report, claims = read.coded.report, read.coded.claims
    return {
        **{name: _clean(getattr(report, name)) for name in _TEXTS},
        "claims": [_claim(claim) for claim in claims],
        "document": _clean(done.address),
        "document_sha256": done.sha256,
        "model": read.model,
        "coded": json.dumps(to_json(replace(read.coded, layers=None)), ensure_ascii=True),
        "scores": [float(claim.score) for claim in claims],
        "source": json.dumps(read.arrival.source),
        "position": read.arrival.position,
        "address": read.arrival.address,
        "original": read.arrival.original,
    }


def read_back(path: Path) -> Iterator[Read]:
    """The reports of a file that `Table` wrote, each equal to what was written.

    Raises InputError where the file is damaged or another's.
    """
    pa = arrow()
    try:
        with pa.parquet.ParquetFile(path) as table:
            if (table.schema_arrow.metadata or {}).get(b"sayso") != FORM:
                raise InputError(f"{path} was not written by sayso batch.")
            names = ["model", "coded", "scores", "source", "position", "address", "original"]
            for batch in table.iter_batches(_AT_ONCE // 10, columns=names):
                yield from map(_read, batch.to_pylist())
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise InputError(f"{path} is damaged and cannot be read ({type(error).__name__}).") from None


def _read(row: dict[str, Any]) -> Read:
    coded = load(row["coded"])
    scores: Sequence[float] = row["scores"]
    claims = tuple(replace(c, score=s) for c, s in zip(coded.claims, scores, strict=True))
    coded = CodedReport(coded.report, claims, coded.notes)
    arrival = Arrival(
        coded.report, json.loads(row["source"]), row["original"], row["position"], row["address"]
    )
    return Read(arrival, coded, row["model"])


def _claim(claim: Claim) -> dict[str, Any]:
    """What is asked most of a claim; all of it is in ``coded``."""
    figure, place, when = claim.figure, claim.place, claim.when
    found = {
        "id": claim.id, "kind": claim.kind, "stance": claim.stance, "score": float(claim.score),
        "quote": claim.quote.text, "start": claim.quote.start, "end": claim.quote.end,
        "says": [_clean(who.name) for who in claim.says],
        "actor": claim.actor and claim.actor.name, "target": claim.target and claim.target.name,
        "place": place and place.name, "country": place and place.country, "lat": place and place.lat,
        "lon": place and place.lon, "when": when and when.value,
        "measure": figure and figure.measure, "low": figure and _whole(figure.low),
        "high": figure and _whole(figure.high),
    }  # fmt: skip
    return {name: _clean(value) if isinstance(value, str) else value for name, value in found.items()}


def _whole(number: int | None) -> int | None:
    """A number that the column can hold; the claim itself keeps any."""
    return number if number is None or abs(number) < 2**63 else None


def _clean(text: str | None) -> str | None:
    """Text without half surrogate pairs, which Parquet does not hold."""
    return None if text is None else text.encode("utf-8", "replace").decode()


def _schema(pa: Any) -> Any:
    text, whole, real = pa.string(), pa.int64(), pa.float64()
    kinds = {"score": real, "start": whole, "end": whole, "lat": real, "lon": real, "low": whole, "high": whole,
             "says": pa.list_(text)}  # fmt: skip
    names = ("id", "kind", "stance", "score", "quote", "start", "end", "says", "actor", "target", "place", "country",
             "lat", "lon", "when", "measure", "low", "high")  # fmt: skip
    claim = pa.struct([(name, kinds.get(name, text)) for name in names])
    fields = [(name, text) for name in _TEXTS]
    fields += [("claims", pa.list_(claim)), ("document", text), ("document_sha256", text), ("model", text)]
    fields += [("coded", text), ("scores", pa.list_(real)), ("source", text), ("position", whole)]
    fields += [("address", text), ("original", pa.binary())]
    return pa.schema(fields, metadata={b"sayso": FORM})


def in_folder(folder: Path) -> list[Path]:
    """The finished tables of a batch, by name. Raises InputError where there are none."""
    found = sorted(p for p in folder.glob("*.parquet") if not p.name.startswith("."))
    if not found:
        raise InputError(f"{folder} holds no tables of sayso batch (*.parquet).")
    return found
