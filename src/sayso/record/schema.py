"""The record's tables as SQLAlchemy sees them. What makes them is ``migrations/``; a test holds the two together."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Double, Integer, LargeBinary, MetaData, Table, Text

NEWEST: Final = 1
"""The form of the record that this sayso writes: the number of the last migration."""

APPLICATION_ID: Final = 0x53415953
"""SQLite's ``application_id`` of a record: "SAYS" in ASCII."""

metadata: Final = MetaData()
_Whole: Final = BigInteger().with_variant(Integer(), "sqlite")


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _wholes(*names: str) -> list[Column[int]]:
    return [Column(name, _Whole) for name in names]


def _reals(*names: str) -> list[Column[float]]:
    return [Column(name, Double) for name in names]


def _number() -> Column[int]:
    return Column("number", _Whole, primary_key=True)


def _words(prefix: str) -> list[Column[int] | Column[str]]:
    """Offsets and words of a span."""
    return [*_wholes(f"{prefix}_start", f"{prefix}_end"), *_texts(f"{prefix}_text")]


def _who(prefix: str) -> list[Column[int] | Column[str]]:
    fields = ("name", "type", "country", "sector", "key", "candidates")
    return [*_words(prefix), *_texts(*(f"{prefix}_{f}" for f in fields))]


about: Final = Table("about", metadata, Column("key", Text, primary_key=True), Column("value", Text))

originals: Final = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    *_wholes("size"),
    Column("packed", LargeBinary),
)

reports: Final = Table(
    "reports",
    metadata,
    _number(),
    *_texts("id", "series", "source", "original"),
    *_wholes("position"),
    *_texts("sha256", "reported_at", "added_at"),
    *_texts(
        "title", "published", "published_time", "publisher", "byline", "agency", "updated", "notice", "url"
    ),
    *_texts("language", "text", "parts", "notes"),
)

readings: Final = Table(
    "readings", metadata, _number(), *_wholes("report"), *_texts("model", "version", "read_at", "notes")
)

claims: Final = Table(
    "claims",
    metadata,
    _number(),
    *_wholes("report", "reading", "retired", "position"),
    *_texts("sha256", "id", "kind", "stance"),
    *_reals("score"),
    *_words("quote"),
    *_words("trigger"),
    *_who("actor"),
    *_who("target"),
    *_words("place"),
    *_texts("place_name", "place_country", "place_admin1"),
    *_reals("place_lat", "place_lon"),
    *_wholes("place_geonameid"),
    *_texts("place_precision", "place_relation", "place_basis"),
    *_reals("place_score"),
    *_words("when"),
    *_texts("when_value", "when_precision", "when_basis", "when_first", "when_last"),
    *_words("figure"),
    *_wholes("figure_low", "figure_high"),
    *_texts("figure_measure", "figure_of", "figure_scope", "figure_as_of", "figure_form", "figure_part_of"),
    *_wholes("figure_additive"),
    *_words("figure_of"),
)

says: Final = Table(
    "says",
    metadata,
    Column("claim", _Whole, primary_key=True),
    Column("position", _Whole, primary_key=True),
    *_who("who"),
)

evidence: Final = Table(
    "evidence",
    metadata,
    Column("claim", _Whole, primary_key=True),
    Column("position", _Whole, primary_key=True),
    *_words("span"),
)

decisions: Final = Table(
    "decisions", metadata, _number(), *_texts("id", "verb", "about", "slot", "value", "by", "at", "why")
)
