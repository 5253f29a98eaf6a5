-- Layout 2: what readers found of events. The judgement is kept beside the reading, which stays as it was made; tellings are written from the
-- reading with all judgements that stand.

-- '' as read; 'right'; 'wrong'; 'mended' and the fields that were, with blanks between: 'mended target date'
ALTER TABLE tellings ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
-- by its tellings: '', 'right', 'wrong' (all of them), 'mended'
ALTER TABLE events ADD COLUMN verdict TEXT NOT NULL DEFAULT '';

-- corrections.what may also be "right", "wrong", "mend"
ALTER TABLE corrections ADD COLUMN who TEXT NOT NULL DEFAULT '';   -- whose finding it is
ALTER TABLE corrections ADD COLUMN mend TEXT NOT NULL DEFAULT '';  -- of "mend": JSON of the fields that are right instead

-- the words that a judgement is about, and what the reading made of them then: so it finds them again in a later reading
CREATE TABLE judged (
  key INTEGER PRIMARY KEY,
  correction INTEGER NOT NULL REFERENCES corrections, article INTEGER NOT NULL REFERENCES articles,
  trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL, sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
  type TEXT NOT NULL, cameo TEXT NOT NULL, measure TEXT NOT NULL, status TEXT NOT NULL, source_codes TEXT NOT NULL, target_codes TEXT NOT NULL,
  entry TEXT NOT NULL,                                             -- of the lexicon, that read it
  telling INTEGER REFERENCES tellings ON DELETE SET NULL,          -- that it holds for now; NULL where no reading says it any more
  UNIQUE (correction, article, trigger_begin, trigger_end, type, cameo, source_codes, target_codes)) STRICT;
CREATE INDEX judged_by_article ON judged (article);
CREATE INDEX judged_by_telling ON judged (telling) WHERE telling IS NOT NULL;
