CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='reports', content_rowid='number', tokenize='porter unicode61')

CREATE TRIGGER reports_in AFTER INSERT ON reports BEGIN
  INSERT INTO report_words(rowid, title, text) VALUES (new.number, new.title, new.text);
END

CREATE TRIGGER reports_out AFTER DELETE ON reports BEGIN
  INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END

CREATE VIRTUAL TABLE claim_words USING fts5(quote_text, content='claims', content_rowid='number', tokenize='porter unicode61')

CREATE TRIGGER claims_in AFTER INSERT ON claims BEGIN
  INSERT INTO claim_words(rowid, quote_text) VALUES (new.number, new.quote_text);
END

CREATE TRIGGER claims_out AFTER DELETE ON claims BEGIN
  INSERT INTO claim_words(claim_words, rowid, quote_text) VALUES ('delete', old.number, old.quote_text);
END

CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
  SELECT raise(ABORT, 'decisions are never changed; undo is another decision');
END

CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN
  SELECT raise(ABORT, 'decisions are never deleted; undo is another decision');
END
