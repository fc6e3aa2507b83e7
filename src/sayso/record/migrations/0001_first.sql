-- The record's first form. Statements are set apart by blank lines; words after a dollar sign differ by database.

CREATE TABLE about (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) $strict

CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY,
  size $big NOT NULL,
  packed $blob NOT NULL -- zlib (RFC 1950)
) $strict

-- One row a version of a report. Versions of one page share their series; the one reported last is current.
CREATE TABLE reports (
  number $key,
  id TEXT NOT NULL,
  series TEXT NOT NULL,
  source TEXT NOT NULL,
  original TEXT REFERENCES originals (sha256),
  position $big NOT NULL, -- which report of its original, from 1
  sha256 TEXT NOT NULL UNIQUE,
  reported_at TEXT NOT NULL,
  added_at TEXT NOT NULL,
  title TEXT,
  published TEXT,
  published_time TEXT,
  publisher TEXT,
  byline TEXT,
  agency TEXT,
  updated TEXT,
  notice TEXT,
  url TEXT,
  language TEXT,
  text TEXT NOT NULL,
  parts TEXT NOT NULL,
  notes TEXT NOT NULL
) $strict

CREATE INDEX reports_id ON reports (id)

CREATE INDEX reports_series ON reports (series, reported_at)

CREATE INDEX reports_original ON reports (original, position)

CREATE TABLE readings (
  number $key,
  report $big NOT NULL REFERENCES reports (number),
  model TEXT NOT NULL,
  version TEXT NOT NULL, -- of sayso
  read_at TEXT NOT NULL,
  notes TEXT NOT NULL
) $strict

CREATE INDEX readings_report ON readings (report)

-- A claim holds from the reading that found it to the one that no longer did, if any.
CREATE TABLE claims (
  number $key,
  report $big NOT NULL REFERENCES reports (number),
  reading $big NOT NULL REFERENCES readings (number),
  retired $big REFERENCES readings (number),
  position $big NOT NULL,
  sha256 TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  stance TEXT NOT NULL,
  score $real NOT NULL,
  quote_start $big NOT NULL, quote_end $big NOT NULL, quote_text TEXT NOT NULL,
  trigger_start $big NOT NULL, trigger_end $big NOT NULL, trigger_text TEXT NOT NULL,
  actor_start $big, actor_end $big, actor_text TEXT, actor_name TEXT, actor_type TEXT, actor_country TEXT,
  actor_sector TEXT, actor_key TEXT, actor_candidates TEXT,
  target_start $big, target_end $big, target_text TEXT, target_name TEXT, target_type TEXT, target_country TEXT,
  target_sector TEXT, target_key TEXT, target_candidates TEXT,
  place_start $big, place_end $big, place_text TEXT, place_name TEXT, place_country TEXT, place_admin1 TEXT,
  place_lat $real, place_lon $real, place_geonameid $big, place_precision TEXT, place_relation TEXT,
  place_basis TEXT, place_score $real,
  when_start $big, when_end $big, when_text TEXT, when_value TEXT, when_precision TEXT, when_basis TEXT,
  when_first TEXT, when_last TEXT,
  figure_start $big, figure_end $big, figure_text TEXT, figure_low $big, figure_high $big, figure_measure TEXT,
  figure_of TEXT, figure_scope TEXT, figure_as_of TEXT, figure_form TEXT, figure_part_of TEXT, figure_additive $big,
  figure_of_start $big, figure_of_end $big, figure_of_text TEXT
) $strict

CREATE INDEX claims_report ON claims (report)

CREATE INDEX claims_id ON claims (id)

CREATE INDEX claims_kind ON claims (kind, when_first)

CREATE INDEX claims_measure ON claims (figure_measure)

CREATE INDEX claims_place ON claims (place_country, place_name)

-- The say-so chain, innermost claimant first (position 0).
CREATE TABLE says (
  claim $big NOT NULL REFERENCES claims (number),
  position $big NOT NULL,
  who_start $big NOT NULL, who_end $big NOT NULL, who_text TEXT NOT NULL, who_name TEXT NOT NULL, who_type TEXT,
  who_country TEXT, who_sector TEXT, who_key TEXT, who_candidates TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) $strict

CREATE INDEX says_name ON says (who_name)

CREATE TABLE evidence (
  claim $big NOT NULL REFERENCES claims (number),
  position $big NOT NULL,
  span_start $big NOT NULL, span_end $big NOT NULL, span_text TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) $strict

CREATE TABLE decisions (
  number $key,
  id TEXT NOT NULL,
  verb TEXT NOT NULL,
  about TEXT NOT NULL, -- a JSON list of ids
  slot TEXT,
  value TEXT,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL
) $strict

CREATE INDEX decisions_id ON decisions (id)
