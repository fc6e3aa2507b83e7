"""The stored record: original bytes, reports, claims with every span, and decisions; one SQLite file or PostgreSQL."""
