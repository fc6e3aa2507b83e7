-- Only the beginning of a very long text is indexed: a tsvector may not be larger than 1 MB.
ALTER TABLE reports ADD COLUMN words tsvector GENERATED ALWAYS AS
  (to_tsvector('english', left(coalesce(title, '') || ' ' || text, 250000))) STORED

CREATE INDEX report_words ON reports USING gin (words)

ALTER TABLE claims ADD COLUMN words tsvector GENERATED ALWAYS AS
  (to_tsvector('english', left(quote_text, 250000))) STORED

CREATE INDEX claim_words ON claims USING gin (words)

CREATE FUNCTION decisions_stay() RETURNS trigger LANGUAGE plpgsql AS $$$$
BEGIN
  RAISE EXCEPTION 'decisions are never changed or deleted; undo is another decision';
END
$$$$

CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION decisions_stay()
