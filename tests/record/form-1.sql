PRAGMA application_id = 1396791635;

PRAGMA user_version = 1;

CREATE TABLE about (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL -- zlib (RFC 1950)
) STRICT;

CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  series TEXT NOT NULL,
  source TEXT NOT NULL,
  original TEXT REFERENCES originals (sha256),
  position INTEGER NOT NULL, -- which report of its original, from 1
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
) STRICT;

CREATE INDEX reports_id ON reports (id);

CREATE INDEX reports_series ON reports (series, reported_at);

CREATE INDEX reports_original ON reports (original, position);

CREATE TABLE readings (
  number INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (number),
  model TEXT NOT NULL,
  version TEXT NOT NULL, -- of sayso
  read_at TEXT NOT NULL,
  notes TEXT NOT NULL
) STRICT;

CREATE INDEX readings_report ON readings (report);

CREATE TABLE claims (
  number INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (number),
  reading INTEGER NOT NULL REFERENCES readings (number),
  retired INTEGER REFERENCES readings (number),
  position INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  stance TEXT NOT NULL,
  score REAL NOT NULL,
  quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, quote_text TEXT NOT NULL,
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_text TEXT NOT NULL,
  actor_start INTEGER, actor_end INTEGER, actor_text TEXT, actor_name TEXT, actor_type TEXT, actor_country TEXT,
  actor_sector TEXT, actor_key TEXT, actor_candidates TEXT,
  target_start INTEGER, target_end INTEGER, target_text TEXT, target_name TEXT, target_type TEXT, target_country TEXT,
  target_sector TEXT, target_key TEXT, target_candidates TEXT,
  place_start INTEGER, place_end INTEGER, place_text TEXT, place_name TEXT, place_country TEXT, place_admin1 TEXT,
  place_lat REAL, place_lon REAL, place_geonameid INTEGER, place_precision TEXT, place_relation TEXT,
  place_basis TEXT, place_score REAL,
  when_start INTEGER, when_end INTEGER, when_text TEXT, when_value TEXT, when_precision TEXT, when_basis TEXT,
  when_first TEXT, when_last TEXT,
  figure_start INTEGER, figure_end INTEGER, figure_text TEXT, figure_low INTEGER, figure_high INTEGER, figure_measure TEXT,
  figure_of TEXT, figure_scope TEXT, figure_as_of TEXT, figure_form TEXT, figure_part_of TEXT, figure_additive INTEGER,
  figure_of_start INTEGER, figure_of_end INTEGER, figure_of_text TEXT
) STRICT;

CREATE INDEX claims_report ON claims (report);

CREATE INDEX claims_id ON claims (id);

CREATE INDEX claims_kind ON claims (kind, when_first);

CREATE INDEX claims_measure ON claims (figure_measure);

CREATE INDEX claims_place ON claims (place_country, place_name);

CREATE TABLE says (
  claim INTEGER NOT NULL REFERENCES claims (number),
  position INTEGER NOT NULL,
  who_start INTEGER NOT NULL, who_end INTEGER NOT NULL, who_text TEXT NOT NULL, who_name TEXT NOT NULL, who_type TEXT,
  who_country TEXT, who_sector TEXT, who_key TEXT, who_candidates TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT;

CREATE INDEX says_name ON says (who_name);

CREATE TABLE evidence (
  claim INTEGER NOT NULL REFERENCES claims (number),
  position INTEGER NOT NULL,
  span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, span_text TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT;

CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  verb TEXT NOT NULL,
  about TEXT NOT NULL, -- a JSON list of ids
  slot TEXT,
  value TEXT,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE INDEX decisions_id ON decisions (id);

CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='reports', content_rowid='number', tokenize='porter unicode61');

CREATE TRIGGER reports_in AFTER INSERT ON reports BEGIN
  INSERT INTO report_words(rowid, title, text) VALUES (new.number, new.title, new.text);
END;

CREATE TRIGGER reports_out AFTER DELETE ON reports BEGIN
  INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;

CREATE VIRTUAL TABLE claim_words USING fts5(quote_text, content='claims', content_rowid='number', tokenize='porter unicode61');

CREATE TRIGGER claims_in AFTER INSERT ON claims BEGIN
  INSERT INTO claim_words(rowid, quote_text) VALUES (new.number, new.quote_text);
END;

CREATE TRIGGER claims_out AFTER DELETE ON claims BEGIN
  INSERT INTO claim_words(claim_words, rowid, quote_text) VALUES ('delete', old.number, old.quote_text);
END;

CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
  SELECT raise(ABORT, 'decisions are never changed; undo is another decision');
END;

CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN
  SELECT raise(ABORT, 'decisions are never deleted; undo is another decision');
END;

INSERT INTO about ("key", "value") VALUES ('made_at', '2026-11-26T03:35:17Z');

INSERT INTO originals ("sha256", "size", "packed") VALUES ('15973bb856be0e1f9b853a97d0997d6839f00f28a1f54b97a9b7c9226192df62', 275, X'789c5d8fc16a03310c44effb15736cc10d69d31fd85b21047a48e959b1d5d8dd5d0b6419b3fdfa3a0bb9e4a8a7d1cce883f42255d14427d682c87300fd182b16521f9132c6c9a80ec3783c8f5f0ea70d1f1cdef687573c8d3a530ef84ecacf78c1a7ccc933021ba5ccddca303315c3fb1ef121eb6eed70a43f9a6231ca0e9271921c6875b0c85dd4bb24e975524ec57445a114763837c1b5928682c67ad3fd56ed812d72de0ebd4a0b2826ba74bc91daa7a5ff28b5b003792f1a52bec264db2fb48aee867f76755fc3');

INSERT INTO originals ("sha256", "size", "packed") VALUES ('ae3813583f5f9855c951160ef6ef40c47aac41a1171e476fbe2046078726d92c', 210, X'789c458ebb0ec2301004fb7cc5962041c4b3a1734741ba4888f2f01df229c146674751fe1e8b8662abd5cece554646207ba6c930271bc4f2056f8d9a8b2df0c94c7cc9d01a9fa6589ac6dd3ad73f36e8c87cc06983c3eeb8c7cad9489171579335b6e883406311d3647f5e2665a4887e92ccb4a0042a381ff091f419a58a309e22112c85340a5704dc50686a7fc0372d95c612b556bf6d0ea99acd6282577de6b6f902c6834844');

INSERT INTO reports ("number", "id", "series", "source", "original", "position", "sha256", "reported_at", "added_at", "title", "published", "agency", "language", "text", "parts", "notes") VALUES (1, 'sha256:027fe65816b6483cea111a0e7a9cfce2c79e51cfd99f02e41e2dfc8f2e8ff6e4', 'file:///desk/a.txt', 'a.txt', '15973bb856be0e1f9b853a97d0997d6839f00f28a1f54b97a9b7c9226192df62', 1, '5e132f4f9bdc4e27ebd00547341924996e9d6d1844d4760e3d79f7793536360f', '2031-03-03T00:00:00Z', '2026-11-26T03:35:17Z', 'Harbour workers held after march in Aktau', '2031-03-03', 'Arland Wire', 'en', 'Harbour workers held after march in Aktau

AKTAU, March 3, 2031 (Arland Wire) - Police detained at least 40 harbour workers in Aktau, Kazakhstan, on Monday, the interior ministry said. Two guards were injured when the crowd stormed the customs house, according to the mayor.
', '[["title",0,41],["body",43,274]]', '[]');

INSERT INTO reports ("number", "id", "series", "source", "original", "position", "sha256", "reported_at", "added_at", "title", "published", "agency", "language", "text", "parts", "notes") VALUES (2, 'sha256:c27d7262bbc3976cce9cf32dde5b3fd4640dee3905562940e0739c3f18c318bd', 'file:///desk/b.txt', 'b.txt', 'ae3813583f5f9855c951160ef6ef40c47aac41a1171e476fbe2046078726d92c', 1, '52f76f3486309fef010c0e6acb01afa14d8ae00e3dbb43eb65b3e4056326e1a4', '2031-03-04T00:00:00Z', '2026-11-26T03:35:17Z', 'Held harbour workers: ministry corrects its count', '2031-03-04', 'Arland Wire', 'en', 'Held harbour workers: ministry corrects its count

ALMATY, March 4, 2031 (Arland Wire) - The interior ministry said on Tuesday that 52 people had been detained in Aktau. The mayor denied that shots were fired.
', '[["title",0,49],["body",51,209]]', '[]');

INSERT INTO readings ("number", "report", "model", "version", "read_at", "notes") VALUES (1, 1, 'lexicon-1', '0.1.0', '2026-11-26T03:35:17Z', '[]');

INSERT INTO readings ("number", "report", "model", "version", "read_at", "notes") VALUES (2, 2, 'lexicon-1', '0.1.0', '2026-11-26T03:35:17Z', '[]');

INSERT INTO claims ("number", "report", "reading", "position", "sha256", "id", "kind", "stance", "score", "quote_start", "quote_end", "quote_text", "trigger_start", "trigger_end", "trigger_text", "actor_start", "actor_end", "actor_text", "actor_name", "actor_type", "actor_country", "actor_sector", "actor_key", "actor_candidates", "target_start", "target_end", "target_text", "target_name", "target_type", "target_sector", "target_candidates", "place_start", "place_end", "place_text", "place_name", "place_country", "place_admin1", "place_lat", "place_lon", "place_geonameid", "place_precision", "place_basis", "place_score", "when_start", "when_end", "when_text", "when_value", "when_precision", "when_basis", "when_first", "when_last", "figure_start", "figure_end", "figure_text", "figure_low", "figure_measure", "figure_of", "figure_scope", "figure_form", "figure_additive", "figure_of_start", "figure_of_end", "figure_of_text") VALUES (1, 1, 1, 0, '618a7294b25b24d1ada6e81fd24907ddfb14786a33d5868d04ea9af9c86b13ab', 'c70c7ad9415482117', 'arrest', 'asserted', 0.94, 80, 155, 'Police detained at least 40 harbour workers in Aktau, Kazakhstan, on Monday', 87, 95, 'detained', 80, 86, 'Police', 'Police', 'government', 'KZ', 'COP', 'KZ.COP', '[]', 108, 123, 'harbour workers', 'harbour workers', 'group', 'CVL', '[]', 127, 132, 'Aktau', 'Aktau, Kazakhstan', 'KZ', 'Mangghystaū oblysy', 43.661, 51.174, 610612, 'populated', 'words', 0.971, 149, 155, 'Monday', '2031-03-03', 'day', 'words', '2031-03-03', '2031-03-03', 96, 107, 'at least 40', 40, 'arrested', 'harbour workers', 'event', 'at_least', 0, 108, 123, 'harbour workers');

INSERT INTO claims ("number", "report", "reading", "position", "sha256", "id", "kind", "stance", "score", "quote_start", "quote_end", "quote_text", "trigger_start", "trigger_end", "trigger_text", "target_start", "target_end", "target_text", "target_name", "target_type", "target_sector", "target_candidates", "place_start", "place_end", "place_text", "place_name", "place_country", "place_admin1", "place_lat", "place_lon", "place_geonameid", "place_precision", "place_basis", "place_score", "when_start", "when_end", "when_text", "when_value", "when_precision", "when_basis", "when_first", "when_last", "figure_start", "figure_end", "figure_text", "figure_low", "figure_high", "figure_measure", "figure_of", "figure_scope", "figure_form", "figure_additive", "figure_of_start", "figure_of_end", "figure_of_text") VALUES (2, 1, 1, 1, '631eb39631ea238ec46b4ddf877f1f11270e7f43d297b31e2ce3c8b1f38f5ae2', 'ce87b6f986072e080', 'injure', 'asserted', 1.0, 185, 249, 'Two guards were injured when the crowd stormed the customs house', 201, 208, 'injured', 185, 195, 'Two guards', 'Two guards', 'government', 'MIL', '[]', 127, 132, 'Aktau', 'Aktau, Kazakhstan', 'KZ', 'Mangghystaū oblysy', 43.661, 51.174, 610612, 'populated', 'narrative', 0.946, 149, 155, 'Monday', '2031-03-03', 'day', 'narrative', '2031-03-03', '2031-03-03', 185, 188, 'Two', 2, 2, 'injured', 'guards', 'event', 'exact', 0, 189, 195, 'guards');

INSERT INTO claims ("number", "report", "reading", "position", "sha256", "id", "kind", "stance", "score", "quote_start", "quote_end", "quote_text", "trigger_start", "trigger_end", "trigger_text", "target_start", "target_end", "target_text", "target_name", "target_type", "target_sector", "target_candidates", "place_start", "place_end", "place_text", "place_name", "place_country", "place_admin1", "place_lat", "place_lon", "place_geonameid", "place_precision", "place_basis", "place_score", "figure_start", "figure_end", "figure_text", "figure_low", "figure_high", "figure_measure", "figure_of", "figure_scope", "figure_form", "figure_additive", "figure_of_start", "figure_of_end", "figure_of_text") VALUES (3, 2, 2, 0, '30b8fe552b7ec9c30c2b30df3bd7421c8685d47339f480f52e1f7fa6899ae0f4', 'c541710a81b11bc4d', 'arrest', 'asserted', 0.94, 116, 168, 'on Tuesday that 52 people had been detained in Aktau', 151, 159, 'detained', 132, 141, '52 people', '52 people', 'group', 'CVL', '[]', 163, 168, 'Aktau', 'Aktau, Kazakhstan', 'KZ', 'Mangghystaū oblysy', 43.661, 51.174, 610612, 'populated', 'words', 0.599, 132, 134, '52', 52, 52, 'arrested', 'people', 'event', 'exact', 0, 135, 141, 'people');

INSERT INTO claims ("number", "report", "reading", "position", "sha256", "id", "kind", "stance", "score", "quote_start", "quote_end", "quote_text", "trigger_start", "trigger_end", "trigger_text", "target_start", "target_end", "target_text", "target_name", "target_candidates", "place_start", "place_end", "place_text", "place_name", "place_country", "place_admin1", "place_lat", "place_lon", "place_geonameid", "place_precision", "place_basis", "place_score", "when_start", "when_end", "when_text", "when_value", "when_precision", "when_basis", "when_first", "when_last") VALUES (4, 2, 2, 1, 'f5d5d516a5ef9b48f46ead0ba45726f3fae56d54eb78f5a36159e888d8124f3e', 'c9ce343627a924879', 'bomb', 'denied', 0.35, 170, 208, 'The mayor denied that shots were fired', 203, 208, 'fired', 192, 197, 'shots', 'shots', '[]', 163, 168, 'Aktau', 'Aktau, Kazakhstan', 'KZ', 'Mangghystaū oblysy', 43.661, 51.174, 610612, 'populated', 'narrative', 0.541, 119, 126, 'Tuesday', '2031-03-04', 'day', 'narrative', '2031-03-04', '2031-03-04');

INSERT INTO says ("claim", "position", "who_start", "who_end", "who_text", "who_name", "who_type", "who_country", "who_sector", "who_key", "who_candidates") VALUES (1, 0, 157, 178, 'the interior ministry', 'the interior ministry', 'government', 'KZ', 'GOV', 'KZ.GOV.interior', '[]');

INSERT INTO says ("claim", "position", "who_start", "who_end", "who_text", "who_name", "who_type", "who_sector", "who_candidates") VALUES (2, 0, 264, 273, 'the mayor', 'the mayor', 'person', 'GOV', '[]');

INSERT INTO says ("claim", "position", "who_start", "who_end", "who_text", "who_name", "who_type", "who_country", "who_sector", "who_key", "who_candidates") VALUES (3, 0, 68, 110, '2031 (Arland Wire) - The interior ministry', '2031 (Arland Wire) - The interior ministry', 'government', 'KZ', 'GOV', 'KZ.GOV.interior', '[]');

INSERT INTO decisions ("number", "id", "verb", "about", "by", "at", "why") VALUES (1, 'd4f705a3b06787299', 'confirm', '["c70c7ad9415482117"]', 'Ann Reader', '2031-03-05T08:01:00+00:00', 'heard it from the ministry');

INSERT INTO decisions ("number", "id", "verb", "about", "by", "at", "why") VALUES (2, 'd26dee23e3d8bf590', 'reject', '["ce87b6f986072e080"]', 'Ann Reader', '2031-03-05T08:02:00+00:00', 'no claim');

INSERT INTO decisions ("number", "id", "verb", "about", "slot", "value", "by", "at", "why") VALUES (3, 'dc4b3bec8b0db30f1', 'correct', '["ce87b6f986072e080"]', 'place', 'Aktau, Kazakhstan', 'Bo Reader', '2031-03-05T08:03:00+00:00', 'the customs house is in the port');

INSERT INTO decisions ("number", "id", "verb", "about", "by", "at", "why") VALUES (4, 'd90a859bba1c1028d', 'undo', '["d26dee23e3d8bf590"]', 'Bo Reader', '2031-03-05T08:04:00+00:00', 'it is one');

INSERT INTO decisions ("number", "id", "verb", "about", "value", "by", "at", "why") VALUES (5, 'debcbe7dd60baeaf3', 'source_kind', '["interior ministry"]', 'government', 'Ann Reader', '2031-03-05T08:05:00+00:00', '');
